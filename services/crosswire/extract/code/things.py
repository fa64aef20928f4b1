"""Things: what a noun calls that is no party, under the name that the article gives it beside it or before."""

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Token

from crosswire.extract.code.arguments import frame
from crosswire.extract.code.mentions import called, is_name, is_thing, others, points_back
from crosswire.extract.code.triggers import of_class
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve.naming import named
from crosswire_schemas.records import Thing

NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
NOUNS = frozenset({"NOUN", "PROPN"})
SEVERAL = frozenset({"NNS", "NNPS"})
# Sorts of things that go by a name of their own, which stands beside the noun: "the tanker, the Vonk".
CALLED = ("vehicle", "aircraft")
TOLD_OF = frozenset({"nsubj", "nsubjpass", "dobj"})
LONGEST = 4  # words of such a name


class Things:
    """The things that an article speaks of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def at(self, head: Token) -> Thing:
        """Return a thing by its noun with what stands before it and what follows "of"; of "half of it" the whole.

        "The vessel" has the name that the only ship named before has.
        """
        if head.lemma_.lower() != "number" and (of_class(head, "quantifier") or head.lemma_.lower() == "percent"):
            head = frame(head).obliques.get("of", head)
        first, last = _edges(head)
        whole = self.reading.passage(first, last)
        return Thing(
            canonical=_canonical(self._known(head)),
            text=self.reading.text[whole.start : whole.end],
            start=whole.start,
            end=whole.end,
        )

    def meant(self, it: Token) -> Token | None:
        """Return the thing that "it" is: of the sentence before what it tells of, rather what has a name."""
        number = self.reading.sentence_index(it.i)
        before = self.reading.sentences[number - 1] if number else ()
        told = [noun for noun in before if noun.dep_ in TOLD_OF and noun.tag_ not in SEVERAL and is_thing(noun)]
        return next((noun for noun in told if _names(noun)), next(iter(told), None))

    def _known(self, head: Token) -> Token:
        """Return the noun by which a thing that has no name here was named before."""
        if head.pos_ != "NOUN" or not is_thing(head) or not points_back(head) or _described(head):
            return head
        before = [noun for noun in self._named.get(called(head), ()) if noun.i < head.i]
        before = [noun for noun in before if noun.lemma_ == head.lemma_] or before
        alike = {_canonical(noun) for noun in before if (noun.tag_ in SEVERAL) == (head.tag_ in SEVERAL)}
        return before[-1] if len(alike) == 1 else head

    @cached_property
    def _named(self) -> dict[str, list[Token]]:
        """The nouns that call a thing and have its name beside them, by its sort."""
        found: dict[str, list[Token]] = {}
        for token, sort in zip(self.reading.tokens, self.reading.sorts, strict=True):
            here = sort in NOUNS and token.idx >= self.reading.body  # a title has capitals that make no name
            if here and is_thing(token) and not others(token) and _names(token):
                found.setdefault(called(token), []).append(token)
        return found


def _edges(head: Token) -> tuple[int, int]:
    last = head
    for child in head.children:
        inner = next((noun for noun in child.children if noun.dep_ == "pobj"), None) if child.lower_ == "of" else None
        if inner is not None and inner.i > head.i:
            last = inner
    return head.left_edge.i, last.i


def _canonical(head: Token) -> str:
    """Return the words of a thing as it is compared: nouns by their lemma, a name of its own last."""
    first, last = _edges(head)
    words = [token for token in head.doc[first : last + 1] if token.pos_ in NAMING and not token.is_punct]
    words += [token for token in _own(head) if not first <= token.i <= last]
    kept = (token.text if token.pos_ == "PROPN" else token.lemma_.lower() for token in words if token.pos_ != "NUM")
    return " ".join(kept) or head.lemma_.lower()


def _names(head: Token) -> list[Token]:
    """Return the words of a name that stand with a noun: before it, or its own."""
    before = (child for child in head.lefts if child.dep_ in {"compound", "nmod"} and is_name(child))
    return [*before, *_own(head)]


def _described(head: Token) -> bool:
    """Tell whether a noun has something with it that may make it another: "the coastal road", "the dam at Kamen"."""
    around = head.doc[head.left_edge.i : head.right_edge.i + 1]
    return any(child.dep_ in {"amod", "compound", "nmod"} for child in head.lefts) or any(map(is_name, around))


def _own(head: Token) -> list[Token]:
    """Return the name that a ship or an aircraft has after its noun: "the tanker, the Vonk", "a ship named Vonk"."""
    if not any(of_class(head, name) for name in CALLED):
        return []
    beside = [child for child in head.rights if child.dep_ == "appos" and is_name(child)]
    found = next(iter([*beside, *named(head)]), None)
    if found is None:
        return list(_run(head))
    return [*(child for child in found.lefts if child.dep_ == "compound" and is_name(child)), found]


def _run(noun: Token) -> Iterator[Token]:
    """Yield the name right after a noun, whatever the parser makes of it: "the tanker Vonk sank"."""
    for token in noun.doc[noun.i + 1 : noun.i + 1 + LONGEST]:
        whose = token.dep_ == "nsubj" and token.head.dep_ == "relcl" and noun.dep_ != "ROOT"
        if not is_name(token) or whose:  # "the jet Chad shot down"
            return
        yield token
