"""The seed article with three opposing accounts: the right flags, and none between its own reports of both sides."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crosswire import contradict, extract
from crosswire.cli.articles import instant, make
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire_schemas.records import Article, Contradiction, Record

ACCOUNTS = Path(__file__).parents[1] / "data" / "seed_accounts" / "accounts.jsonl"
SEED = Path(__file__).parents[3] / "shared" / "seed" / "kursk-2025-01-05.txt"
NOW = datetime(2025, 1, 6, tzinfo=UTC)


def article(name: str, text: str, *, outlet: str, published: str, title: str = "") -> Article:
    body = f"{title}\n\n{text}" if title else text
    at = instant(published)
    return make(text=body, title=title, name=name, outlet=outlet, published=at, url=None, now=NOW)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the repository")
def test_the_seed_article_is_contradicted_by_the_accounts_and_not_by_itself() -> None:
    accounts: list[dict[str, Any]] = [json.loads(line) for line in ACCOUNTS.read_text().splitlines()]
    seed = article("seed", SEED.read_text(), outlet="The seed", published="2025-01-05T20:00:00Z")
    others = [
        article(at["id"], at["text"], outlet=at["outlet"], published=at["published"], title=at.get("title", ""))
        for at in accounts
    ]
    records: list[Record] = []
    for found in extract.split_all([seed, *others], extract.load(gazetteer_file())):
        records += [*found.claims, found.extraction]
    flags = [at for at in contradict.check(records) if isinstance(at, Contradiction) and at.state == "open"]
    sides = [frozenset((flag.left.article_id, flag.right.article_id)) for flag in flags]
    for account, other in zip(accounts, others, strict=True):
        types = [
            flag.type for flag, both in zip(flags, sides, strict=True) if both == {seed.article_id, other.article_id}
        ]
        assert set(account["expect"]) <= set(types), account["id"]
    assert all(len(both) == 2 for both in sides)
