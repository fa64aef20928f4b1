"""The faults: each does its harm for a while and takes it back; what it needs besides the system is chance."""

import random
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg

from crosswire.testing.running import STAGES
from tests.faults.engines import CONNECTIONS, LOGS
from tests.faults.running import Harmed
from tests.faults.wire import Wire

Fault = Callable[[Harmed, random.Random], None]
# Longer than the 15 seconds that a worker may be silent before Kafka gives its partitions to another.
OVER_THE_SESSION = 18.0
SAY_NO = "alter system set default_transaction_read_only = {}"
END_ALL = "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'crosswire%'"


def kill(*stages: str) -> Fault:
    """kill -9."""

    def harm(system: Harmed, _: random.Random) -> None:
        for stage in stages:
            system.process(stage).kill()
            system.process(stage).wait()

    return harm


def restart(*stages: str) -> Fault:
    """SIGTERM, and a start."""

    def harm(system: Harmed, _: random.Random) -> None:
        for stage in stages:
            system.stop(stage)
            system.start(stage)

    return harm


def freeze(*stages: str) -> Fault:
    """Stopped in the middle for longer than a session, then gone on with as if nothing had been."""

    def harm(system: Harmed, _: random.Random) -> None:
        for stage in stages:
            system.process(stage).send_signal(signal.SIGSTOP)
        time.sleep(OVER_THE_SESSION)
        for stage in stages:
            system.process(stage).send_signal(signal.SIGCONT)

    return harm


def engine(name: str, harm: Callable[[Any], None]) -> Fault:
    """Something done to the container of an engine."""
    return lambda system, _: harm(getattr(system.engines, name))


def frozen(container: Any) -> None:
    container.pause()
    time.sleep(OVER_THE_SESSION)
    container.unpause()


def killed(container: Any) -> None:
    container.kill()
    time.sleep(2)
    container.start()


def restarted(container: Any) -> None:
    container.restart(timeout=20)


def cut(choose: Callable[[Harmed], Iterable[Wire]]) -> Fault:
    """Packets are lost for longer than a session; nobody is told, no connection is closed."""

    def harm(system: Harmed, _: random.Random) -> None:
        wires = list(choose(system))
        for wire in wires:
            wire.cut()
        until = time.monotonic() + OVER_THE_SESSION
        while time.monotonic() < until:
            system.tend()
            time.sleep(0.5)
        for wire in wires:
            wire.mend()

    return harm


def fill_the_disk_of_kafka(system: Harmed, _: random.Random) -> None:
    """Until nothing more fits for a while; then room is made, and Kafka is started again, if it ended."""
    _, said = system.engines.holder.exec_run(["dd", "if=/dev/zero", f"of={LOGS}/filler", "bs=64k"])
    assert b"No space left" in said
    until = time.monotonic() + 12
    while time.monotonic() < until:
        system.tend()
        time.sleep(0.5)
    system.engines.holder.exec_run(["rm", f"{LOGS}/filler"])
    system.engines.kafka.restart(timeout=5)


def end_every_session(system: Harmed, chance: random.Random) -> None:
    """Several times, in the middle of whatever transaction is open."""
    for _ in range(5):
        with psycopg.connect(system.database, autocommit=True) as connection:
            connection.execute(END_ALL)
        time.sleep(chance.uniform(0.1, 0.6))
        system.tend()


def refuse_writes(system: Harmed, _: random.Random) -> None:
    """As after a failover, or on a full disk."""
    for value in ("on", "off"):
        with psycopg.connect(system.database, autocommit=True) as connection:
            connection.execute("set default_transaction_read_only = off")
            connection.execute(SAY_NO.format(value).encode())
            connection.execute("select pg_reload_conf()")
        until = time.monotonic() + (6 if value == "on" else 0)
        while time.monotonic() < until:
            system.tend()
            time.sleep(0.5)


def use_up_the_connections(system: Harmed, _: random.Random) -> None:
    """Somebody else holds every connection that PostgreSQL gives, those of the stages too."""
    held: list[Any] = [psycopg.connect(system.database, autocommit=True)]
    refused = 0
    until = time.monotonic() + 8
    while time.monotonic() < until:
        held[0].execute(END_ALL)
        try:
            while len(held) < CONNECTIONS:
                held.append(psycopg.connect(system.database))
        except psycopg.OperationalError:
            refused += 1
        system.tend()
        time.sleep(0.2)
    for connection in held:
        connection.close()
    assert refused or len(held) == CONNECTIONS


