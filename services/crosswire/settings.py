"""Every setting, declared once: name, type, default and what it does; a flag and a ``CROSSWIRE_`` variable each."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, FilePath, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of one process. Only ``cli`` makes one from the environment; everybody else is given it."""

    model_config = SettingsConfigDict(env_prefix="CROSSWIRE_", env_ignore_empty=True, frozen=True, extra="ignore")

    kafka: Annotated[
        str | None, Field(description="Kafka's bootstrap address, host:port[,host:port]; absent: the embedded one")
    ] = None
    kafka_protocol: Annotated[
        str,
        Field(
            pattern="^(plaintext|ssl|sasl_plaintext|sasl_ssl)$",
            description="How Kafka is spoken to: plaintext, ssl, sasl_plaintext or sasl_ssl",
        ),
    ] = "plaintext"
    kafka_ca: Annotated[
        FilePath | None,
        Field(description="File of the authorities that Kafka's certificate may be of; absent: the system's"),
    ] = None
    kafka_mechanism: Annotated[
        str,
        Field(
            pattern="^(PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$",
            description="How the password is shown to Kafka: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512",
        ),
    ] = "SCRAM-SHA-512"
    kafka_user: Annotated[str | None, Field(description="User of Kafka, where the protocol asks for one")] = None
    kafka_password: Annotated[SecretStr | None, Field(description="Password of Kafka's user")] = None
    database: Annotated[
        SecretStr | None,
        Field(
            description="PostgreSQL's address, postgresql://… (with TLS: …?sslmode=verify-full&sslrootcert=FILE); "
            "absent: the embedded one"
        ),
    ] = None
    data: Annotated[Path, Field(description="Folder for the embedded engines' data")] = Path("data")
    host: Annotated[str, Field(description="Address on which the console listens")] = "127.0.0.1"
    port: Annotated[
        int, Field(ge=0, le=65535, description="Port of the console; the next free one where it is taken")
    ] = 8642
    workers: Annotated[int, Field(ge=1, le=64, description="Processes that run extract")] = 1
    jobs: Annotated[int, Field(ge=1, le=64, description="Processes of split and check")] = 1
    metrics_port: Annotated[int, Field(ge=0, le=65535, description="Port of a stage's metrics; 0: none")] = 0
    log_format: Annotated[str, Field(pattern="^(console|json)$", description="console or json")] = "console"
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$", description="Least level shown")] = "info"
    contact: Annotated[
        str, Field(description="Address that the poller's User-Agent names, so that publishers can reach you")
    ] = ""
    allow: Annotated[str, Field(description="Private hosts and networks that may be fetched, comma-separated")] = ""
    full_text: Annotated[bool, Field(description="Fetch an entry's page where the feed has a summary only")] = True
    poll_interval: Annotated[float, Field(gt=0, description="Seconds between the first polls of a feed")] = 1800.0
    poll_shortest: Annotated[float, Field(gt=0, description="Least seconds between two polls of a feed")] = 600.0
    poll_longest: Annotated[float, Field(gt=0, description="Most seconds between two polls of a feed")] = 43200.0
    host_connections: Annotated[int, Field(ge=1, description="Connections to one host at a time")] = 2
    host_pause: Annotated[float, Field(ge=0, description="Seconds between two requests to one host")] = 1.0
    recheck: Annotated[bool, Field(description="Fetch articles' pages again on a falling schedule")] = False
    remember_days: Annotated[
        int, Field(ge=1, description="Days after an article's fetching for which contradict remembers its claims")
    ] = 45
    retention_gb: Annotated[
        float, Field(gt=0, description="Most that one topic's partition may keep in the embedded Kafka, in GB")
    ] = 0.25
    console_token: Annotated[
        SecretStr | None, Field(description="Where set, the console asks for it as a bearer token or ?token=")
    ] = None
    notify_url: Annotated[str, Field(description="Where notify posts contradictions; absent: notify does not run")] = ""
    notify_secret: Annotated[SecretStr | None, Field(description="Key of the notices' signatures")] = None
    notify_types: Annotated[str, Field(description="Only these types, comma-separated")] = ""
    notify_outlets: Annotated[str, Field(description="Only where one of these outlets is on a side")] = ""
    notify_words: Annotated[str, Field(description="Only where one of these words stands in a passage")] = ""
    notify_score: Annotated[float, Field(ge=0, le=1, description="Only from this score on")] = 0.0
    gazetteer: Annotated[
        Path | None, Field(description="File of the gazetteer; absent: the one in the user's cache, built once")
    ] = None
    inference_model: Annotated[
        Path | None, Field(description="Folder of a language-inference model (ONNX) for a second opinion")
    ] = None
