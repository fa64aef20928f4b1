"""What clients are told of Kafka, the same for kafka-python and Faust, and what each stage is allowed there."""

import ssl
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from crosswire import flow
from crosswire.cli import crosswire
from crosswire.edges.brokers import Brokers, client_options, named, stream_options
from crosswire.edges.grants import grants
from crosswire.settings import Settings

KNOWN = {"user": "poll", "password": SecretStr("hush")}
PROTOCOLS: dict[str, tuple[Any, str, bool, str | None]] = {
    "a bare address is plain text": ("one:9092,two:9092", "PLAINTEXT", False, None),
    "TLS without a user": (Brokers(address="one:9092", protocol="ssl"), "SSL", True, None),
    "a user in plain text": (
        Brokers(address="one:9092", protocol="sasl_plaintext", **KNOWN),
        "SASL_PLAINTEXT",
        False,
        "poll",
    ),
    "a user and TLS": (Brokers(address="one:9092", protocol="sasl_ssl", **KNOWN), "SASL_SSL", True, "poll"),
}


@pytest.mark.parametrize(("address", "protocol", "checked", "user"), PROTOCOLS.values(), ids=PROTOCOLS.keys())
def test_both_clients_are_told_the_same(address: Any, protocol: str, checked: bool, user: str | None) -> None:
    client, stream = client_options(address), stream_options(address)
    assert client["security_protocol"] == protocol
    assert client.get("sasl_plain_username") == user
    assert ("ssl_context" in client) == checked
    assert stream["broker"] == [f"kafka://{server}" for server in client["bootstrap_servers"]]
    credentials = stream.get("broker_credentials")
    assert (credentials.protocol.value if credentials else "PLAINTEXT") == protocol
    assert getattr(credentials, "username", None) == user
    for context in (
        client.get("ssl_context"),
        getattr(credentials, "context", getattr(credentials, "ssl_context", None)),
    ):
        assert context is None or (context.check_hostname and context.verify_mode == ssl.CERT_REQUIRED)


def test_the_password_is_in_no_text() -> None:
    found = named(Settings(kafka="one:9092", kafka_protocol="sasl_ssl", kafka_user="poll", kafka_password="hush"))
    assert found is not None
    assert str(found) == "one:9092"
    assert "hush" not in repr(found)
    assert client_options(found)["sasl_plain_password"] == "hush"


def test_settings_that_name_no_kafka_name_none() -> None:
    assert named(Settings()) is None


@pytest.mark.parametrize("stage", flow.STAGES)
def test_a_stage_may_read_what_it_reads_and_write_what_it_writes_and_nothing_else(stage: str) -> None:
    found = {
        (grant.may, grant.name)
        for grant in grants(flow.STAGES.values())
        if grant.user == stage and grant.kind == "topic"
    }
    declared = flow.STAGES[stage]
    reads = getattr(declared, "reads", ())
    read = {("read", topic.name) for topic in (reads if isinstance(reads, tuple) else (reads,))}
    written = {("write", topic.name) for topic in getattr(declared, "writes", ())}
    assert read | written == {(may, name) for may, name in found if may == "read" or ".dead." not in name}
    assert {name for may, name in found if may == "write" and ".dead." in name} <= {f"crosswire.dead.{stage}.v1"}
    assert not any(grant.beginning for grant in grants(flow.STAGES.values()) if grant.user == stage)


def test_what_would_be_allowed_is_said_before_it_is_done() -> None:
    said = CliRunner().invoke(crosswire, ["topics", "allow", "--dry-run"])
    assert said.exit_code == 0
    assert "extract may write topic crosswire.claims.v1\n" in said.output
    assert "reader may read group reader*\n" in said.output
