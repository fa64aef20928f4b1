"""The compose file holds what it promises, and brings everything up on a machine that has Docker only."""

from collections.abc import Iterator

import pytest

from crosswire.edges.stream_settings import Timing
from crosswire.flow import STAGES
from tests.deploy.composing import Project, config, project

ONE_SHOT = {"secrets", "topics", "migrations", "feeds", "tools", "users"}
STORES = {"kafka", "postgres", "prometheus", "alertmanager", "grafana"}
TLS = ("-f", "docker-compose.yml", "-f", "deploy/compose.tls.yml")


def seconds(text: str) -> float:
    minutes, _, rest = text.rpartition("m")
    return float(minutes or 0) * 60 + float(rest.rstrip("s") or 0)


@pytest.mark.parametrize("files", [(), TLS], ids=["alone", "with TLS"])
def test_every_service_is_bounded_watched_and_restarted(files: tuple[str, ...]) -> None:
    services = config(*files)["services"]
    assert set(STAGES) <= set(services)
    for name, service in services.items():
        assert service["logging"]["options"]["max-size"], name
        if name == "secrets":
            continue
        assert int(service["mem_limit"]) > 0, name
        assert name in ONE_SHOT or service["restart"] == "unless-stopped", name
        if name not in STORES:
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
            assert seconds(service["stop_grace_period"]) > Timing().flush, name
        if name not in ONE_SHOT | {"prometheus", "alertmanager", "grafana"}:
            assert service["healthcheck"]["test"], name


def test_nothing_is_published_beyond_loopback() -> None:
    ports = [port for service in config()["services"].values() for port in service.get("ports", ())]
    assert {port["target"] for port in ports} == {8642, 29092, 9090, 3000}
    assert {port["host_ip"] for port in ports} == {"127.0.0.1"}


def test_the_overlay_for_external_engines_starts_none_of_its_own() -> None:
    files = ("-f", "docker-compose.yml", "-f", "deploy/compose.external.yml")
    services = config(*files, CROSSWIRE_KAFKA="k:9092", CROSSWIRE_DATABASE="postgresql://h/d")["services"]
    assert not {"kafka", "postgres", "secrets"} & set(services)
    for name in (*STAGES, "console", "topics", "migrations"):
        assert services[name]["environment"]["CROSSWIRE_KAFKA"] == "k:9092", name
        assert [volume["target"] for volume in services[name]["volumes"]] == ["/etc/crosswire/ca.pem"], name
        assert "kafka" not in services[name].get("depends_on", {}), name


def test_under_tls_each_service_sees_its_own_secrets_only() -> None:
    services = config(*TLS)["services"]
    for name, service in services.items():
        seen = [
            volume["volume"].get("subpath")
            for volume in service.get("volumes", ())
            if volume.get("source") == "secrets" and name != "secrets"
        ]
        assert seen in ([], [name], ["tools"] if name in ONE_SHOT else []), name
    for stage in (*STAGES, "console"):
        assert services[stage]["environment"]["CROSSWIRE_KAFKA_USER"] == stage
        assert services[stage]["environment"]["CROSSWIRE_KAFKA_PROTOCOL"] == "sasl_ssl"


@pytest.fixture(scope="module")
def sample() -> Iterator[Project]:
    """The sample newsroom by compose."""
    with project("--env-file", "deploy/sample.env", name="sample") as found:
        yield found


def test_the_sample_newsroom_comes_up_and_the_console_shows_contradictions(sample: Project) -> None:
    found = sample.wait_for(lambda _: True)
    assert {"left", "right", "explanation"} <= set(found)
