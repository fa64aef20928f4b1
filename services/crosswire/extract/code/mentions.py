"""Mentions: where an article speaks of a thing or a happening, and the wording that names it or its place there."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from crosswire.extract.attribute.cues import table, words
from crosswire.extract.code.arguments import TIMES, VERBAL
from crosswire.extract.code.attachment import LOCAL
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.lexicon import classes
from crosswire.extract.read.document import Passage, Reading

SINGLE, SEVERAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
NEW = frozenset({"a", "an"})
NAMING = frozenset({"compound", "nmod", "appos"})
WITHIN = frozenset({"det", "amod", "nummod", "compound", "poss", "nmod"})
# Classes of things (events-classes.toml) that have a place.
SOLID = ("building", "vehicle", "aircraft", "fire", "quake", "storm", "volcano", "dam")
DONE = frozenset({"nsubj", "nsubjpass", "dobj"})
# Before a place these say where something is; after "to" or "from" it is not there.
THERE = LOCAL | {"of", "between", "beneath", "under", "over", "beside", "through"}
STEPS = 8
# Mentions back that are looked at.
REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The nouns of an article by what they call, and its happenings by their kind, each in the order of the text.

    ``named`` are first and last token of each place with the token that is its head, in order.
    """

    reading: Reading
    coded: Mapping[int, Coded]
    named: Sequence[tuple[int, int, int]]
    nouns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def before(self, noun: Token) -> Iterator[Token]:
        """Yield the words, from the nearest back, by which the thing or happening of ``noun`` was spoken of."""
        found = set(_earlier(self.nouns.get(called(noun), ()), noun.i))
        if item := self.coded.get(noun.i):
            found |= set(_earlier(self.kinds.get(item.kind, ()), noun.i))
        for number in sorted(found, reverse=True):
            token = self.reading.tokens[number]
            if token.pos_ in VERBAL or (_of_one_number(token, noun) and bool(others(token)) == bool(others(noun))):
                yield token

    def wordings(self, token: Token) -> tuple[Passage, ...]:
        """Return the wording at ``token`` that names something, and those of the places of its clause."""
        found = [] if token.pos_ in VERBAL else list(self._phrase(token))
        for verb in _verbs(token):
            found += self._places(verb)
        return tuple(sorted(set(found), key=lambda passage: passage.start))

    def _phrase(self, noun: Token) -> Iterator[Passage]:
        """Yield the phrase of a noun, unless it names nothing."""
        held = sorted({part.i for part in _parts(noun)})
        if any(is_name(self.reading.tokens[number]) for number in held if number != noun.i):
            yield self.reading.passage(held[0], held[-1])

    def _places(self, verb: Token) -> Iterator[Passage]:
        """Yield the places that say where the clause of ``verb`` puts what it tells."""
        sentence = self.reading.sentence_of(verb)
        first = bisect_left(self.named, (sentence.start, 0, 0))
        for start, last, head in self.named[first : bisect_left(self.named, (sentence.end, 0, 0))]:
            if verb in above(self.reading.tokens[head]):
                yield self.reading.passage(start, last)


def mentions(
    reading: Reading, coded: Sequence[Coded], named: Iterable[tuple[int, int, int]], wanted: Iterable[str]
) -> Mentions:
    """Return the mentions in an article of what the nouns ``wanted`` call."""
    looked = frozenset(wanted)
    nouns: dict[str, list[int]] = {}
    for token, sort in zip(reading.tokens, reading.sorts, strict=True):
        if sort in {"NOUN", "PROPN"} and (what := called(token)) in looked:
            nouns.setdefault(what, []).append(token.i)
    kinds: dict[str, list[int]] = {}
    for item in coded:
        kinds.setdefault(item.kind, []).append(item.anchor.i)
    return Mentions(
        reading=reading,
        coded={item.anchor.i: item for item in coded},
        named=sorted(named),
        nouns={what: tuple(numbers) for what, numbers in nouns.items()},
        kinds={kind: tuple(numbers) for kind, numbers in kinds.items()},
    )


