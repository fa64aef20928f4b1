"""Measures what deploy/README.md says of speed, memory and size: ``python -m tests.deploy.figures [--tls]``.

Brings the compose file up with the sample newsroom until all is healthy, and tells the seconds and each service's
memory. Without ``--tls`` it then stops the poller, publishes invented articles of 350 words, waits until they are in
the table with one worker of extract and with two, and tells CPU and bytes an article.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from crosswire import flow
from crosswire.edges.messages import messages
from crosswire.edges.producer import Producer
from crosswire_schemas.records import Article
from tests.deploy.composing import Project, brought_up
from tests.deploy.long_articles import long_article
from tests.edges.news import TEXTS, texts

SAMPLE = ("--env-file", "deploy/sample.env")
MEASURED = ("kafka", "postgres", "extract", "contradict", "sink")
LOGS = "cat /var/lib/kafka/data/crosswire.*/*.log | wc -c"
SIZE = "select pg_database_size(current_database())"
DERIVED = (
    "select sum(n_tup_ins + n_tup_upd) from pg_stat_user_tables "
    "where relname in ('claims', 'events', 'extractions', 'matters', 'contradictions', 'memory_claims')"
)
STORED = "select count(*) from extractions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What the services had used by one moment: CPU seconds by service, bytes on Kafka's disk and in the database."""

    cpu: dict[str, float]
    kafka: int
    postgres: int


def asked(system: Project, query: str) -> int:
    return int(system.run("exec", "-T", "postgres", "psql", "-U", "crosswire", "-Atc", query))


def used(system: Project) -> Used:
    cpu = {service: sum(seconds(system, service, at) for at in replicas(system, service)) for service in MEASURED}
    system.run("exec", "-T", "postgres", "psql", "-U", "crosswire", "-c", "checkpoint")
    logs = int(system.run("exec", "-T", "kafka", "bash", "-c", LOGS))
    return Used(cpu=cpu, kafka=logs, postgres=asked(system, SIZE))


def seconds(system: Project, service: str, replica: int) -> float:
    """CPU seconds of one container, as the kernel counts them (control groups of version 2, or of version 1)."""
    cat = "cat /sys/fs/cgroup/cpu.stat 2>/dev/null || sed s/$/e-3/ /sys/fs/cgroup/cpuacct/cpuacct.usage"
    told = system.run("exec", "-T", "--index", str(replica), service, "bash", "-c", cat).split()
    return float(told[1] if len(told) > 1 else told[0]) / 1e6


def replicas(system: Project, service: str) -> range:
    return range(1, len(system.run("ps", "-q", service).split()) + 1)


def memory(system: Project) -> Iterator[tuple[str, str]]:
    """Each running service with the memory that it uses."""
    for line in system.run("stats", "--no-stream", "--format", "json").splitlines():
        found = json.loads(line)
        yield found["Name"].removeprefix(f"{system.name}-"), found["MemUsage"].partition(" / ")[0]


def taken(system: Project, articles: Sequence[Article]) -> float:
    """The seconds from the first article's publishing until all are in the table."""
    before, began = asked(system, STORED), time.monotonic()
    with Producer(system.kafka, client="figures") as producer:
        producer.send(messages(articles, flow.POLL.writes, stage="figures", now=datetime.now(UTC)))
    while asked(system, STORED) < before + len(articles):
        assert time.monotonic() < began + 1200, "the articles do not get through"
        time.sleep(0.5)
    return time.monotonic() - began


def settle(system: Project) -> None:
    """Return when nothing that is derived of the articles is on its way any more."""
    quiet, before = 0, -1
    while quiet < 3:
        now = asked(system, DERIVED)
        quiet, before = (quiet + 1 if now == before else 0), now
        time.sleep(2)


def share(system: Project, articles: Sequence[Article]) -> float:
    """Have ``articles`` go through, and print what that took; the articles a second."""
    start = used(system)
    speed = len(articles) / taken(system, articles)
    settle(system)
    end = used(system)
    words = sum(len(each.text.split()) for each in articles) / len(articles)
    cpu = {name: (end.cpu[name] - start.cpu[name]) / len(articles) * 1000 for name in MEASURED}
    print(f"{len(articles)} articles of {words:.0f} words: {speed:.1f} a second")
    print("  CPU an article, ms: " + ", ".join(f"{name} {each:.0f}" for name, each in cpu.items()))
    for name, grown in (("Kafka", end.kafka - start.kafka), ("PostgreSQL", end.postgres - start.postgres)):
        print(f"  {name}: {grown / len(articles) / 1000:.1f} KB an article")
    return speed


def measured(system: Project, articles: int, data: Path) -> None:
    """Print speed with one worker of extract and with two, and what published news takes."""
    system.run("stop", "poll", "newsroom")
    made = [long_article(number) for number in range(2 * articles + 40)]
    taken(system, made[:40])
    speeds = [share(system, made[40 : articles + 40])]
    if (data / TEXTS).is_dir():
        print("published news, one worker of extract:")
        news = {each.article_id: replace(each, language="en") for each in texts(data / TEXTS)}
        share(system, sorted(news.values(), key=lambda each: each.published_at))
    system.run("up", "-d", "--wait", "--no-recreate", "--scale", "extract=2", "extract")
    # Until the second has its partitions.
    time.sleep(10)
    speeds.append(share(system, made[articles + 40 :]))
    print(f"two workers of extract: {speeds[1] / speeds[0]:.2f} times as fast as one")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.deploy.figures", description=__doc__)
    parser.add_argument("--tls", action="store_true", help="with deploy/compose.tls.yml: seconds and memory only")
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="where published news is")
    wanted = parser.parse_args()
    overlay = "deploy/compose.tls.yml" if wanted.tls else "tests/deploy/measured.yml"
    with brought_up(*SAMPLE, "-f", "docker-compose.yml", "-f", overlay, name="figures") as system:
        began = time.monotonic()
        system.run("up", "--wait", timeout=500)
        print(f"all healthy after {time.monotonic() - began:.0f} s")
        time.sleep(90)
        print("memory after the newsroom's five days: " + ", ".join(f"{name} {each}" for name, each in memory(system)))
        if not wanted.tls:
            measured(system, wanted.articles, wanted.data)
            print("memory after the load: " + ", ".join(f"{name} {each}" for name, each in memory(system)))


if __name__ == "__main__":
    main()
