"""From an article's arrival on Kafka to its flag on Kafka, at half of what the system can take; run by name.

Usage: python -m tests.edges.bench_latency [DATA]: articles of the folder of the published sets are the load;
among them are made-up pairs of articles that contradict each other, and the second of each is timed.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from crosswire.testing import System, system
from crosswire.testing.inventing import article
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Article, Contradiction, Extraction, Record
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, Topic
from tests.edges.news import TEXTS, texts

CITIES = """
    Valencia Lisbon Porto Seville Bilbao Turin Naples Palermo Lyon Marseille Toulouse Nantes Hamburg Leipzig
    Dresden Krakow Gdansk Poznan Wroclaw Brno Ostrava Graz Salzburg Zagreb Sarajevo Skopje Sofia Varna Plovdiv
    Iasi Cluj-Napoca Odesa Kharkiv Lviv Tbilisi Batumi Yerevan Baku Izmir Antalya Bursa Konya Adana Beirut Amman
    Haifa Tunis Oran Rabat Casablanca Dakar Accra Lagos Kano Nairobi Mombasa Kampala Lusaka Harare Durban Lima
    Quito Cali Medellin Recife
""".split()  # noqa: SIM905 a list of 65 lines
WARM_UP = 120
EVERY = 1


@dataclass(frozen=True)
class Timed:
    """When something was on a topic, in seconds."""

    at: float
    record: Record


def pairs() -> Iterator[tuple[Article, Article]]:
    """Yield two articles on each city: what one says, the other cannot mean."""
    now = datetime.now(UTC)
    day = f"{now - timedelta(days=1):%A}"
    for number, city in enumerate(CITIES):
        tolls = (7 + number % 5, 31 + number % 7)
        yield tuple(  # type: ignore[misc]
            article(
                f"Fire in {city}",
                f"A fire at a market in {city} killed {dead} people on {day}, the interior ministry said.",
                outlet=outlet,
                published_at=now,
            )
            for outlet, dead in zip(("Invented Post", "Made-up News"), tolls, strict=True)
        )


def seen(running: System, topic: Topic) -> list[Timed]:
    """Return all that is on ``topic``, by the time at which the broker had it."""
    consumer: Any = KafkaConsumer(bootstrap_servers=running.kafka, auto_offset_reset="earliest", group_id=None)
    parts = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    consumer.assign(parts)
    ends, found = consumer.end_offsets(parts), list[Timed]()
    while any(consumer.position(part) < ends[part] for part in parts):
        for batch in consumer.poll(500).values():
            found += [Timed(each.timestamp / 1000, decode(each.value)) for each in batch if each.value]
    consumer.close()
    return sorted(found, key=lambda timed: timed.at)


def saturation(running: System, load: Sequence[Article]) -> float:
    """Return articles a second where more wait than can be read."""
    running.publish(*load)
    running.settle(seconds=600)
    ended = [timed.at for timed in seen(running, CLAIMS) if isinstance(timed.record, Extraction)]
    return (len(ended) - 1) / (ended[-1] - ended[0])


def timed(running: System, rate: float, load: Sequence[Article]) -> None:
    """Publish at ``rate`` articles a second: the load, and among it pairs, the second well after the first."""
    waiting, schedule = iter(load), list[Article]()
    for first, second in pairs():
        schedule += [first, *_some(waiting), second, *_some(waiting)]
    began = time.monotonic()
    for number, each in enumerate(schedule):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        running.publish(each)
    running.settle(seconds=600)


def _some(waiting: Iterator[Article]) -> list[Article]:
    return [found for _ in range(EVERY) if (found := next(waiting, None))]


def latencies(running: System) -> list[tuple[float, float]]:
    """Return for each pair that was flagged the seconds to its claims, and from there to its flag."""
    arrived = {
        found.record.article_id: found.at for found in seen(running, ARTICLES) if isinstance(found.record, Article)
    }
    read = {at.record.article_id: at.at for at in seen(running, CLAIMS) if isinstance(at.record, Extraction)}
    flagged: dict[str, tuple[float, float]] = {}
    wanted = {frozenset(each.article_id for each in pair) for pair in pairs()}
    for found in seen(running, CONTRADICTIONS):
        record = found.record
        assert isinstance(record, Contradiction)
        both = frozenset({record.left.article_id, record.right.article_id})
        if both in wanted and str(sorted(both)) not in flagged:
            later = max(both, key=arrived.__getitem__)
            flagged[str(sorted(both))] = (read[later] - arrived[later], found.at - read[later])
    return list(flagged.values())


def line(name: str, seconds: Sequence[float]) -> str:
    """Return a row: median and 99th percentile in milliseconds."""
    return f"| {name} | {median(seconds) * 1000:.0f} | {quantiles(seconds, n=100, method='inclusive')[-1] * 1000:.0f} |"


def main() -> None:
    """Print the table."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    now = datetime.now(UTC)
    load = [replace(each, fetched_at=now, language="en") for each in texts(data / TEXTS)]
    with system(engines="embedded") as running:
        running.publish(*load[:3])
        running.settle(seconds=300)
        rate = saturation(running, load[3 : 3 + WARM_UP])
        print(f"saturated at {rate:.2f} articles a second; timed at half of it", flush=True)
        timed(running, rate / 2, load[3 + WARM_UP :])
        found = latencies(running)
    print(f"{len(found)} flags of {len(CITIES)} pairs\n\n| milliseconds | median | 99th percentile |\n|---|---|---|")
    print(line("article to its extraction", [first for first, _ in found]))
    print(line("extraction to flag", [second for _, second in found]))
    print(line("article to flag", [sum(both) for both in found]))


if __name__ == "__main__":
    main()
