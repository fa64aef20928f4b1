"""Alerts caused for real: stages are harmed, Prometheus sees it, Alertmanager tells a receiver what to do about it."""

import asyncio
import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType

from crosswire.edges.messages import Message
from crosswire.edges.producer import Producer
from crosswire.edges.store.database import Database
from crosswire.edges.store.feeds import FeedsInDatabase
from crosswire.poll.feeds import Feed, feed_id
from crosswire.testing import article
from crosswire_schemas.records import Outlet
from crosswire_schemas.topics import ARTICLES, MATTERS
from tests.deploy.broken import ENDLESS, TITLE
from tests.deploy.composing import ROOT, docker_is_here, free_port, needs
from tests.deploy.long_articles import long_article
from tests.faults.running import Harmed, running

# So many that they give more than a thousand matters.
ENOUGH = 200
STAGES = ("poll", "extract", "contradict", "sink")
NOWHERE = "http://127.0.0.1:9/feed.xml"
SECONDS_FOR = {"m": 1, "h": 20}
ROUTE = """
route: {receiver: test, group_by: [alertname, service, stage], group_wait: 1s, group_interval: 2s}
receivers: [{name: test, webhook_configs: [{url: "http://127.0.0.1:PORT/"}]}]
"""


def hurried(rules: str) -> str:
    """The rules with a second for each minute, twenty for each hour, and two for the two minutes that they compute."""
    rules = rules.replace("_timestamp_seconds) > 120", "_timestamp_seconds) > 2")
    return re.sub(r"(?<=[\[ ])(\d+)([mh])\b", lambda found: f"{int(found[1]) * SECONDS_FOR[found[2]]}s", rules)


@contextmanager
def receiver() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """A webhook: its port, and the alerts that it was told of."""
    told: list[dict[str, Any]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.extend(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["alerts"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], told
    server.shutdown()


@contextmanager
def watching(folder: Path, ports: dict[str, str]) -> Iterator[list[dict[str, Any]]]:
    """Prometheus over the stages at ``ports`` and Alertmanager behind it; the alerts that were sent on."""
    sender, asker = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    (folder / "alerts.yml").write_text(hurried((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text()))
    jobs = [{"targets": [f"127.0.0.1:{port}"], "labels": {"service": stage}} for stage, port in ports.items()]
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": ["alerts.yml"],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [sender]}]}]},
        "scrape_configs": [{"job_name": "crosswire", "static_configs": jobs}],
    }
    (folder / "prometheus.yml").write_text(json.dumps(config))
    with receiver() as (port, told):
        (folder / "alertmanager.yml").write_text(ROUTE.replace("PORT", str(port)))
        commands = (
            ["prometheus-alertmanager", "--config.file=alertmanager.yml", f"--storage.path={folder / 'sent'}",
             f"--web.listen-address={sender}", "--cluster.listen-address="],
            ["prometheus", "--config.file=prometheus.yml", f"--storage.tsdb.path={folder / 'seen'}",
             f"--web.listen-address={asker}"],
        )  # fmt: skip
        with (folder / "log").open("ab") as log:
            started = [subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) for command in commands]
        try:
            yield told
        finally:
            for process in started:
                process.terminate()
                process.wait(20)


def watched(system: Harmed) -> dict[str, str]:
    """Start all stages with ports for their metrics, extract with its bug; the ports."""
    ports = {stage: free_port() for stage in STAGES}
    polling = {"CROSSWIRE_ALLOW": "127.0.0.1", "CROSSWIRE_POLL_INTERVAL": "1", "CROSSWIRE_POLL_SHORTEST": "1"}
    with Database(system.database) as database:
        feed = Feed(feed_id=feed_id(NOWHERE), url=NOWHERE, outlet=Outlet(id="nowhere", name="Nowhere"))
        asyncio.run(FeedsInDatabase(database).add([feed]))
    for stage, port in ports.items():
        module = "tests.deploy.broken" if stage == "extract" else "crosswire"
        system.odd[stage] = (module, {**polling, "CROSSWIRE_METRICS_PORT": port})
        if stage != "poll":
            system.stop(stage)
        system.start(stage)
    return ports


@pytest.mark.timeout(900)
def test_what_goes_wrong_is_told_to_a_receiver_with_what_to_do(tmp_path: Path) -> None:
    docker_is_here()
    needs("prometheus", "prometheus")
    needs("prometheus-alertmanager", "prometheus-alertmanager")
    with running() as system, watching(tmp_path, watched(system)) as told:
        system.given([article(TITLE, "It was dry.")])
        producer = KafkaProducer(bootstrap_servers=system.kafka)
        # Some before the first look and some after: what counts is that the number rises.
        for number in range(60):
            producer.send(ARTICLES.name, value=b"\xff not a record").get(30)
            time.sleep(0.2 if number < 59 else 0)
        producer.close()
        system.kill("sink")
        wanted = {
            ("CrosswireServiceDown", "sink"),
            ("CrosswireServiceDown", "console"),
            ("CrosswireBug", "extract"),
            ("CrosswireDeadLetters", "extract"),
            ("CrosswireFeedsFailing", ""),
        }
        wait_for(wanted, told, tmp_path)


@pytest.mark.timeout(900)
def test_what_stands_still_is_told_to_a_receiver_with_what_to_do(tmp_path: Path) -> None:
    """Extract hangs on the first message that it is given, Kafka refuses matters, and no feed answers."""
    docker_is_here()
    needs("prometheus", "prometheus")
    needs("prometheus-alertmanager", "prometheus-alertmanager")
    with running() as system:
        refuse(system, MATTERS.name)
        system.given([long_article(number) for number in range(ENOUGH)])
        system.until(lambda: system.query("select count(*) > 1000 from outbox")[0][0], 300, "a full outbox")
        with watching(tmp_path, watched(system)) as told:
            system.given([article(ENDLESS, "It was dry.")])
            with Producer(system.kafka, client="test") as producer:
                producer.send([Message(topic=ARTICLES.name, key=b"key", value=b"waits")] * 10_400)
            wanted = {
                ("CrosswireStageStill", "extract"),
                ("CrosswirePartitionStill", "extract"),
                ("CrosswireFallingBehind", "extract"),
                ("CrosswireOutboxStuck", "contradict"),
                ("CrosswireNothingPolled", ""),
            }
            wait_for(wanted, told, tmp_path)
            assert ("CrosswireBug", "extract") not in named(told)
        system.kill("extract")


def refuse(system: Harmed, topic: str) -> None:
    """Have Kafka take nothing on ``topic`` any more: its messages may have one byte."""
    client: Any = KafkaAdminClient(bootstrap_servers=system.kafka)
    client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs={"max.message.bytes": "1"})])
    client.close()


def wait_for(wanted: set[tuple[str, str]], told: list[dict[str, Any]], folder: Path) -> None:
    """Return when all that is ``wanted`` was told, each alert with what is wrong and what to do."""
    until = time.monotonic() + 300
    while not wanted <= named(told):
        assert time.monotonic() < until, (wanted - named(told), (folder / "log").read_text()[-1500:])
        time.sleep(1)
    for alert in told:
        assert alert["annotations"]["summary"]
        assert alert["annotations"]["do"]


def named(told: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """The alerts that fire, each with whom it is about."""
    labels = [alert["labels"] for alert in told if alert["status"] == "firing"]
    return {(each["alertname"], each.get("service", each.get("stage", ""))) for each in labels}
