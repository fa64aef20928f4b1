"""Particles: the "do" amid a Portuguese name is no English verb, so it is one token with the words at its sides."""

from collections.abc import Callable, Iterator
from typing import Any

from spacy.tokens import Doc, Token

PARTICLE = "do"
BEFORE = 2  # words of a name before it: "Rio Grande do Sul"


class Joined:
    """A tokenizer as ``inner`` is, with "Rio Grande do Sul" as one token: the parser has Sul do something otherwise."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as tokens, the white space between them kept."""
        doc = self.inner(text)
        with doc.retokenize() as retokenizer:
            for first, last in _names(doc):
                # The parser sees a token's norm: that of a name.
                norm: dict[str | int, Any] = {"NORM": doc[first].norm_}
                retokenizer.merge(doc[first : last + 1], attrs=norm)
        return doc


def _names(doc: Doc) -> Iterator[tuple[int, int]]:
    free = 0
    for number in (token.i for token in doc[1:-1] if token.text == PARTICLE):
        first = number
        while first > max(free, number - BEFORE) and _named(doc[first - 1]):
            first -= 1
        if first < number and _named(doc[number + 1]):
            yield first, number + 1
            free = number + 2


def _named(token: Token) -> bool:
    return token.is_title and token.is_alpha and not token.is_stop
