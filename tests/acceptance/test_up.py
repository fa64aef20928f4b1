"""``crosswire up``: from feeds to flags on the page, stopped in order, killed and started again."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from crosswire.edges.lag import SECONDS_BETWEEN_LOOKS
from crosswire.testing.newsroom import expected
from tests.acceptance.running import Up, differences, processes_of, running, until

STORY = 240
# What the table asks for and the rules do not find, by its name there; a name that is found is to be taken out here.
KNOWN_MISSES = frozenset[str]()


def told(up: Up) -> bool:
    """Tell whether the newsroom's story is over and everything of it has been through all stages."""
    seconds = up.folder / "newsroom.seconds"
    over = seconds.exists() and float(seconds.read_text()) > 66
    status = up.get("/api/status") if over else None
    return bool(status) and idle(up, status)


def idle(up: Up, status: dict[str, Any]) -> bool:
    """Tell whether nothing has changed since ``status``, nor waits, over a new look at the lag."""
    time.sleep(SECONDS_BETWEEN_LOOKS + 1)
    after = up.get("/api/status")
    # What a killed contradict had filed and not yet ruled on is taken up half a minute later.
    waiting = after["unruled"] + after["outbox"] + sum(topic["messages"] for topic in after["lag"])
    return bool(status["counts"] == after["counts"] and after["lag"] and not waiting)


@pytest.fixture(scope="module")
def untroubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """The sample newsroom from its first to its last instant, with nothing going wrong."""
    with running(tmp_path_factory.mktemp("up") / "data", "--sample") as up:
        up.url()
        until(lambda: told(up), STORY, lambda: up.output)
        yield up


def test_the_flags_on_the_console_are_those_of_the_newsrooms_table(untroubled: Up) -> None:
    every = untroubled.all("/api/contradictions")
    compared = expected.compare(map(expected.found_in, every), expected.flagged())
    assert compared.false == ()
    assert compared.wrong_state == ()
    assert {row.name for row in compared.missed} == KNOWN_MISSES


def test_each_contradiction_shows_two_passages_that_stand_in_their_articles(untroubled: Up) -> None:
    for record in untroubled.all("/api/contradictions"):
        for side in (record["left"], record["right"]):
            article = untroubled.get(f"/api/articles/{side['article_id']}")
            text = next(a["text"] for a in article["revisions"] if a["revision"] == side["revision"])
            for span in side["spans"]:
                assert text[span["start"] : span["end"]] == span["text"]


def test_a_second_one_on_the_same_folder_is_refused_and_told_where_the_first_is(untroubled: Up) -> None:
    second = Up(untroubled.folder, "--sample")
    assert second.process.wait(60) == 1
    assert f"is in use by process {untroubled.process.pid}" in second.output
    assert untroubled.url() in second.output


def test_a_busy_port_gives_the_next_free_one(tmp_path: Path, untroubled: Up) -> None:
    taken = int(untroubled.url().rpartition(":")[2])
    with running(tmp_path / "data", "--port", str(taken)) as up:
        assert up.url() != untroubled.url()


KILLED = ["extract", "contradict", "sink", "poll", "Kafka", "PostgreSQL"]


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory, untroubled: Up) -> Iterator[Up]:
    """The same story on the same addresses, each process killed once in its midst."""
    folder = tmp_path_factory.mktemp("killed") / "data"
    folder.mkdir()
    port = json.loads((untroubled.folder / "ports.json").read_text())["newsroom"]
    kept = untroubled.tables()
    untroubled.stop()
    (folder / "ports.json").write_text(json.dumps({"newsroom": port}))
    (untroubled.folder / "tables.json").write_text(json.dumps(kept))
    for number, name in enumerate(KILLED, start=1):
        with running(folder, "--sample") as up:
            up.url()
            seconds = folder / "newsroom.seconds"
            until(lambda: seconds.exists() and float(seconds.read_text()) > 9 * number, STORY, lambda: up.output)  # noqa: B023
            up.child(name).send_signal(signal.SIGKILL)
            assert up.process.wait(60) == 1
            assert name in up.output
            assert processes_of(folder) == []
    with running(folder, "--sample") as up:
        up.url()
        until(lambda: told(up), STORY, lambda: up.output)
        yield up


@pytest.mark.parametrize("table", ["articles", "claims", "events", "contradictions", "matters"])
def test_after_kills_the_tables_are_those_of_a_run_without(troubled: Up, untroubled: Up, table: str) -> None:
    kept = json.loads((untroubled.folder / "tables.json").read_text())
    assert kept[table]
    assert differences(troubled.tables()[table], kept[table]) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_leaves_no_process(tmp_path: Path, number: int) -> None:
    with running(tmp_path / "data") as up:
        up.url()
        assert up.stop(number) == 0
        assert processes_of(tmp_path / "data") == []


def test_killed_outright_it_leaves_no_process_for_long_and_starts_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder) as up:
        up.url()
        up.process.kill()
        until(lambda: not processes_of(folder), 40)
    with running(folder) as again:
        again.url()


def test_a_full_disk_is_said_before_anything_starts(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)], check=True)
    try:
        up = Up(folder / "data")
        assert up.process.wait(60) == 1
        assert "no space left" in up.output
        assert "--data DIR" in up.output
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_database_of_a_newer_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder) as up:
        up.url()
        ports = json.loads((folder / "ports.json").read_text())
        password = (folder / "postgres" / "password").read_text().strip()
        url = f"postgresql://crosswire:{password}@127.0.0.1:{ports['postgres']}/crosswire"
        with psycopg.connect(url) as database:
            database.execute("insert into schema_migrations (version, name) values (9999, 'later')")
        up.stop()
    later = Up(folder)
    assert later.process.wait(120) == 1
    assert "schema version 9999" in later.output
    assert processes_of(folder) == []
