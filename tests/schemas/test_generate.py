"""The generated schemas: checked in, up to date, and true of the examples."""

import jsonschema
import pytest

from crosswire_schemas.codec import to_dict
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.generate import GENERATED, documents, json_schema
from crosswire_schemas.headers import headers, key
from crosswire_schemas.records import RECORDS
from crosswire_schemas.topics import RECORD_TOPICS, TOPICS


@pytest.mark.parametrize("name", documents())
def test_a_checked_in_schema_is_what_the_types_give(name: str) -> None:
    assert (GENERATED / name).read_bytes() == documents()[name], "run python -m crosswire_schemas.generate"


@pytest.mark.parametrize("kind", RECORDS)
def test_an_example_is_valid_under_its_schema_and_a_broken_one_is_not(kind: str) -> None:
    schema, example = json_schema(kind), to_dict(EXAMPLES[kind])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(example, schema)
    for field in ("record", "schema"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**example, field: "other"}, schema)


@pytest.mark.parametrize("topic", RECORD_TOPICS, ids=lambda topic: topic.name)
def test_every_record_of_a_topic_has_an_example_whose_key_is_as_promised(topic) -> None:  # type: ignore[no-untyped-def]
    for kind in topic.records:
        assert key(EXAMPLES[kind]).decode() == to_dict(EXAMPLES[kind])[topic.key]


def test_topics_keep_the_brokers_time_and_a_dead_letter_may_be_twice_its_source() -> None:
    assert all(topic.config()["message.timestamp.type"] == "LogAppendTime" for topic in TOPICS.values())
    assert (
        TOPICS["crosswire.dead.extract.v1"].max_message_bytes == 2 * TOPICS["crosswire.articles.v1"].max_message_bytes
    )


def test_headers_follow_the_binary_mode_of_the_cloudevents_kafka_binding() -> None:
    claim = EXAMPLES["claim"]
    found = dict(headers(claim, source="extract", now=EXAMPLES["article"].fetched_at, traceparent="00-a-b-01"))  # type: ignore[union-attr]
    assert found["ce_specversion"] == b"1.0"
    assert found["ce_type"] == b"crosswire.claim.v1"
    assert found["ce_id"] == claim.claim_id.encode() + b":1"  # type: ignore[union-attr]
    assert found["ce_time"] == b"2025-06-09T14:07:00Z"
    assert found["traceparent"] == b"00-a-b-01"
