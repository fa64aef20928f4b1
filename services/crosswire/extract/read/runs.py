"""Runs: text without white space is cut before it is tokenized, since spaCy's tokenizer needs its length squared."""

import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc

LONGEST = 300  # characters without white space: longer than any address in news
RUN = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


class Bounded:
    """A tokenizer as ``inner`` is, with runs longer than ``LONGEST`` cut into pieces."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as tokens, the white space between them kept."""
        docs = [self.inner(piece) for piece in _cut(text)]
        whole = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
        assert whole is not None
        return whole


def _cut(text: str) -> Iterator[str]:
    start = 0
    for found in RUN.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]
