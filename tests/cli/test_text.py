"""``split``, ``check`` and ``compare`` as commands: what goes to which stream, and how they end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ENGINES = {"CROSSWIRE_KAFKA": "127.0.0.1:1", "CROSSWIRE_DATABASE": "postgresql://nobody@127.0.0.1:1/none"}
ONE = {
    "id": "a",
    "outlet": "Morning Post",
    "published": "2025-06-09T10:00:00Z",
    "text": "Police said on Monday that the blast in Lviv killed 11 people.",
}
OTHER = {
    "id": "b",
    "outlet": "River News",
    "published": "2025-06-09T10:30:00Z",
    "text": "The blast in Lviv on Monday killed exactly 34 people, the mayor, Andriy Sadovyi, said.",
}


def crosswire(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command with engines that cannot be reached: it must not ask them."""
    command = [sys.executable, "-m", "crosswire", *arguments]
    return subprocess.run(command, input=given, capture_output=True, env={**os.environ, **ENGINES}, check=False)


def lines(articles: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_split_gives_claims_and_events_with_the_inputs_id_in_the_order_of_input() -> None:
    done = crosswire("split", "--jsonl", given=lines([ONE, OTHER]))
    assert done.returncode == 0, done.stderr
    found = records(done)
    assert {record["record"] for record in found} == {"claim", "event"}
    assert [record["id"] for record in found] == sorted(record["id"] for record in found)
    assert {record["id"] for record in found} == {"a", "b"}


def test_every_span_of_a_claim_is_the_text_at_its_offsets() -> None:
    for record in records(crosswire("split", "--jsonl", given=lines([ONE, OTHER]))):
        text = {"a": ONE, "b": OTHER}[record["id"]]["text"]
        for span in record["content"]["spans"] if record["record"] == "claim" else [record["trigger"]]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_article_and_mentions_are_printed_when_asked_for() -> None:
    done = crosswire("split", "--jsonl", "--article", "--mentions", given=lines([ONE]))
    found = records(done)
    assert found[0]["record"] == "article"
    assert found[0]["language"] == "en"
    assert found[-1]["record"] == "mentions"
    assert [place["name"] for place in found[-1]["places"]] == ["Lviv"]
    assert found[-1]["parties"]


def test_a_line_that_cannot_be_read_is_reported_by_number_and_the_rest_is_done() -> None:
    bad = lines([ONE]) + b"{oops\n" + lines([OTHER]) + b'{"id": "c", "text": "\xff"}\n'
    done = crosswire("split", "--jsonl", given=bad)
    assert done.returncode == 1
    assert {record["id"] for record in records(done)} == {"a", "b"}
    reports = done.stderr.decode().splitlines()
    assert [report.split(":")[0] for report in reports] == ["line 2", "line 4"]


def test_fifty_megabytes_of_one_line_are_reported_and_the_next_line_is_read() -> None:
    done = crosswire("split", "--jsonl", given=b'{"text": "' + b"x" * 50_000_000 + b'"}\n' + lines([ONE]))
    assert done.returncode == 1
    assert b"line 1: longer than 16 MiB" in done.stderr
    assert records(done)


def test_an_article_of_a_megabyte_is_refused_as_oversize_and_that_is_no_error() -> None:
    done = crosswire("split", "--jsonl", given=lines([{"id": 1, "text": "It rained in Lviv. " * 60_000}, ONE]))
    assert done.returncode == 0
    assert b"1: refused: oversize" in done.stderr
    assert {record["id"] for record in records(done)} == {"a"}


def test_another_language_is_refused_by_name() -> None:
    text = (
        "Le président a déclaré que la guerre était finie et que les troupes rentreraient avant la fin de la semaine. "
        * 3
    )
    done = crosswire("split", "--jsonl", given=lines([{"id": "fr", "text": text}]))
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"fr: refused: language" in done.stderr


FILES = [("an empty file", b"", "empty"), ("invalid UTF-8", b"Caf\xe9 burns down", "not UTF-8")]


@pytest.mark.parametrize(("data", "said"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_cannot_be_read_says_so_and_what_to_do(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(data)
    done = crosswire("split", str(file))
    assert (done.returncode, done.stdout) == (1, b"")
    assert said in done.stderr.decode()


CANNOT_BE_OPENED = [
    ("an article", ["split", "/nowhere/file"], "/nowhere/file: cannot be opened: No such file or directory"),
    ("articles", ["check", "--jsonl", "/nowhere/file"], "/nowhere/file: cannot be opened: No such file or directory"),
    ("pairs", ["compare", "--jsonl", "/nowhere/file"], "/nowhere/file: cannot be opened: No such file or directory"),
    ("a folder", ["split", "/"], "/: cannot be opened: Is a directory"),
]


@pytest.mark.parametrize(
    ("call", "said"), [case[1:] for case in CANNOT_BE_OPENED], ids=[case[0] for case in CANNOT_BE_OPENED]
)
def test_a_file_that_cannot_be_opened_is_an_error_of_one_line(call: list[str], said: str) -> None:
    done = crosswire(*call)
    assert (done.returncode, done.stdout, done.stderr.decode().strip()) == (1, b"", said)


WRONG = [
    ("an unknown command", ["spilt"]),
    ("an unknown flag", ["split", "--fast"]),
    ("one passage to compare", ["compare", "It rained."]),
    ("two files of pairs to compare", ["compare", "--jsonl", "one", "two"]),
    ("a date that is none", ["split", "--published", "yesterday"]),
    ("a setting out of bounds", ["split", "--jobs", "0"]),
]


@pytest.mark.parametrize("arguments", [case[1] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_call_exits_with_two(arguments: list[str]) -> None:
    done = crosswire(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Error" in done.stderr


def test_check_flags_two_tolls_of_one_hour_and_names_both_inputs() -> None:
    done = crosswire("check", "--jsonl", given=lines([ONE, OTHER]))
    assert done.returncode == 0, done.stderr
    found = [record for record in records(done) if record["record"] == "contradiction"]
    assert [(record["type"], record["state"]) for record in found] == [("number", "open")]
    assert {found[0]["left"]["id"], found[0]["right"]["id"]} == {"a", "b"}
    assert "Morning Post" in found[0]["explanation"]
    assert "River News" in found[0]["explanation"]


def test_check_gives_the_same_in_any_order_of_input_and_with_more_processes() -> None:
    first = crosswire("check", "--jsonl", given=lines([ONE, OTHER]))
    assert first.stdout == crosswire("check", "--jsonl", given=lines([OTHER, ONE])).stdout
    assert first.stdout == crosswire("check", "--jsonl", "--jobs", "2", given=lines([ONE, OTHER])).stdout


def test_compare_answers_each_pair_with_its_id() -> None:
    pairs = [
        {"id": 1, "a": "The blast in Lviv killed 11 people.", "b": "The blast in Lviv killed 34 people."},
        {"id": 2, "a": "The blast in Lviv killed 11 people.", "b": "The match in Madrid ended in a draw."},
    ]
    found = records(crosswire("compare", "--jsonl", given=lines(pairs)))
    assert [(answer["id"], answer["verdict"]) for answer in found] == [(1, "contradiction"), (2, "neither")]
    assert all(answer["explanation"] and 0 <= answer["score"] <= 1 for answer in found)


def test_compare_heeds_who_denies_what_he_speaks_of() -> None:
    told = "The dam at Derna collapsed, residents said."
    denied = "The mayor dismissed rumours of a collapse of the dam at Derna."
    (found,) = records(crosswire("compare", told, denied))
    assert (found["verdict"], found["type"]) == ("contradiction", "denial")


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m crosswire split --jsonl | head -n 1"
    done = subprocess.run(["bash", "-c", command], input=lines([ONE] * 400), capture_output=True, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


@pytest.mark.parametrize("jobs", ["1", "2"], ids=["in one process", "in several"])
def test_an_interrupt_ends_quietly(jobs: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswire", "split", "--jsonl", "--jobs", jobs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(lines([ONE] * 16 * 20))
    process.stdin.flush()
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr.read() == b""


def test_for_people_a_contradiction_is_a_few_lines_with_both_passages() -> None:
    done = crosswire("check", "--jsonl", "--text", given=lines([ONE, OTHER]))
    said = done.stdout.decode().splitlines()
    assert said[0].startswith("number, confidence ")
    assert "while" in said[1]
    assert {line.partition(":")[0] for line in said[2:4]} == {"  Morning Post", "  River News"}
    assert said[4:] == [""]


def test_for_people_a_verdict_is_its_word_and_its_sentence() -> None:
    done = crosswire("compare", "--text", "The blast in Lviv killed 11 people.", "The blast in Lviv killed 34 people.")
    verdict, sentence = done.stdout.decode().splitlines()
    assert verdict.startswith("contradiction number, confidence ")
    assert "11" in sentence
    assert "34" in sentence
