"""Kafka and PostgreSQL as containers, with a wire of its own from each stage to each, and a small disk for Kafka."""

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from crosswire.testing.containers import KAFKA_IMAGE, POSTGRES_IMAGE, kafka_settings
from crosswire.testing.running import REMEMBER_DAYS, STAGES
from tests.deploy.composing import free_port
from tests.faults.wire import LOOPBACK, Wire, wire

LOGS = "/var/lib/kafka/data"
CONNECTIONS = 40
ADDRESS = f"postgresql://crosswire:crosswire@{LOOPBACK}:{{port}}/crosswire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Both engines: their containers, their addresses for the tests, and for each stage its wires and addresses."""

    kafka: Any
    postgres: Any
    holder: Any
    address: str
    database: str
    to_kafka: Mapping[str, Wire]
    to_postgres: Mapping[str, Wire]

    def variables(self, stage: str) -> Mapping[str, str]:
        """The addresses as ``stage`` is given them."""
        kafka, database = self.address, self.database
        if stage in self.to_kafka:
            kafka = f"{LOOPBACK}:{self.to_kafka[stage].port}"
        if stage in self.to_postgres:
            database = ADDRESS.format(port=self.to_postgres[stage].port)
        return {"CROSSWIRE_KAFKA": kafka, "CROSSWIRE_DATABASE": database, "CROSSWIRE_REMEMBER_DAYS": REMEMBER_DAYS}


@contextmanager
def engines(megabytes: int) -> Iterator[Engines]:
    """Run both; Kafka's disk is a memory disk of ``megabytes``, which outlives its container."""
    docker: Any = import_module("docker").from_env()
    with contextlib.ExitStack() as stack:
        ports = {name: int(free_port()) for name in ("tests", *STAGES)}
        to_kafka = {name: stack.enter_context(wire(ports[name])) for name in STAGES}
        volume = docker.volumes.create(
            driver_opts={"type": "tmpfs", "device": "tmpfs", "o": f"size={megabytes}m,uid=1000"}
        )
        stack.callback(volume.remove, force=True)
        # The memory disk is gone with the last container that has it: this one only holds it.
        holder = _run(
            stack,
            docker,
            KAFKA_IMAGE,
            entrypoint="sleep",
            command="infinity",
            user="root",
            volumes=[f"{volume.name}:{LOGS}"],
        )
        kafka = _kafka(stack, docker, ports, {name: each.port for name, each in to_kafka.items()}, volume.name)
        port = int(free_port())
        postgres = _postgres(stack, docker, port)
        to_postgres = {name: stack.enter_context(wire(port)) for name in STAGES if name != "extract"}
        yield Engines(
            kafka=kafka,
            postgres=postgres,
            holder=holder,
            address=f"{LOOPBACK}:{ports['tests']}",
            database=ADDRESS.format(port=port),
            to_kafka=to_kafka,
            to_postgres=to_postgres,
        )


def _run(stack: contextlib.ExitStack, docker: Any, image: str, **options: Any) -> Any:
    container = docker.containers.run(image, detach=True, **options)
    stack.callback(container.remove, force=True, v=True)
    return container


def _kafka(
    stack: contextlib.ExitStack, docker: Any, ports: Mapping[str, int], wires: Mapping[str, int], volume: str
) -> Any:
    inside = {name: 9100 + number for number, name in enumerate(ports)}
    listeners = ",".join(f"{name.upper()}://:{port}" for name, port in inside.items())
    advertised = ",".join(f"{name.upper()}://{LOOPBACK}:{wires.get(name, port)}" for name, port in ports.items())
    protocols = ",".join(f"{name.upper()}:PLAINTEXT" for name in (*ports, "controller"))
    own = {
        "KAFKA_LISTENERS": f"{listeners},CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": advertised,
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": protocols,
        "KAFKA_INTER_BROKER_LISTENER_NAME": "TESTS",
        "KAFKA_LOG_DIRS": f"{LOGS}/logs",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "4",
    }
    return _run(
        stack, docker, KAFKA_IMAGE,
        environment={**kafka_settings(f"{LOOPBACK}:1"), **own},
        ports={f"{inside[name]}/tcp": (LOOPBACK, port) for name, port in ports.items()},
        volumes=[f"{volume}:{LOGS}"],
    )  # fmt: skip


def _postgres(stack: contextlib.ExitStack, docker: Any, port: int) -> Any:
    variables = {f"POSTGRES_{name}": "crosswire" for name in ("USER", "PASSWORD", "DB")}
    return _run(
        stack, docker, POSTGRES_IMAGE,
        command=["postgres", "-c", f"max_connections={CONNECTIONS}"],
        environment=variables,
        ports={"5432/tcp": (LOOPBACK, port)},
        shm_size="128m",
    )  # fmt: skip
