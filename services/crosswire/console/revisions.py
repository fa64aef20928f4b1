"""Two revisions of an article compared: paragraph by paragraph, and word by word where a paragraph changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# Words beyond which a changed passage is shown whole, as comparing costs the square of them.
MOST_TOKENS = 3_000

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch that both revisions have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A changed paragraph as parts, or a run of ``unchanged`` paragraphs."""

    parts: tuple[Part, ...] = ()
    unchanged: int = 0


def compare(before: str, after: str) -> list[Block]:
    """Return what changed from ``before`` to ``after``, in the order of the text."""
    old, new = before.split("\n\n"), after.split("\n\n")
    blocks: list[Block] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            blocks.append(Block(unchanged=old_end - old_start))
        else:
            blocks += _changed(old[old_start:old_end], new[new_start:new_end])
    return blocks


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    both = min(len(old), len(new))
    for before, after in zip(old[:both], new[:both], strict=True):
        yield Block(parts=tuple(_words(before, after)))
    for before in old[both:]:
        yield Block(parts=(Part("removed", before),))
    for after in new[both:]:
        yield Block(parts=(Part("added", after),))


def _words(before: str, after: str) -> Iterator[Part]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        yield from (Part("removed", before), Part("added", after))
        return
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(old[old_start:old_end]))
            continue
        if old_end > old_start:
            yield Part("removed", "".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Part("added", "".join(new[new_start:new_end]))
