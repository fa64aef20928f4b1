"""One run with faults beside one without: what was in flight, lost or doubled, and how long it took to mend."""

import json
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from crosswire_schemas.records import Article
from tests.acceptance.running import differences as by_field
from tests.faults.harm import Fault
from tests.faults.load import made
from tests.faults.running import OF_ALL, OF_ARTICLES, Harmed, Rows, running

AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What is there when all is done: rows that follow from each article alone or from all of them, ids by topic."""

    of_articles: Rows
    of_all: Rows
    flowed: dict[str, set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fault, injected ``times``: articles in flight, lost, rows too many, seconds until one more was through."""

    fault: str
    times: int
    in_flight: int
    seconds: float
    published: int
    rows: Rows
    lost: int = 0
    doubled: int = 0

    def __str__(self) -> str:
        return f"| {self.fault} | {self.times} | {self.in_flight} | {self.lost} | {self.doubled} | {self.seconds:.1f} |"


HEAD = "| fault | times | articles in flight | lost | doubled | seconds to recover |\n|---|---|---|---|---|---|"


def patience(articles: Sequence[Article]) -> float:
    """Seconds that all of ``articles`` may take on a very busy machine."""
    return 300 + 0.8 * len(articles)


def end(system: Harmed, articles: Sequence[Article]) -> End:
    system.rest(patience(articles))
    return End(of_articles=system.rows(OF_ARTICLES), of_all=system.rows(OF_ALL), flowed=system.flowed())


def undisturbed(articles: Sequence[Article]) -> End:
    """The same articles without a fault."""
    with running() as system:
        for start in range(0, len(articles), AT_ONCE):
            system.given(list(articles[start : start + AT_ONCE]))
        return end(system, articles)


def disturbed(faults: Sequence[tuple[str, Fault]], articles: Sequence[Article], seed: int) -> tuple[list[Told], End]:
    """The faults one after the other, each with its share of the articles in flight."""
    chance, told = random.Random(seed), list[Told]()
    share = len(articles) // len(faults)
    with running() as system:
        for number, (name, fault) in enumerate(faults):
            last = len(articles) if number == len(faults) - 1 else (number + 1) * share
            told.append(_injected(system, name, fault, articles[number * share : last], chance, told))
        return told, end(system, articles)


def _injected(
    system: Harmed, name: str, fault: Fault, share: Sequence[Article], chance: random.Random, before: list[Told]
) -> Told:
    *load, marker = share
    already = before[-1].published if before else 0
    for start in range(0, len(load), AT_ONCE):
        system.given(list(load[start : start + AT_ONCE]))
    system.until(lambda: system.handled() > already + chance.uniform(0, 0.5) * len(load), 120, "the beginning")
    flying = already + len(load) - system.handled()
    fault(system, chance)
    system.given([marker])
    seconds = system.until(lambda: system.stored(marker), patience(share), f"recovery of: {name}")
    system.rest(patience(share))
    published = already + len(share)
    # What was lost and doubled is known at the end only; that may be hours away.
    print(f"{name}: recovered in {seconds:.1f} s, {published} articles stored", file=sys.stderr, flush=True)
    return Told(
        fault=name, times=1, in_flight=flying, seconds=seconds, published=published, rows=system.rows(OF_ARTICLES)
    )


def compared(
    faults: Sequence[tuple[str, Fault]], number: int, seed: int = 1, expected: End | None = None
) -> tuple[list[Told], End, End]:
    """Both runs at the same time; each fault with what it lost and doubled of the articles published until then."""
    articles = [made(each) for each in range(number)]
    with ThreadPoolExecutor(1) as beside:
        without = beside.submit(undisturbed, articles) if expected is None else None
        told, found = disturbed(faults, articles, seed)
        expected = without.result() if without else expected
    assert expected is not None
    return [_counted(each, expected, articles) for each in told], found, expected


def _counted(told: Told, expected: End, articles: Sequence[Article]) -> Told:
    ids = {article.article_id for article in articles[: told.published]}
    keyed = {key for kind, key, _ in expected.of_articles if kind in {"article", "extraction"} and key in ids}
    wanted = {row for row in expected.of_articles if row[0] in {"article", "extraction"} and row[1] in keyed}
    mine = {row for row in told.rows if row[0] in {"article", "extraction"}}
    # A claim or an event is of one article, whose extraction lists it: a wrong one would change that row's text.
    strange = {row for row in told.rows if row not in expected.of_articles}
    return replace(told, lost=len(wanted - mine), doubled=len(strange))


def differences(found: End, expected: End, most: int = 5) -> list[str]:
    """Say in what two ends differ, briefly: articles' rows, which are digests, by name, the others field by field."""
    alone = sorted(found.of_articles ^ expected.of_articles)
    ours, theirs = (
        [json.loads(value) for kind, _, value in end.of_all if kind in {"contradiction", "matter"}]
        for end in (found, expected)
    )
    told = [f"one end alone has {kind} {key}" for kind, key, _ in alone] + by_field(ours, theirs)
    return [said[:400] for said in told[:most]]


def table(told: Sequence[Told]) -> str:
    """The faults as a table."""
    return "\n".join([HEAD, *rows(told)])


def rows(told: Sequence[Told]) -> list[str]:
    """Those of one fault as one row: times added up, the longest time to recover."""
    lines = []
    for name in dict.fromkeys(each.fault for each in told):
        same = [each for each in told if each.fault == name]
        whole = replace(
            same[0],
            times=len(same),
            in_flight=sum(each.in_flight for each in same),
            lost=sum(each.lost for each in same),
            doubled=sum(each.doubled for each in same),
            seconds=max(each.seconds for each in same),
        )
        lines.append(str(whole))
    return lines
