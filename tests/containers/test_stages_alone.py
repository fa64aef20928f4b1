"""Each stage by itself against a real broker: what it is given waits for it, and what it gives waits for the next."""

from collections.abc import Iterator
from functools import partial

import pytest

from crosswire.testing import System, system
from crosswire_schemas.records import Claim, Contradiction, Extraction, Matter
from tests.containers.stories import bridge


@pytest.fixture(scope="module")
def empty(docker: None) -> Iterator[System]:
    """Engines and topics without any stage."""
    with system(engines="containers", stages=()) as found:
        yield found


def of_article(wanted: str, record: Extraction) -> bool:
    return record.article_id == wanted


def test_each_stage_does_its_part_when_the_others_are_not_there(empty: System) -> None:
    pair = bridge("Alone")
    empty.publish(*pair)
    empty.start("extract")
    for one in pair:
        empty.wait_for(Extraction, partial(of_article, one.article_id))
    empty.stop("extract")
    claims = empty.records(Claim)
    assert claims
    assert empty.records(Matter) == []
    empty.start("contradict")
    found = empty.wait_for(Contradiction)
    empty.settle()
    empty.stop("contradict")
    assert empty.query("select count(*) from claims") == [(0,)]
    empty.start("sink")
    empty.settle()
    assert empty.query("select count(*) from claims") == [(len({claim.claim_id for claim in claims}),)]
    assert (found.contradiction_id,) in empty.query("select contradiction_id from contradictions")
