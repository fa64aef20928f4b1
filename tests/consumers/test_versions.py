"""A breaking change carried out: a second version of a topic beside the first, both fed, then the first no more.

The invented release renames ``said_on`` of a claim: its extract runs beside the present one, as deploy/consumers says.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from crosswire.testing import System, article
from crosswire_schemas.records import Article
from crosswire_schemas.topics import CLAIMS
from tests.consumers.broker import Broker, Seen, everything
from tests.consumers.page import ROOT
from tests.consumers.promises import Facts, broken

SECOND = "crosswire.claims.v2"
# What the invented release changes, by file: the topic, the schema, and the group in which its extract reads.
CHANGES = [
    ("schemas/crosswire_schemas/topics.py", CLAIMS.name, SECOND),
    ("schemas/crosswire_schemas/codec.py", "v{VERSION}", "v{2 if kind == 'claim' else VERSION}"),
    ("services/crosswire/edges/stream_settings.py", '"id": f"crosswire-{stage.name}"', '"id": "crosswire-extract-v2"'),
]
OLD, NEW = "said_on", "stated_on"
PATIENCE = 120.0


@dataclass(frozen=True, kw_only=True)
class Both:
    """What is on the two topics while both are fed, and once only the second is; the articles of either time."""

    first: list[Seen]
    second: list[Seen]
    later_first: list[Seen]
    later_second: list[Seen]
    articles: tuple[str, ...]
    last: str


def told(number: int) -> Article:
    body = f'"The dam held," engineer Ada Brandt said on Monday. She counted {number} cracks in it.'
    return article(f"Dam {number} holds", body, outlet="Versioned Times")


def release(folder: Path) -> Path:
    """Return a copy of both packages with the change made in it."""
    for name in ("services/crosswire", "schemas/crosswire_schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, before, after in CHANGES:
        text = (folder / name).read_text()
        assert text.count(before) == 1, f"{name} no longer says {before}"
        (folder / name).write_text(text.replace(before, after))
    for path in folder.rglob("*.py"):
        path.write_text(path.read_text().replace(OLD, NEW))
    return folder


def start(folder: Path, *arguments: str, kafka: str) -> subprocess.Popen[bytes]:
    """Run the invented release's own command."""
    paths = os.pathsep.join([str(folder / "services"), str(folder / "schemas")])
    code = "from crosswire.cli import crosswire; crosswire()"
    variables = os.environ | {"PYTHONPATH": paths, "CROSSWIRE_KAFKA": kafka}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=variables)


@pytest.fixture(scope="module")
def both(broker: Broker, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = release(tmp_path_factory.mktemp("release"))
    assert start(folder, "topics", "create", kafka=broker.address).wait(60) == 0
    system = System(broker.address, database, tmp_path_factory.mktemp("present"), None)
    system.start("extract")
    system.publish(told(1), told(2))
    beside = start(folder, "run", "extract", kafka=broker.address)
    try:
        system.publish(told(3))
        given = tuple(told(number).article_id for number in (1, 2, 3))
        seen = [wait(broker.address, name, given) for name in (CLAIMS.name, SECOND)]
        system.stop("extract")
        system.publish(told(4))
        last = told(4).article_id
        later_second = wait(broker.address, SECOND, (last,))
        yield Both(
            first=seen[0],
            second=seen[1],
            later_first=everything(broker.address, CLAIMS.name),
            later_second=later_second,
            articles=given,
            last=last,
        )
    finally:
        beside.terminate()
        beside.wait(30)
        system.close()


def wait(address: str, topic: str, articles: tuple[str, ...]) -> list[Seen]:
    """Return all that is on ``topic`` once each of ``articles`` has ended there."""
    until = time.monotonic() + PATIENCE
    while True:
        found = everything(address, topic)
        if {*articles} <= {one.key for one in found if dict_of(one)["record"] == "extraction"}:
            return found
        assert time.monotonic() < until, f"{topic} has {len(found)} messages, and not the end of every article"
        time.sleep(1)


def dict_of(one: Seen) -> Any:
    return orjson.loads(one.value or b"{}")


def claims(messages: list[Seen]) -> list[Any]:
    return [found for one in messages if (found := dict_of(one))["record"] == "claim"]


def of(read: Callable[[Any], Any], messages: list[Seen]) -> set[Any]:
    return {read(found) for found in claims(messages)}


def test_the_same_claims_are_on_both_topics_under_the_same_ids(both: Both) -> None:
    ids = of(lambda found: (found["claim_id"], found["revision"]), both.first)
    assert ids
    assert of(lambda found: (found["claim_id"], found["revision"]), both.second) == ids


def test_the_first_topic_is_as_it_was_for_its_consumers(both: Both) -> None:
    assert broken(CLAIMS, both.first, Facts()) == []
    assert of(lambda found: found["schema"], both.first) == {"crosswire.claim.v1"}
    assert any(OLD in found for found in claims(both.first))
    assert not any(NEW in found for found in claims(both.first))


def test_the_second_topic_has_the_change_and_says_so_in_record_and_header(both: Both) -> None:
    assert of(lambda found: found["schema"], both.second) == {"crosswire.claim.v2"}
    assert {one.header("ce_type") for one in both.second} == {"crosswire.claim.v2", "crosswire.extraction.v1"}
    assert any(NEW in found for found in claims(both.second))
    assert not any(OLD in found for found in claims(both.second))


def test_once_the_time_is_over_only_the_second_is_fed(both: Both) -> None:
    assert both.last in {one.key for one in both.later_second}
    assert both.last not in {one.key for one in both.later_first}
    assert [one.offset for one in both.later_first] == [one.offset for one in both.first]
