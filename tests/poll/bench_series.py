"""Replays ten months of captures of five feeds against the changes observed in them; run by name."""

import argparse
import asyncio
import json
import lzma
import tarfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crosswire.poll import candidates, decide, entry_keys, markup, schedule
from crosswire.poll.feeds import ArticleHead, Feed, Schedule, feed_id
from crosswire.poll.formats import read_feed
from crosswire.poll.memory import FeedsInMemory, Remembrance
from crosswire.poll.settings import PollSettings
from crosswire_schemas.identity import identify
from crosswire_schemas.records import Outlet

SERIES = Path(__file__).parents[3] / "shared" / "data" / "rss_arch_series"
SETTINGS = PollSettings()
Change = tuple[str, str, str]
"""Feed, key of the entry, time of the capture."""


def feed_named(name: str) -> Feed:
    """Make the feed of a folder: each its own outlet, as each is observed by itself."""
    url = f"https://{name}.example/feed.xml"
    return Feed(feed_id=feed_id(url), url=url, outlet=Outlet(id=name, name=name))


def captures(only: set[str]) -> list[tuple[str, str, bytes]]:
    """Read the captures of each feed in the order of time."""
    rows = sorted(row.split("\t") for row in (SERIES / "INDEX.tsv").read_text().splitlines()[1:])
    with tarfile.open(SERIES / "series.tar.xz") as tar:
        bodies = {
            "/".join(Path(member.name).parts[-2:]): data.read() for member in tar if (data := tar.extractfile(member))
        }
    return [(name, at, bodies[f"{name}/{at}.xml"]) for name, at, *_ in rows if not only or name in only]


async def poll(
    memory: FeedsInMemory, name: str, at: str, body: bytes, old_copies: set[tuple[str, str]]
) -> list[tuple[Change, int]]:
    """Poll once; return what was published with its revision."""
    feed = feed_named(name)
    now = datetime.strptime(at, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    document = read_feed(body, "text/xml", feed.url, SETTINGS)
    keys = [key for entry in entry_keys.keyed(document.entries) for key in (entry.key, entry.other_key)]
    found = candidates.candidates(feed, document, await memory.seen(feed.feed_id, keys), {})
    heads_before = await memory.heads([one.article_id for one in found])
    strange = candidates.unrecognised(found, heads_before)
    found = candidates.renamed(found, await memory.of_articles(feed.feed_id, strange))
    leased = (await memory.lease("bench", now, 1, 0.0, 1))[0]
    stale = schedule.is_stale(leased.schedule, document.built_at)
    if stale:
        old_copies.add((name, at))
    decision = decide.decide(feed, found, heads_before, now, SETTINGS, stale=stale)
    heads = [
        ArticleHead(article_id=a.article_id, revision=a.revision, content_hash=a.content_hash)
        for a in decision.articles
    ]
    built_at = schedule.newest(leased.schedule.built_at, document.built_at, now)
    left = Remembrance(schedule=Schedule(built_at=built_at), seen=decision.seen, heads=heads, outcomes={})
    assert await memory.remember(feed.feed_id, "bench", left)
    key_of = {seen.article_id: seen.key for seen in decision.seen}
    return [((name, key_of[article.article_id], at), article.revision) for article in decision.articles]


async def replay(
    memories: Mapping[str, FeedsInMemory], rows: list[tuple[str, str, bytes]], old_copies: set[tuple[str, str]]
) -> list[tuple[Change, int]]:
    """Poll all captures in order."""
    published = []
    for name, at, body in rows:
        published += await poll(memories[name], name, at, body, old_copies)
    return published


def observed(only: set[str]) -> dict[Change, Mapping[str, Any]]:
    """Read the observed changes of title or summary."""
    lines = lzma.decompress((SERIES / "revisions.jsonl.xz").read_bytes()).splitlines()
    rows = map(json.loads, lines)
    wanted = (row for row in rows if {"title", "summary"} & set(row["fields"]) and (not only or row["feed"] in only))
    return {(row["feed"], identify("guid", row["guid"]), row["at"]): row for row in wanted}


def reason(row: Mapping[str, Any], old_copies: set[tuple[str, str]]) -> str:
    """Name the class of an observed change that gave no revision."""

    def said(side: Mapping[str, str]) -> tuple[str, str]:
        return markup.title_text(side["title"], html=True), " ".join(markup.paragraphs(side["summary"]).split())

    if (row["feed"], row["at"]) in old_copies:
        return "an old copy of the feed was served for a while"
    return "only markup, a picture or a section's link changed" if said(row["old"]) == said(row["new"]) else "other"


async def main(only: set[str], show: int) -> None:
    """Replay twice and print the figures."""
    rows, started = captures(only), time.time()
    memories = {name: FeedsInMemory([feed_named(name)]) for name, _, _ in rows}
    old_copies = set[tuple[str, str]]()
    published = await replay(memories, rows, old_copies)
    seconds = time.time() - started
    first = Counter(change[:2] for change, revision in published if revision == 1)
    revised = {change for change, revision in published if revision > 1}
    wanted = observed(only)
    hit, missed, extra = revised & set(wanted), set(wanted) - revised, revised - set(wanted)
    reasons = Counter(reason(wanted[change], old_copies) for change in missed)
    real = len(wanted) - reasons["only markup, a picture or a section's link changed"]
    again = sum(n > 1 for n in first.values())
    print(f"captures {len(rows)}, entries published {len(first)}, of these more than once {again}")
    print(f"revisions {len(revised)}, observed changes of title or summary {len(wanted)}, of these in words {real}")
    precision, recall, recall_in_words = (len(hit) / max(1, n) for n in (len(revised), len(wanted), real))
    print(f"precision {precision:.4f}, recall {recall:.4f}, recall in words {recall_in_words:.4f}")
    print("missed:", dict(reasons), "extra:", len(extra), f"{seconds:.1f} s")
    for change in sorted(change for change in missed if reason(wanted[change], old_copies) == "other")[:show]:
        print("MISSED", change, json.dumps(wanted[change], ensure_ascii=False)[:900])
    for change in sorted(extra)[:show]:
        print("EXTRA", change)
    print("a second replay from the start publishes", len(await replay(memories, rows, set())))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--show", type=int, default=5)
    arguments = parser.parse_args()
    asyncio.run(main(set(arguments.only), arguments.show))
