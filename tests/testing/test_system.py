"""The system that users' tests run on, on the embedded engines: no Docker needed."""

import os
from collections.abc import Iterator

import pytest

from crosswire.edges.engines import EngineUnavailable
from crosswire.testing import NotSeen, System, article, system
from crosswire_schemas.records import Contradiction, Extraction

STRUCK = "Ukrainian forces destroyed a bridge near Kupiansk on Monday"


@pytest.fixture(scope="module")
def running() -> Iterator[System]:
    try:
        with system(engines="embedded") as found:
            yield found
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def test_three_lines_from_articles_to_a_contradiction(running: System) -> None:
    running.publish(
        article("The bridge is gone", f"{STRUCK}, the Ukrainian army said.", outlet="West"),
        article("The bridge stands", f"Russian officials denied that {STRUCK}.", outlet="East"),
    )
    found = running.wait_for(Contradiction, lambda record: record.type == "denial")
    assert {found.left.outlet.name, found.right.outlet.name} == {"West", "East"}


def test_what_does_not_come_is_said_with_what_came_instead(running: System) -> None:
    running.publish(article("Nothing", "It rained in Lisbon.", outlet="Weather"))
    running.wait_for(Extraction, lambda record: record.outlet.name == "Weather")
    with pytest.raises(NotSeen, match=r"no Contradiction as wanted in 0 s\. What came: .*Extraction"):
        running.wait_for(Contradiction, lambda record: "Weather" in record.explanation, seconds=0)


def test_a_stage_that_was_killed_goes_on_where_it_was(running: System) -> None:
    running.kill("extract")
    late = article("Late", "The mayor of Porto resigned on Monday, the council said.", outlet="Late")
    running.publish(late)
    running.start("extract")
    assert running.wait_for(Extraction, lambda record: record.article_id == late.article_id).claim_ids


def test_the_same_words_are_the_same_article_whenever_they_are_made() -> None:
    assert article("A", "Body text.", outlet="One") == article("A", "Body text.", outlet="One")
    assert article("A", "Body text.", outlet="One").article_id != article("A", "Body text.", outlet="Two").article_id
