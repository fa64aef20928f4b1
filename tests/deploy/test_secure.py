"""The overlays for TLS and for engines of others: articles become contradictions, nobody does another's work."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from pydantic import SecretStr

from crosswire import flow
from crosswire.edges.brokers import Brokers, client_options
from crosswire.edges.messages import Message, messages
from crosswire.edges.producer import Producer, Undelivered
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, EVENTS, MATTERS
from tests.containers.stories import bridge
from tests.deploy.composing import Project, project

TLS = ("-f", "docker-compose.yml", "-f", "deploy/compose.tls.yml")
EXTERNAL = ("-f", "docker-compose.yml", "-f", "deploy/compose.external.yml", "-f", "tests/deploy/external.yml")


@pytest.fixture(scope="module")
def tls() -> Iterator[Project]:
    with project("--env-file", "deploy/sample.env", *TLS, name="tls") as found:
        yield found


@pytest.fixture(scope="module")
def secrets(tls: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that was generated, as the one-shot that made it sees it."""
    folder = tmp_path_factory.mktemp("secrets")
    tls.run("cp", "secrets:/run/secrets/.", str(folder))
    return folder


def as_user(name: str, tls: Project, secrets: Path) -> Brokers:
    return Brokers(
        address=tls.kafka,
        protocol="sasl_ssl",
        ca=secrets / "reader" / "ca.pem",
        user=name,
        password=SecretStr((secrets / "users" / name).read_text()),
    )


def test_the_sample_newsroom_ends_in_contradictions_without_a_word_in_plain_text(tls: Project) -> None:
    assert {"left", "right", "explanation"} <= set(tls.wait_for(lambda _: True))
    unsafe = (
        "select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null and not ssl"
    )
    safe = unsafe.replace("not ssl", "ssl")
    asked = [tls.run("exec", "-T", "postgres", "psql", "-U", "crosswire", "-Atc", query) for query in (unsafe, safe)]
    assert asked[0].strip() == "0"
    assert int(asked[1]) > 3


def test_the_doctor_of_a_system_with_tls_finds_nothing(tls: Project) -> None:
    assert "all 9 topics are as declared" in tls.run("run", "--rm", "--no-deps", "tools", "doctor")


@pytest.mark.parametrize(
    ("user", "topic"),
    [
        ("extract", CLAIMS.name),
        ("contradict", ARTICLES.name),
        ("notify", CLAIMS.name),
        ("poll", ARTICLES.name),
        ("console", CONTRADICTIONS.name),
        ("reader", "crosswire.dead.extract.v1"),
    ],
)
def test_a_user_is_refused_the_reading_of_a_topic_that_is_not_its_own(
    tls: Project, secrets: Path, user: str, topic: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read(as_user("tools", tls, secrets), topic, None) is None
    refused = read(as_user(user, tls, secrets), topic, None)
    # Where not even the topic's existence may be known, the client only says so and goes on asking.
    assert refused == "TopicAuthorizationFailedError" or f"Topic {topic} is not authorized" in caplog.text


def read(address: Brokers, topic: str, group: str | None, turns: int = 6) -> str | None:
    """The name of the error with which Kafka refuses to let ``topic`` be read."""
    consumer: Any = KafkaConsumer(**client_options(address), group_id=group, enable_auto_commit=False)
    try:
        consumer.assign([TopicPartition(topic, 0)]) if group is None else consumer.subscribe([topic])
        for _ in range(turns):
            consumer.poll(timeout_ms=500)
    except KafkaError as error:
        return type(error).__name__
    finally:
        consumer.close()
    return None


@pytest.mark.parametrize(
    ("user", "topic"),
    [("extract", ARTICLES.name), ("poll", CLAIMS.name), ("contradict", EVENTS.name), ("reader", MATTERS.name)],
)
def test_a_user_is_refused_the_writing_of_a_topic_that_is_not_its_own(
    tls: Project, secrets: Path, user: str, topic: str
) -> None:
    with (
        Producer(as_user(user, tls, secrets), client="test", timeout_ms=5000) as producer,
        pytest.raises(Undelivered, match="Authorization"),
    ):
        producer.send([Message(topic=topic, key=b"key", value=b"{}")])


def test_a_reader_from_outside_reads_in_groups_of_its_own_only(tls: Project, secrets: Path) -> None:
    options = {**client_options(as_user("reader", tls, secrets)), "auto_offset_reset": "earliest"}
    own: Any = KafkaConsumer(CONTRADICTIONS.name, **options, group_id="reader-desk", consumer_timeout_ms=15_000)
    assert next(iter(own)).value
    own.close()
    refused = read(as_user("reader", tls, secrets), CONTRADICTIONS.name, "crosswire-notify")
    assert refused == "GroupAuthorizationFailedError"


@pytest.mark.parametrize(
    "wrong",
    [
        {"protocol": "plaintext"},
        {"password": SecretStr("guessed")},
        {"ca": None},
    ],
    ids=["plain text", "a wrong password", "an authority that is not known"],
)
def test_kafka_is_not_to_be_had_with(tls: Project, secrets: Path, wrong: dict[str, Any]) -> None:
    address = replace(as_user("poll", tls, secrets), **wrong)
    with Producer(address, client="test", timeout_ms=4000) as producer, pytest.raises(Undelivered):
        producer.send([Message(topic=ARTICLES.name, key=b"key", value=b"{}")])


def test_postgresql_is_not_to_be_had_without_tls(tls: Project, secrets: Path) -> None:
    url = (secrets / "tools" / "crosswire_database").read_text().partition("?")[0] + "?sslmode=disable"
    said = tls.run(
        "run", "--rm", "--no-deps", "-e", f"CROSSWIRE_DATABASE={url}", "--entrypoint", "bash", "tools", "-c",
        "crosswire database upgrade 2>&1 || true",
    )  # fmt: skip
    assert "no pg_hba.conf entry" in said


@pytest.fixture(scope="module")
def external(tls: Project, secrets: Path) -> Iterator[Project]:
    """All stages on the engines of another project, whose own stages are stopped."""
    tls.run("stop", *flow.STAGES, "console")
    url = (secrets / "tools" / "crosswire_database").read_text().replace("/run/secrets/", "/etc/crosswire/")
    variables = {
        "CROSSWIRE_KAFKA": "kafka:9092",
        "CROSSWIRE_KAFKA_PROTOCOL": "sasl_ssl",
        "CROSSWIRE_KAFKA_USER": "tools",
        "CROSSWIRE_KAFKA_PASSWORD": (secrets / "users" / "tools").read_text(),
        "CROSSWIRE_DATABASE": url,
        "CROSSWIRE_CA_FILE": str(secrets / "reader" / "ca.pem"),
        "CROSSWIRE_TEST_NETWORK": f"{tls.name}_default",
    }
    os.chmod(secrets / "reader", 0o755)
    with project(*EXTERNAL, name="external", variables=variables) as found:
        yield found


def test_stages_on_engines_of_others_turn_articles_into_a_contradiction(
    tls: Project, external: Project, secrets: Path
) -> None:
    with Producer(as_user("poll", tls, secrets), client="test") as producer:
        producer.send(messages(bridge("External"), flow.POLL.writes, stage="poll", now=datetime.now(UTC)))
    found = external.wait_for(lambda each: each["left"]["outlet"]["name"].startswith("External "))
    assert {found["left"]["outlet"]["name"], found["right"]["outlet"]["name"]} == {"External West", "External East"}