def called(noun: Token) -> str:
    """Return the sort of thing that a noun calls: its lemma, or the first of the words that call one thing."""
    word = noun.lower_ if noun.pos_ == "PROPN" else noun.lemma_.lower()
    return _things().get(word, word)


@cache
def _things() -> Mapping[str, str]:
    return {word: row[0] for row in table("things.tsv") for word in reversed(row)}


def points_back(noun: Token) -> bool:
    """Tell whether a noun is of a thing that was spoken of before: "the plant", "its ferry", not "another plant"."""
    return any(child.lower_ in POINTING for child in noun.lefts) and not others(noun)


def is_thing(noun: Token) -> bool:
    """Tell what there is one of in an article, with a name or a place: a plant, a ship, no framework and no threat."""
    return noun.lemma_.lower() in _solid()


@cache
def _solid() -> frozenset[str]:
    return frozenset(_things()).union(*(classes()[name] for name in SOLID))


def is_new(noun: Token) -> bool:
    """Tell whether a noun is the first word of its thing: "a plant", "two men"."""
    return noun.pos_ in VERBAL or not any(child.lower_ in POINTING for child in noun.lefts)


def others(noun: Token) -> list[str]:
    """Return the words that make it another one of its sort, or one of several."""
    return [child.lower_ for child in noun.lefts if child.lower_ in words("others.tsv")]


def _earlier(numbers: Sequence[int], before: int) -> Sequence[int]:
    end = bisect_left(numbers, before)
    return numbers[max(end - REACH, 0) : end]


def _of_one_number(a: Token, b: Token) -> bool:
    return (a.tag_ in SEVERAL) == (b.tag_ in SEVERAL)


def is_name(token: Token) -> bool:
    """Tell whether a token is of a name, and of no day or month."""
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ not in TIMES


def _parts(noun: Token) -> Iterator[Token]:
    """Yield the tokens of a noun's phrase up to its relative clause, with the name that it stands before or after."""
    yield noun
    for child in noun.children:
        name = child.dep_ == "appos" and is_name(child)
        if child.dep_ in WITHIN or name:
            yield from _parts(child)
        elif child.dep_ == "prep" and child.lower_ in THERE:
            yield child
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _parts(inner)
        elif child.dep_ == "case":
            yield child
    if noun.pos_ == "NOUN":
        yield from _run(noun)


def _run(noun: Token) -> Iterator[Token]:
    """Yield the name right after a noun, whatever the parser makes of it: "the ferry Santa Clarita"."""
    for token in noun.doc[noun.i + 1 : noun.i + 1 + STEPS]:
        if not is_name(token):
            return
        yield token


def _verbs(token: Token) -> Iterator[Token]:
    """Yield the verbs that tell of a thing: of which it is the subject or the object, and those of its own clauses."""
    if token.pos_ in VERBAL:
        yield token
        return
    at = token.head if token.dep_ in NAMING and is_name(token.head) else token
    if at.dep_ in DONE and at.head.pos_ in VERBAL:
        yield at.head
    yield from (child for child in at.rights if child.dep_ in {"relcl", "acl"} and child.pos_ in VERBAL)


def above(token: Token) -> list[Token]:
    """Return the words over a place, over prepositions, up to the verb of its clause."""
    found: list[Token] = []
    for _ in range(STEPS):
        if token.dep_ not in {"pobj", "prep", "conj", "appos", "compound", "nmod", "npadvmod"}:
            break
        if token.dep_ == "prep" and token.lower_ not in THERE:
            break
        token = token.head
        found.append(token)
    return found


def put(token: Token) -> bool:
    """Tell whether something is put at the place at ``token``: "in Kursk", "in the port of Kursk", not "to Kursk"."""
    return any(word.dep_ == "prep" and word.lower_ in LOCAL for word in above(token))
