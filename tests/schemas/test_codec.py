"""The one door: records to bytes and back, what is left out, and what cannot enter."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire_schemas import Unreadable, decode, encode
from crosswire_schemas.codec import adapter, to_dict
from crosswire_schemas.examples import EXAMPLES, TEXT
from crosswire_schemas.records import RECORDS, Cue, Interval, Outlet, Party, Place, Quantity, Slots, Span, Verification

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda value: value.replace(tzinfo=UTC))  # noqa: DTZ001
DATES = st.dates(date(1990, 1, 1), date(2100, 1, 1))
NUMBERS = st.one_of(st.integers(0, 10**9), st.floats(0, 1e9, allow_nan=False))
SMALL = st.integers(0, 10**6)
INTERVALS = st.one_of(
    st.builds(Interval, from_=DATES, to=DATES, precision=st.just("day"), text=st.none() | TEXTS),
    st.builds(Interval, from_=INSTANTS, to=INSTANTS, precision=st.just("hour")),
)
SPANS = st.builds(Span, text=TEXTS, start=SMALL, end=SMALL)
PARTIES = st.builds(Party, canonical=TEXTS, kind=TEXTS, text=st.none() | TEXTS, start=st.none() | SMALL)
QUANTITIES = st.builds(
    Quantity,
    unit=TEXTS,
    of=TEXTS,
    text=TEXTS,
    start=SMALL,
    end=SMALL,
    low=st.none() | NUMBERS,
    window=st.none() | INTERVALS,
)


def claims() -> st.SearchStrategy[Any]:
    given_here = {
        "speaker": PARTIES,
        "cue": st.builds(Cue, lemma=TEXTS, force=TEXTS),
        "verification": st.builds(Verification, status=TEXTS, scope=st.none() | SPANS),
        "said_on": st.none() | INTERVALS,
        "quantities": st.lists(QUANTITIES, max_size=3).map(tuple),
        "outlet": st.builds(Outlet, id=TEXTS, name=TEXTS),
        "published_at": INSTANTS,
        "via": st.none() | IDS,
        "event_ids": st.lists(IDS, max_size=2).map(tuple),
        "slots": st.none()
        | st.builds(
            Slots, predicate=TEXTS, root=TEXTS, counts=st.none() | st.dictionaries(TEXTS, QUANTITIES, max_size=3)
        ),
    }
    example = EXAMPLES["claim"]
    rest = {
        field.name: st.just(getattr(example, field.name)) for field in fields(example) if field.name not in given_here
    }
    return st.builds(type(example), **rest, **given_here)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_example_comes_back_as_it_went(kind: str) -> None:
    data = encode(EXAMPLES[kind])
    assert decode(data) == EXAMPLES[kind]
    assert encode(decode(data)) == data


@given(claims())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_decoded_and_encoded_again_gives_the_same_bytes(claim: Any) -> None:
    data = encode(claim)
    assert decode(data) == claim
    assert encode(decode(data)) == data


@pytest.mark.parametrize("kind", RECORDS)
def test_record_and_schema_come_first_and_nothing_is_null_or_empty(kind: str) -> None:
    value = to_dict(EXAMPLES[kind])
    assert list(value)[:2] == ["record", "schema"]
    assert value["schema"] == f"crosswire.{kind}.v1"
    assert b"null" not in encode(EXAMPLES[kind])
    assert b'""' not in encode(EXAMPLES[kind])


def test_an_instant_in_another_zone_is_written_in_utc() -> None:
    value = to_dict(EXAMPLES["article"]) | {"published_at": "2025-06-09T16:05:00+02:00"}
    assert to_dict(decode(orjson.dumps(value)))["published_at"] == "2025-06-09T14:05:00Z"


def test_unknown_fields_and_enumeration_values_are_accepted() -> None:
    value = to_dict(EXAMPLES["claim"]) | {"polarity": "ironic", "invented_later": {"a": 1}}
    assert decode(orjson.dumps(value)).polarity == "ironic"  # type: ignore[union-attr]


BAD = [
    ("bytes that are no JSON", b"{", "unreadable"),
    ("bytes that are no UTF-8", b'{"record": "\xff"}', "unreadable"),
    ("a list", b"[]", "unreadable"),
    ("an unknown record", b'{"record": "rumour", "schema": "crosswire.rumour.v1"}', "schema"),
    ("a later version", orjson.dumps(to_dict(EXAMPLES["claim"]) | {"schema": "crosswire.claim.v2"}), "schema"),
    ("a missing field", b'{"record": "event", "schema": "crosswire.event.v1"}', "invalid"),
    ("an id that is none", orjson.dumps(to_dict(EXAMPLES["claim"]) | {"claim_id": "7"}), "invalid"),
    (
        "an instant without a zone",
        orjson.dumps(to_dict(EXAMPLES["article"]) | {"fetched_at": "2025-06-09T14:05:00"}),
        "invalid",
    ),
]


@pytest.mark.parametrize(("data", "reason"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_no_record_is_refused_with_a_reason_from_the_closed_list(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.reason == reason


def walk(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from walk(item)
    elif isinstance(value, dict):
        yield from walk(tuple(value.values()))


@pytest.mark.parametrize("kind", ["claim", "event"])
def test_every_span_of_an_example_is_the_text_at_its_offsets(kind: str) -> None:
    found = [
        part for part in walk(EXAMPLES[kind]) if isinstance(part, Span | Place | Party | Quantity | Cue | Interval)
    ]
    spans = [
        (part.text, TEXT[part.start : part.end]) for part in found if part.start is not None and part.end is not None
    ]
    assert spans
    assert all(text == cut for text, cut in spans)


@pytest.mark.parametrize("kind", RECORDS)
def test_records_are_frozen_and_slotted(kind: str) -> None:
    example = EXAMPLES[kind]
    assert not hasattr(example, "__dict__")
    with pytest.raises(AttributeError):
        setattr(example, fields(example)[0].name, "other")
    assert adapter(kind)


def test_dates_stay_dates_and_instants_stay_instants() -> None:
    day, hour = date(2025, 1, 5), datetime(2025, 1, 5, tzinfo=UTC) + timedelta(hours=3)
    for value in (day, hour):
        interval = Interval(from_=value, to=value, precision="day")
        claim = EXAMPLES["claim"].__class__(
            **{field.name: getattr(EXAMPLES["claim"], field.name) for field in fields(EXAMPLES["claim"])}
            | {"said_on": interval}
        )
        assert decode(encode(claim)).said_on == interval  # type: ignore[union-attr]
