"""The example programs, run by the page's own commands: new contradictions once, through a restart of the broker."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson
import pytest

from crosswire.testing import System
from crosswire_schemas import Contradiction, encode
from crosswire_schemas.codec import to_dict
from crosswire_schemas.examples import EXAMPLES
from crosswire_schemas.identity import identify
from crosswire_schemas.topics import CONTRADICTIONS
from tests.consumers.broker import Broker, producing
from tests.consumers.page import commands

NEEDS = {
    "shell": ("kcat", "jq"),
    "python": ("python3",),
    "java": ("java", "mvn"),
    "go": ("go",),
    "sql": ("psql", "awk"),
}
# What CI installs for; not for Java and Go: their clients would have to be downloaded, and Debian's Go is too old.
IN_CI = {"shell", "python", "sql"}
# So much of a program is not started but made ready: how many of its block's commands.
READYING = {"python": 2}
PATIENCE = 120.0


def invented(name: str) -> Contradiction:
    """Return an open contradiction whose sentence is ``name``."""
    example = EXAMPLES["contradiction"]
    assert isinstance(example, Contradiction)
    return replace(example, contradiction_id=identify("invented", name), explanation=name)


def line(name: str) -> str:
    return f"number\t{identify('invented', name)}\t{name}"


def publish(address: str, *names: str) -> None:
    """Write contradictions, and between them what is not to be printed: a repeat, a closed one, a tombstone."""
    with producing(address) as producer:
        for name in names:
            record = invented(name)
            later = to_dict(record) | {"invented_later": {"a": 1}}
            closed = replace(invented(f"{name}, closed"), state="closed", closed_because="revised")
            gone = invented(f"{name}, gone")
            for one, value in (
                (record, orjson.dumps(later)),
                (closed, encode(closed)),
                (record, encode(record)),
                (gone, None),
            ):
                producer.send(CONTRADICTIONS.name, key=one.contradiction_id.encode(), value=value)


@dataclass(kw_only=True)
class Program:
    """One of the programs, running by the commands of the page."""

    language: str
    checkout: Path
    environment: dict[str, str]
    printed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def log(self) -> Path:
        return self.checkout / f"{self.language}.log"

    def start(self) -> None:
        script = "\n".join(commands()[self.language].strip().splitlines()[READYING.get(self.language, 0) :])
        # A group each: in one group they would share the contradictions.
        self._run(script.replace("newsdesk", f"newsdesk-{self.language}"))

    def ready(self) -> bool:
        """Do what the block does before it starts the program; whether that worked without a network."""
        script = "\n".join(commands()[self.language].strip().splitlines()[: READYING.get(self.language, 0)])
        more = {
            "java": "cd deploy/consumers/java\nmvn -q compile exec:help",
            "go": "cd deploy/consumers/go\ngo build -o /dev/null",
        }
        done = subprocess.run(
            ["sh", "-ec", more.get(self.language, script or ":")],
            cwd=self.checkout,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def _run(self, script: str) -> None:
        began = time.monotonic()
        self._process = subprocess.Popen(
            ["sh", "-ec", script],
            cwd=self.checkout,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self.log.open("ab"),
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=(began,), daemon=True)
        self._reader.start()

    def _read(self, began: float) -> None:
        assert self._process.stdout is not None
        for said in self._process.stdout:
            # Maven resets colours on a line of its own, whether or not there were any.
            if shown := said.replace("\x1b[0m", "").rstrip("\n"):
                self.seconds = self.seconds or time.monotonic() - began
                self.printed.append(shown)

    def wait(self, *names: str) -> None:
        """Return when all of ``names`` are printed, or patience is over."""
        until = time.monotonic() + PATIENCE
        while not {line(name) for name in names} <= set(self.printed) and time.monotonic() < until:
            time.sleep(0.1)

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._reader.join(5)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)


def environment(broker: Broker, database: str) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    addresses = {"CROSSWIRE_KAFKA": broker.address, "CROSSWIRE_DATABASE": database}
    return given | addresses | {"GOPROXY": "off", "GOTOOLCHAIN": "local", "PYTHONUNBUFFERED": ""}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What each program printed until it was stopped, and after it was started again, and said; why one did not run."""

    before: dict[str, list[str]]
    after: dict[str, list[str]]
    said: dict[str, str]
    missing: dict[str, str]


@pytest.fixture(scope="module")
def told(broker: Broker, database: str, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """All programs at once: started, the broker restarted beneath them, stopped, started again."""
    missing = {
        language: f"not installed: {', '.join(tool for tool in needs if not shutil.which(tool))}"
        for language, needs in NEEDS.items()
        if not all(shutil.which(tool) for tool in needs)
    }
    programs = [
        Program(language=language, checkout=checkout, environment=environment(broker, database))
        for language in NEEDS
        if language not in missing
    ]
    for program in list(programs):
        if not program.ready():
            missing[program.language] = "what it needs is in no cache here: run its commands of the page once"
            programs.remove(program)
    sink = System(broker.address, database, tmp_path_factory.mktemp("sink"), None)
    sink.start("sink")
    try:
        yield played(broker, programs, sink, missing)
    finally:
        for program in programs:
            program.stop()
        sink.close()


def played(broker: Broker, programs: list[Program], sink: System, missing: dict[str, str]) -> Told:
    publish(broker.address, "first", "second")
    for program in programs:
        program.start()
    for program in programs:
        program.wait("first", "second")
    broker.restart()
    sink.start("sink")
    publish(broker.address, "third")
    for program in programs:
        program.wait("third")
    # kcat commits by the clock, and after a restart only once it is back in its group.
    time.sleep(10)
    for program in programs:
        program.stop()
    before = {program.language: list(program.printed) for program in programs}
    print({program.language: f"{program.seconds:.1f} s to the first line" for program in programs})
    publish(broker.address, "fourth")
    sink.start("sink")
    for program in programs:
        program.printed.clear()
        program.start()
    for program in programs:
        program.wait("fourth")
    time.sleep(1)
    return Told(
        before=before,
        after={program.language: list(program.printed) for program in programs},
        said={program.language: program.log.read_text()[-4000:] for program in programs},
        missing=missing,
    )


def has(told: Told, language: str) -> None:
    """Skip a test whose program could not run here; fail where CI has installed what it needs."""
    if language not in told.missing:
        return
    if os.environ.get("CI") and language in IN_CI:
        pytest.fail(told.missing[language])
    pytest.skip(told.missing[language])


@pytest.mark.parametrize("language", NEEDS)
def test_each_new_contradiction_is_printed_once_through_a_restart_of_the_broker(told: Told, language: str) -> None:
    has(told, language)
    expected = sorted(line(name) for name in ("first", "second", "third"))
    assert sorted(told.before[language]) == expected, told.said[language]


@pytest.mark.parametrize("language", NEEDS)
def test_a_program_that_is_started_again_goes_on_where_it_stopped(told: Told, language: str) -> None:
    has(told, language)
    assert told.after[language] == [line("fourth")], told.said[language]