def rebalance(seconds: float) -> Fault:
    """Every five seconds a second worker of each stage joins its group, or leaves it."""

    def harm(system: Harmed, _: random.Random) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for stage in STAGES:
                system.start(f"{stage}-guest")
            system.until(lambda: min(system.members().values()) > 1, 90, "the guests' joining")
            time.sleep(5)
            for stage in STAGES:
                system.stop(f"{stage}-guest")
            system.tend()
            time.sleep(5)

    return harm


def clocks(offset: str) -> Fault:
    """The stages are started with another time of day (libfaketime), work on with it, and get the right one back."""

    def harm(system: Harmed, _: random.Random) -> None:
        library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        assert library is not None, "libfaketime is not installed (Debian: apt install faketime)"
        odd = {"LD_PRELOAD": str(library), "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        for module, variables in (("tests.faults.shifted", odd), ("crosswire", {})):
            for stage in STAGES:
                system.odd[stage] = (module, variables)
                system.stop(stage)
                system.start(stage)
            time.sleep(10 if variables else 0)
            for stage in STAGES if variables else ():
                assert system.process(stage).poll() is None, f"{stage} ended; {system.log(stage)[-2000:]}"
                maps = Path(f"/proc/{system.process(stage).pid}/maps")
                assert "libfaketime" in maps.read_text(), f"{stage} has the right time"

    return harm


def two_versions(system: Harmed, _: random.Random) -> None:
    """A worker of the next version beside one of this, for each stage; then this version's stop and come back."""
    for stage in STAGES:
        system.odd[f"{stage}-next"] = ("tests.faults.newer", {})
        system.start(f"{stage}-next")
    time.sleep(8)
    for stage in STAGES:
        system.stop(stage)
    time.sleep(4)
    for stage in STAGES:
        system.start(stage)
        system.stop(f"{stage}-next")


# One after the other in one run, in CI: those that a stage or an engine may meet at any time.
SHORT: dict[str, Fault] = {
    "extract killed": kill("extract"),
    "contradict killed": kill("contradict"),
    "sink killed": kill("sink"),
    "all stages killed": kill(*STAGES),
    "every stage restarted": restart(*STAGES),
    "every stage frozen for 18 s": freeze(*STAGES),
    "Kafka killed, started 2 s later": engine("kafka", killed),
    "Kafka frozen for 18 s": engine("kafka", frozen),
    "Kafka's disk full for 12 s": fill_the_disk_of_kafka,
    "PostgreSQL killed, started 2 s later": engine("postgres", killed),
    "PostgreSQL ends every session, five times": end_every_session,
    "PostgreSQL read-only for 6 s": refuse_writes,
    "PostgreSQL out of connections for 8 s": use_up_the_connections,
    "every stage cut from Kafka for 18 s": cut(lambda system: system.engines.to_kafka.values()),
    "every stage cut from PostgreSQL for 18 s": cut(lambda system: system.engines.to_postgres.values()),
    "a rebalance every 5 s for 20 s": rebalance(20),
    "clocks of all stages an hour ahead": clocks("+1h"),
    "clocks of all stages an hour behind": clocks("-1h"),
    "two versions side by side": two_versions,
}
LONG: dict[str, Fault] = {
    **{name: fault for name, fault in SHORT.items() if "rebalance" not in name and "every stage" not in name},
    **{f"{stage} restarted": restart(stage) for stage in STAGES},
    **{f"{stage} frozen for 18 s": freeze(stage) for stage in STAGES},
    "Kafka restarted": engine("kafka", restarted),
    "PostgreSQL restarted": engine("postgres", restarted),
    "PostgreSQL frozen for 18 s": engine("postgres", frozen),
    **{
        f"{stage} cut from Kafka for 18 s": cut(lambda system, stage=stage: [system.engines.to_kafka[stage]])
        for stage in STAGES
    },
    **{
        f"{stage} cut from PostgreSQL for 18 s": cut(lambda system, stage=stage: [system.engines.to_postgres[stage]])
        for stage in ("contradict", "sink")
    },
    "a rebalance every 5 s for 5 min": rebalance(300),
}
