"""The point in dispute within a passage: the words that say one side's answer and not the other's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crosswire.console.passages import Piece

WORD = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
# So many letters in common make one word of "Russia" and "Russian", "Ukraine" and "Ukrainian".
STEM = 5


def pointed(pieces: Sequence[Piece], answer: str, other: str) -> tuple[Piece, ...]:
    """Return ``pieces`` with the words of ``answer``, where they say what ``other`` does not, as points."""
    ours, theirs = (tuple(found.casefold() for found in WORD.findall(text)) for text in (answer, other))
    own = frozenset(ours) - frozenset(theirs)
    return tuple(part for piece in pieces for part in (_split(piece, ours, own) if piece.marked else (piece,)))


def _split(piece: Piece, answer: Sequence[str], own: frozenset[str]) -> Iterator[Piece]:
    at = 0
    for start, end in _runs(piece.text, answer, own):
        if at < start:
            yield replace(piece, text=piece.text[at:start])
        yield replace(piece, text=piece.text[start:end], point=True)
        at = end
    if at < len(piece.text):
        yield replace(piece, text=piece.text[at:])


def _runs(text: str, answer: Sequence[str], own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where words of the answer follow each other, one of them at least its own."""
    run: list[re.Match[str]] = []
    for found in (*WORD.finditer(text), None):
        if found and _says(found.group(), answer) and (not run or text[run[-1].end() : found.start()].isspace()):
            run.append(found)
            continue
        if any(_says(word.group(), own) for word in run):
            yield run[0].start(), run[-1].end()
        run = [found] if found and _says(found.group(), answer) else []


def _says(word: str, answer: Sequence[str] | frozenset[str]) -> bool:
    folded = word.casefold()
    return folded in answer or any(_kin(folded, said) for said in answer)


def _kin(word: str, said: str) -> bool:
    least = max(STEM, len(said) - 1)
    return word.isalpha() and said.isalpha() and word[:least] == said[:least] and len(word) >= least
