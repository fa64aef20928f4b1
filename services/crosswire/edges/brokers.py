"""Kafka as its clients are told of it: where it is, how it is spoken to, and who speaks; for kafka-python and Faust."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from crosswire.settings import Settings

PLAIN_TEXT = "plaintext"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokers:
    """Kafka's addresses, and what is needed to speak to it; as text it is its addresses alone."""

    address: str
    protocol: str = PLAIN_TEXT
    ca: Path | None = None
    mechanism: str = "SCRAM-SHA-512"
    user: str | None = None
    password: SecretStr | None = None

    def __str__(self) -> str:
        return self.address

    @property
    def servers(self) -> list[str]:
        """The addresses, each as host:port."""
        return [part.strip() for part in self.address.split(",")]

    @property
    def identified(self) -> bool:
        """Whether the protocol asks for a user and a password."""
        return self.protocol.startswith("sasl")

    def context(self) -> ssl.SSLContext | None:
        """Return what checks Kafka's certificate, None where it shows none. Raises ``OSError`` without the file."""
        return ssl.create_default_context(cafile=self.ca) if self.protocol.endswith("ssl") else None

    def secret(self) -> str | None:
        """Return the password."""
        return self.password.get_secret_value() if self.password else None


# A bare host:port[,host:port] is a Kafka that is spoken to in plain text.
Address = str | Brokers


def brokers(address: Address) -> Brokers:
    """Return ``address`` with all that is needed to speak to it."""
    return Brokers(address=address) if isinstance(address, str) else address


def named(settings: Settings) -> Brokers | None:
    """Return the Kafka that ``settings`` name, None where they name none."""
    if settings.kafka is None:
        return None
    return Brokers(
        address=settings.kafka,
        protocol=settings.kafka_protocol,
        ca=settings.kafka_ca,
        mechanism=settings.kafka_mechanism,
        user=settings.kafka_user,
        password=settings.kafka_password,
    )


def client_options(address: Address) -> Mapping[str, Any]:
    """Return what every client of kafka-python is given. Raises ``OSError`` where the certificates' file is missing."""
    kafka = brokers(address)
    options: dict[str, Any] = {"bootstrap_servers": kafka.servers, "security_protocol": kafka.protocol.upper()}
    if (context := kafka.context()) is not None:
        options["ssl_context"] = context
    if kafka.identified:
        options |= {
            "sasl_mechanism": kafka.mechanism,
            "sasl_plain_username": kafka.user,
            "sasl_plain_password": kafka.secret(),
        }
    return options


def stream_options(address: Address) -> Mapping[str, Any]:
    """Return what Faust is given. Raises ``OSError`` where the certificates' file is missing."""
    from faust import SASLCredentials, SSLCredentials

    kafka = brokers(address)
    options: dict[str, Any] = {"broker": [f"kafka://{each}" for each in kafka.servers]}
    if kafka.identified:
        options["broker_credentials"] = SASLCredentials(
            username=kafka.user, password=kafka.secret(), mechanism=kafka.mechanism, ssl_context=kafka.context()
        )
    elif (context := kafka.context()) is not None:
        options["broker_credentials"] = SSLCredentials(context)
    return options
