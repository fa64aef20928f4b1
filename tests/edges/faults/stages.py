"""One stage as a process: ``python -m tests.edges.faults.stages NAME KAFKA DATABASE``; extraction without a model."""

import logging
import signal
import sys
from datetime import date

from crosswire import contradict
from crosswire.edges import sinking, streams
from crosswire.edges.metrics import Metrics
from crosswire.edges.outbox import Publisher
from crosswire.edges.store.database import ENGINE_ERRORS, Database
from crosswire.edges.store.memory import StoredMemory
from crosswire.edges.stream_settings import Timing
from crosswire.stage import RememberingStage, Result, Sink, Stage
from crosswire_schemas.identity import article_id
from crosswire_schemas.records import Article, Record
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, EVENTS, MATTERS, RECORD_TOPICS
from tests.contradict.building import listing, toll

PLACES = ("Kramatorsk", "Bakhmut", "Lisbon", "Valencia")
OUTLETS = 9


def written(number: int) -> tuple[str, int, str, date]:
    """The outlet, toll, place and day of the article with ``number``."""
    dead, day = (4, 11, 34)[number // 5 % 3], date(2024, 7, 1 + number % 5)
    return f"Outlet {number % OUTLETS}", dead, PLACES[number % 4], day


def identified(number: int) -> str:
    return article_id(written(number)[0], str(number))


def split(record: Record) -> Result:
    assert isinstance(record, Article)
    number = int(record.title)
    outlet, dead, where, day = written(number)
    claim = toll(outlet, dead, hours=number % 40 / 4, on=day, where=where, article=str(number))
    return Result(records=(claim, listing(claim, signature=tuple(range(number, number + 64)) if number % 5 else ())))


def extract(kafka: str) -> None:
    stage = Stage(name="extract", reads=ARTICLES, writes=(CLAIMS, EVENTS), prepare=lambda _: split)
    streams.run(stage, kafka, timing=TIMING)


def compare(kafka: str, database: Database) -> None:
    stage = RememberingStage(name="contradict", reads=CLAIMS, writes=(CONTRADICTIONS, MATTERS), step=contradict.step)
    metrics = Metrics()
    with Publisher(database, kafka, metrics=metrics):
        streams.run(
            stage,
            kafka,
            memory=StoredMemory(database),
            metrics=metrics,
            timing=TIMING,
            fatal=ENGINE_ERRORS,
        )


def store(kafka: str, database: Database) -> None:
    one = sinking.Sinking(Sink(name="sink", reads=RECORD_TOPICS), kafka, database, metrics=Metrics())
    signal.signal(signal.SIGTERM, lambda *_: one.stop())
    one.run()


TIMING = Timing(delivery=10.0, session=6.0, heartbeat=1.0, commit=0.2, flush=10.0, batch=50)

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    name, kafka, url = sys.argv[1:]
    if name == "extract":
        extract(kafka)
    else:
        with Database(url) as opened:
            {"contradict": compare, "sink": store}[name](kafka, opened)
