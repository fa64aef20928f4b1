"""The gate: invented changes of the contract, told in words, stopped where they break a reader and else let through."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest

import crosswire_schemas
from crosswire_schemas.evolution import Finding, compare, released
from crosswire_schemas.generate import ASYNCAPI, documents, write

CLAIM = "crosswire.claim.v1.schema.json"
CONTRADICTION = "crosswire.contradiction.v1.schema.json"
Change = Callable[[dict[str, Any]], None]


def present() -> dict[str, Any]:
    return {name: orjson.loads(content) for name, content in documents().items()}


def found(change: Change) -> list[Finding]:
    before, after = present(), deepcopy(present())
    change(after)
    return compare(before, after, "v1")


def fields(documents: dict[str, Any], name: str = CLAIM) -> Any:
    return documents[name]["properties"]


def lose_negated(after: dict[str, Any]) -> None:
    fields(after)["polarity"]["x-known-values"] = ["affirmed"]


def lose_optional(after: dict[str, Any]) -> None:
    del fields(after)["said_on"]


def lose_required(after: dict[str, Any]) -> None:
    del fields(after)["quote"]


def let_be_absent(after: dict[str, Any]) -> None:
    after[CLAIM]["required"].remove("speaker")


def require(after: dict[str, Any]) -> None:
    after[CLAIM]["required"].append("via")


def add_required(after: dict[str, Any]) -> None:
    fields(after)["tone"] = {"type": "string"}
    after[CLAIM]["required"].append("tone")


def widen(after: dict[str, Any]) -> None:
    fields(after)["revision"]["type"] = "number"


def narrow(after: dict[str, Any]) -> None:
    fields(after, CONTRADICTION)["score"]["type"] = "integer"


def another_type(after: dict[str, Any]) -> None:
    after[CLAIM]["$defs"]["Cue"]["properties"]["lemma"]["type"] = "array"


def inside_a_part(after: dict[str, Any]) -> None:
    del after[CLAIM]["$defs"]["Party"]["properties"]["role"]


def no_longer_an_id(after: dict[str, Any]) -> None:
    del fields(after)["event_ids"]["items"]["pattern"]


def lose_record(after: dict[str, Any]) -> None:
    del after[CLAIM]


def channel(after: dict[str, Any], name: str = "claims-v1") -> Any:
    return after[ASYNCAPI]["channels"][name]


def lose_topic(after: dict[str, Any]) -> None:
    del after[ASYNCAPI]["channels"]["claims-v1"]


def other_key(after: dict[str, Any]) -> None:
    channel(after)["x-key"] = "claim_id"


def more_partitions(after: dict[str, Any]) -> None:
    channel(after)["bindings"]["kafka"]["partitions"] = 8


def shorter(after: dict[str, Any]) -> None:
    channel(after)["bindings"]["kafka"]["topicConfiguration"]["retention.ms"] = 1000


def delete_not_compact(after: dict[str, Any]) -> None:
    channel(after, "matters-v1")["bindings"]["kafka"]["topicConfiguration"]["cleanup.policy"] = ["delete"]


def promise_less(after: dict[str, Any]) -> None:
    channel(after)["x-promises"].remove("end")


BREAKING = [
    (
        "an enumeration loses a value",
        lose_negated,
        "claim.polarity lost the value 'negated': "
        "consumers of v1 would wait for it in vain, or miss what it now is called",
    ),
    ("an optional field goes", lose_optional, "claim.said_on is gone: consumers of v1 would miss it"),
    ("a required field goes", lose_required, "claim.quote is gone: consumers of v1 would refuse the record"),
    (
        "a required field may be absent",
        let_be_absent,
        "claim.speaker may now be absent: consumers of v1 would refuse a record without it",
    ),
    (
        "an optional field is required",
        require,
        "claim.via is now required: "
        "present consumers that read what v1 left on the topics would refuse the records that lack it",
    ),
    (
        "a new field is required",
        add_required,
        "claim.tone is new and required: "
        "present consumers that read what v1 left on the topics would refuse them all, since none has it",
    ),
    (
        "a whole number may have a fraction",
        widen,
        "claim.revision was integer and is now number: consumers of v1 would refuse it or read it wrongly",
    ),
    (
        "a number must be whole",
        narrow,
        "contradiction.score was number and is now integer: "
        "present consumers that read what v1 left on the topics would refuse the other values in them",
    ),
    (
        "a field of a part has another type",
        another_type,
        "claim.cue.lemma was string and is now array: consumers of v1 would refuse it or read it wrongly",
    ),
    (
        "a field of a part that many fields hold is told of once",
        inside_a_part,
        "claim.speaker.role is gone: consumers of v1 would miss it",
    ),
    (
        "an id may be anything",
        no_longer_an_id,
        "claim.event_ids[] was string ^[0-9a-f]{32}$ and is now string: "
        "consumers of v1 would refuse it or read it wrongly",
    ),
    (
        "a record goes",
        lose_record,
        f"{CLAIM} is no more: consumers of v1 would meet records that nothing describes",
    ),
    (
        "a topic goes",
        lose_topic,
        "crosswire.claims.v1 is no more: consumers of v1 would read nothing, and not be told",
    ),
    (
        "a topic's key is another",
        other_key,
        "crosswire.claims.v1 had key article_id and has now claim_id: "
        "consumers of v1 would find nothing under the old key, and order is another",
    ),
    (
        "a topic has more partitions",
        more_partitions,
        "crosswire.claims.v1 had partitions 4 and has now 8: "
        "consumers of v1 would see the records of one key on two partitions, out of order",
    ),
    (
        "a topic forgets sooner",
        shorter,
        "crosswire.claims.v1 keeps its records for a shorter time: consumers of v1 who come back late would miss some",
    ),
    (
        "a topic is no longer compacted",
        delete_not_compact,
        "crosswire.matters.v1 had cleanup compact and has now delete: "
        "consumers of v1 would find the past gone, or twice",
    ),
    (
        "a promise is taken back",
        promise_less,
        "crosswire.claims.v1 no longer promises 'end': consumers of v1 rely on it",
    ),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in BREAKING], ids=[case[0] for case in BREAKING])
def test_a_breaking_change_is_stopped_and_told_in_words(change: Change, words: str) -> None:
    assert [str(finding) for finding in found(change) if finding.breaking] == [words]


def add_optional(after: dict[str, Any]) -> None:
    fields(after)["tone"] = {"type": "string"}


def add_value(after: dict[str, Any]) -> None:
    fields(after)["polarity"]["x-known-values"].append("ironic")


def add_topic(after: dict[str, Any]) -> None:
    after[ASYNCAPI]["channels"]["claims-v2"] = channel(after) | {"address": "crosswire.claims.v2"}


def other_words(after: dict[str, Any]) -> None:
    fields(after)["polarity"]["description"] = "Said in other words"


ADDITIVE = [
    ("an optional field comes", add_optional, ["claim.tone is new and may be absent: consumers of v1 pass over it"]),
    (
        "an enumeration has a new value",
        add_value,
        ["claim.polarity has the new value 'ironic': consumers of v1 take it as any value they do not know"],
    ),
    (
        "a topic comes beside the old",
        add_topic,
        ["crosswire.claims.v2 is a new topic: consumers of v1 do not read it"],
    ),
    ("a description has other words", other_words, []),
]


@pytest.mark.parametrize(("change", "words"), [case[1:] for case in ADDITIVE], ids=[case[0] for case in ADDITIVE])
def test_an_additive_change_is_let_through_and_told_in_words(change: Change, words: list[str]) -> None:
    assert [(str(finding), finding.breaking) for finding in found(change)] == [(said, False) for said in words]


def test_the_present_contract_breaks_no_consumer_of_any_release() -> None:
    assert released()
    for release, before in released().items():
        assert [str(finding) for finding in compare(before, present(), release) if finding.breaking] == []


def test_every_release_holds_its_records_and_its_topics() -> None:
    for documents_then in released().values():
        assert sum("asyncapi" in document for document in documents_then.values()) == 1
        assert CLAIM in documents_then


def gate(package: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crosswire_schemas.generate"]
    subprocess.run(command, cwd=package.parent, env={"PYTHONPATH": str(package.parent)}, check=True)
    return subprocess.run(
        [*command, "--check"],
        cwd=package.parent,
        env={"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package whose declarations can be changed."""
    copy = tmp_path / "crosswire_schemas"
    shutil.copytree(Path(crosswire_schemas.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    write(copy / "released" / "v1")
    return copy


INVENTED = [
    (
        "a value taken out of the declaration stops the check",
        'known("affirmed", "negated"',
        'known("affirmed"',
        1,
        "breaking: claim.polarity lost the value 'negated'",
    ),
    (
        "a field added to the declaration passes the check",
        "    quote: Quote\n",
        "    quote: Quote\n    tone: str | None = None\n",
        0,
        "additive: claim.tone is new and may be absent",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "status", "said"), [case[1:] for case in INVENTED], ids=[case[0] for case in INVENTED]
)
def test_a_change_of_the_declaration_carried_out(
    package: Path, before: str, after: str, status: int, said: str
) -> None:
    declaration = package / "records.py"
    text = declaration.read_text()
    assert text.count(before) == 1
    declaration.write_text(text.replace(before, after))
    done = gate(package)
    assert (done.returncode, said in done.stdout + done.stderr) == (status, True), done.stdout + done.stderr
