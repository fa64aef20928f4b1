# The embedded Apache Kafka: one node in KRaft mode, loopback only.
"""Starting Kafka."""

from __future__ import annotations

import contextlib
import logging
import shutil
import signal
import socket
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from .faults import EngineFailed, need
from .folder import LOOPBACK, DataFolder
from .java import java, kafka_jars, repositories
from .process import Engine, Program, Progress, end_orphans, run_to_end, start_until_ready

JVM = ("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
       "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true",
       "-Dlog4j2.configurationFile=log4j2.properties")  # fmt: skip
# One cluster a folder, and no client compares ids: so it need not be drawn by lot.
CLUSTER_ID = "Q3Jvc3N3aXJlQ2x1c3Rlcg"


def start_kafka(
    folder: DataFolder, progress: Progress, *, cache: Path | None = None, maven: Sequence[str] | None = None
) -> Engine:
    """Start Kafka on the data in `folder` (which must be claimed) and wait until it answers; `address` is host:port.

    `cache` is where its jars are kept, `maven` the repositories they come from; without, the user's.
    Raises EngineUnavailable, NoSpace, EngineFailed.
    """
    need("Kafka", "kafka", "psutil", "platformdirs")
    folder.require()
    command = java()
    jars = kafka_jars(cache or _user_cache(), maven or repositories(), progress)
    program = _program(folder, command, jars)
    program.directory.mkdir(exist_ok=True)
    for pid in end_orphans(program):
        progress(f"Kafka: ended process {pid}, left over from a killed parent")
    progress("Kafka: starting…")

    def start() -> Engine:
        ports = folder.port("kafka"), folder.port("controller")
        _configure(folder, *ports)
        _format(program)
        return Engine(program, f"{LOOPBACK}:{ports[0]}", folder)

    return start_until_ready(start, _answers, progress)


def _user_cache() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("crosswire")


def _program(folder: DataFolder, command: Path, jars: Path) -> Program:
    marker = f"-Dcrosswire.folder={folder.path}"
    line = (str(command), *JVM, marker, "-cp", f"{jars}/*", "kafka.Kafka", "server.properties")
    return Program(
        name="Kafka", command=line, marker=marker, directory=folder.path / "kafka", stop_signal=signal.SIGTERM
    )


def _configure(folder: DataFolder, port: int, controller: int) -> None:
    package = resources.files(__package__)
    folder.write("kafka/log4j2.properties", (package / "log4j2.properties").read_text("utf-8"))
    addresses = (
        f"listeners=BROKER://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller}\n"
        f"advertised.listeners=BROKER://{LOOPBACK}:{port}\n"
        f"controller.quorum.voters=1@{LOOPBACK}:{controller}\n"
    )
    folder.write("kafka/server.properties", (package / "kafka.properties").read_text("utf-8") + addresses)


def _format(program: Program) -> None:
    data, fresh = program.directory / "data", program.directory / "fresh"
    if data.exists():
        return
    # Formatted under another name and renamed, so that a kill in between leaves no half of it.
    shutil.rmtree(fresh, ignore_errors=True)
    settings = (program.directory / "server.properties").read_text("utf-8")
    (program.directory / "format.properties").write_text(settings.replace("log.dirs=data", "log.dirs=fresh"), "utf-8")
    tool = ("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", "format.properties")
    run_to_end(replace(program, command=(*program.command[:-2], *tool)))
    if not (fresh / "meta.properties").exists():
        raise EngineFailed(f"Kafka's StorageTool left no meta.properties in {fresh}")
    fresh.rename(data)


def _answers(engine: Engine) -> bool:
    host, port = engine.address.split(":")
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
        return _knows_brokers(engine.address)
    return False


def _knows_brokers(address: str) -> bool:
    from kafka import KafkaAdminClient  # type: ignore[import-untyped, unused-ignore]
    from kafka.errors import KafkaError  # type: ignore[import-untyped, unused-ignore]

    logging.getLogger("kafka").setLevel(logging.ERROR)
    with contextlib.suppress(KafkaError):
        admin = KafkaAdminClient(bootstrap_servers=address, request_timeout_ms=3000, bootstrap_timeout_ms=3000)
        try:
            return bool(admin.describe_cluster()["brokers"])
        finally:
            admin.close()
    return False
