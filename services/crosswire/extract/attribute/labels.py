"""Labels: speech marked by layout alone, "NAME: words" and "words" with the speaker's name after a dash."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.extract.attribute.cues import words
from crosswire.extract.attribute.silence import furniture
from crosswire.extract.read.document import Passage, Reading

CAPITALS = re.compile(r"[\"“”]?([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}):\s+(?=\S)")
NAME = re.compile(r"((?:[A-Z][\w.'’-]+ ?){1,5}):\s+(?=\S)")
SIGNED = re.compile(
    r"[\"“”‘'](?P<words>.{3,}[\"“”’'])\s*(?:[—―–]|--)\s*"
    r"(?P<name>(?:[A-ZÀ-Ž][\w.'’-]*|\([A-Z]\w+\))(?: [A-ZÀ-Ž(][\w.'’)-]*){1,4}).{0,50}$"
)
NAMING = frozenset({"PERSON", "ORG", "NORP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name beside the words that are its bearer's, and the mark between them."""

    name: Passage
    mark: Passage
    words: Passage


def labels(reading: Reading) -> Iterator[Label]:
    """Yield what layout hands to a speaker, paragraph by paragraph."""
    for passage in reading.paragraphs:
        yield from _before_colon(reading, passage)
        signed = SIGNED.match(reading.text[passage.start : passage.end])
        if signed is not None:
            at = passage.start
            name = Passage(start=at + signed.start("name"), end=at + signed.end("name"))
            words = Passage(start=at + signed.start("words"), end=at + signed.end("words") - 1)
            yield Label(name=name, mark=Passage(start=words.end + 1, end=name.start), words=words)


def _before_colon(reading: Reading, passage: Passage) -> Iterator[Label]:
    found = CAPITALS.match(reading.text, passage.start, passage.end)
    if found is None:
        found = NAME.match(reading.text, passage.start, passage.end)
        if found is None or not _named(reading, found):
            return
    if furniture(reading.text[passage.start : passage.end]) or found.group(1).lower() in words("newslabels.tsv"):
        return
    name = Passage(start=found.start(1), end=found.end(1))
    mark = Passage(start=found.end(1), end=found.end(1) + 1)
    yield Label(name=name, mark=mark, words=Passage(start=found.end(), end=passage.end))


def _named(reading: Reading, found: re.Match[str]) -> bool:
    last = reading.token_at(found.end(1) - 1)
    return last.ent_type_ in NAMING
