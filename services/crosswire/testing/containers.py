"""Kafka and PostgreSQL as containers of the official images (testcontainers)."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from crosswire.edges.engines.folder import LOOPBACK

KAFKA_IMAGE = "apache/kafka:4.1.0"
POSTGRES_IMAGE = "postgres:17"


@dataclass(frozen=True, slots=True, kw_only=True)
class Containers:
    """The addresses of both engines, and their containers (docker's own objects: pause, kill, start)."""

    kafka: str
    database: str
    kafka_container: Any
    database_container: Any


def missing() -> str | None:
    """Return why there can be no containers here, None where there can."""
    try:
        docker: Any = import_module("docker")
        import_module("testcontainers.core.container")
    except ImportError as error:
        return f"{error.name} is not installed: pip install 'crosswire[testing]'"
    try:
        docker.from_env(timeout=5).ping()
    except (docker.errors.DockerException, OSError) as error:
        return f"Docker does not answer ({error})"
    return None


@contextmanager
def containers() -> Iterator[Containers]:
    """Run both while the block runs; ports are chosen beforehand, so that one killed and started keeps its own."""
    from testcontainers.community.postgres import PostgresContainer

    postgres = PostgresContainer(POSTGRES_IMAGE, driver=None).with_bind_ports(5432, _free_port())
    with _kafka(_free_port()) as (kafka, address), postgres:
        yield Containers(
            kafka=address,
            database=postgres.get_connection_url(),
            kafka_container=kafka.get_wrapped_container(),
            database_container=postgres.get_wrapped_container(),
        )


@contextmanager
def _kafka(port: int) -> Iterator[tuple[Any, str]]:
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import LogMessageWaitStrategy

    address = f"{LOOPBACK}:{port}"
    container = DockerContainer(KAFKA_IMAGE).with_bind_ports(9092, port).with_envs(**kafka_settings(address))
    with container.waiting_for(LogMessageWaitStrategy("Kafka Server started")) as running:
        yield running, address


def kafka_settings(advertised: str) -> dict[str, str]:
    """Return the variables of Kafka's image for one node that is reached at ``advertised``, host:port."""
    return {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://{advertised}",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_BROKER_SESSION_TIMEOUT_MS": "3000",
        "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS": "1000",
        "KAFKA_HEAP_OPTS": "-Xms64m -Xmx384m",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
