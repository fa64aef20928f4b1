"""A backup taken while everything runs, restored later: tables, Kafka's places and contradict's memory agree again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from crosswire.testing import System, article, system
from crosswire.testing.running import STAGES
from crosswire_schemas.records import Contradiction
from tests.containers.stories import bridge, of
from tests.containers.test_operating import crosswire

DUMP = "/tmp/crosswire.dump"
WHOLE = """
    select 'claim', claim_id, record::text from claims where not withdrawn
    union all select 'event', event_id, record::text from events where not withdrawn
    union all select 'contradiction', contradiction_id, state from contradictions
    union all select 'matter', matter_id, (record - '{version,updated_at}'::text[])::text from matters
"""


@pytest.fixture(scope="module")
def own(docker: None) -> Iterator[System]:
    with system(engines="containers") as found:
        yield found


def shell(running: System, *command: str) -> None:
    assert running.containers is not None
    code, said = running.containers.database_container.exec_run(list(command))
    assert code == 0, said.decode()


def told(running: System, name: str, place: str) -> Contradiction:
    running.publish(*bridge(name, place))
    found = running.wait_for(Contradiction, lambda record: of(name, record) and record.type == "denial")
    running.settle()
    return found


def taken_back(running: System, found: Contradiction, name: str) -> Contradiction:
    """Publish a revision that no longer denies; what the contradiction becomes."""
    body = "The weather was fine on Monday, residents said."
    corrected = article("Corrected", body, outlet=f"{name} East", page="bridge", revision=2)
    running.publish(replace(corrected, changed=("text",)))
    return running.wait_for(
        Contradiction,
        lambda record: record.contradiction_id == found.contradiction_id and record.state == "closed",
    )


def test_a_restored_backup_ends_where_the_topics_end_and_its_memory_goes_on(own: System) -> None:
    kept = told(own, "Kept", "Kupiansk")
    shell(own, "pg_dump", "-U", "test", "-Fc", "-f", DUMP, "test")
    later = told(own, "Later", "Izium")
    before = sorted(own.query(WHOLE))
    for stage in STAGES:
        own.stop(stage)
    shell(own, "pg_restore", "-U", "test", "-d", "test", "--clean", "--if-exists", DUMP)
    restored: list[tuple[Any, ...]] = own.query(WHOLE)
    assert any(kept.contradiction_id in row for row in restored)
    assert not any(later.contradiction_id in row for row in restored)
    own.start("sink")
    own.settle()
    assert "start contradict again" in crosswire(own, "database", "rebuild").stdout
    for stage in STAGES:
        own.start(stage)
    own.settle()
    assert sorted(own.query(WHOLE)) == before
    for name, found in (("Kept", kept), ("Later", later)):
        closed = taken_back(own, found, name)
        assert (closed.closed_because, closed.version > found.version) == ("revised", True)
    own.settle()
    assert {row[0] for row in own.query("select state from contradictions where state = 'open'")} <= {"open"}
    again = told(own, "Again", "Lyman")
    assert again.state == "open"
