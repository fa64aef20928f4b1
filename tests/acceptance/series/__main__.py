"""The series through the whole system: ``python -m tests.acceptance.series [--until 20250601] [--feed ft-home]``."""

import argparse
import json
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.acceptance.series import captures, counting, server
from tests.acceptance.series.feeding import SITES
from tests.acceptance.series.whole import STAGES, Whole, running

LONGEST = 4 * 3600.0


def account(whole: Whole, seconds: float) -> list[str]:
    """Print the balance sheet after ``seconds`` of work; return what does not add up."""
    topics = counting.flowed(whole.kafka)
    with whole.connected() as connection:
        rows, polls = counting.stored(connection), counting.polled(connection)
    print("\n".join(counting.lines(topics, rows)))
    print("poll:", dict(polls))
    ended = {stage: counting.outcomes(whole.ports[stage]) for stage in STAGES}
    print("\n".join(f"{stage}: {dict(found)}" for stage, found in ended.items()))
    print(f"{seconds:.0f} s; {whole.progress()}", flush=True)
    published = sum(polls[f"entry_{name}"] for name in ("new", "revised", "withdrawn"))
    articles = topics["crosswire.articles.v1", "article"]
    sums = {
        "poll": (published, len(articles.distinct)),
        "extract": (ended["extract"].total(), articles.messages),
        "contradict": (
            ended["contradict"].total(),
            sum(found.messages for (topic, _), found in topics.items() if topic == "crosswire.claims.v1"),
        ),
        "sink": (ended["sink"].total(), sum(found.messages for found in topics.values())),
    }
    said = [f"{name}: {ours} outcomes, {theirs} inputs" for name, (ours, theirs) in sums.items() if ours != theirs]
    # An outcome like any other, so that the sums agree, but one that the stages' own code is to blame for.
    bugs = [f"{stage}: {count} {name}" for stage in ended for name, count in ended[stage].items() if "bug" in name]
    return said + bugs + counting.unbalanced(topics, rows)


def show(flags: list[dict[str, object]], file: Path) -> None:
    """Write every flag to ``file``, to be read."""
    file.write_text("".join(json.dumps(flag, ensure_ascii=False) + "\n" for flag in flags))
    print(f"{len(flags)} contradictions to be read are in {file}")


def main(series: captures.Series, folder: Path) -> list[str]:
    """Run the series twice over one folder; print what there is each time, return what is wrong."""
    with server.serving(series) as address, running(folder, series, address) as whole:
        began = time.monotonic()
        whole.settle(LONGEST, lambda said: print(f"{time.monotonic() - began:.0f} s: {said}", flush=True))
        print(f"{len(series)} captures")
        wrong = account(whole, time.monotonic() - began)
        with whole.connected() as connection:
            first = counting.stored(connection)
            show(counting.flags(connection), folder / "flags.jsonl")
        before = counting.flowed(whole.kafka)
        whole.poll_again()
        whole.settle(LONGEST)
        after = counting.flowed(whole.kafka)
        with whole.connected() as connection:
            again = counting.stored(connection)
            print("poll, both times:", dict(counting.polled(connection)))
        added = {name: len(after[name].distinct) - len(found.distinct) for name, found in before.items()}
        print("a second run over the same state adds:", added)
        return wrong + [f"second run: {name} {count}" for name, count in added.items() if count] + _rows(first, again)


def _rows(first: dict[str, dict[str, int]], again: dict[str, dict[str, int]]) -> list[str]:
    return [f"second run: the rows of {kind} changed" for kind in first if first[kind] != again[kind]]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--feed", action="append", help="only this feed")
    parser.add_argument("--until", help="captures up to this day, 20250601")
    parser.add_argument("--data", type=Path, help="where to keep what it leaves")
    arguments = parser.parse_args()
    last = datetime.fromisoformat(f"{arguments.until}T00:00:00+00:00") if arguments.until else None
    read = captures.read(arguments.feed or SITES, last)
    with tempfile.TemporaryDirectory() as name:
        raise SystemExit("\n".join(main(read, arguments.data or Path(name) / "data")) or 0)
