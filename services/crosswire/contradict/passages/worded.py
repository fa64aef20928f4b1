"""Points of dispute in wording: negation, opposites, and words put in another's place."""

from collections.abc import Iterator, Sequence

from crosswire.contradict.passages.measured import Point, comparable
from crosswire.contradict.passages.reading import Read, coverage, known, refers
from crosswire.contradict.words.excluding import exclude, opposed
from crosswire.contradict.words.lexicon import lexicon, stem
from crosswire.contradict.words.names import skeleton

# From this share of a statement on, a passage of one sentence says the same but for what differs.
CLOSE = 0.65
SAME = 0.75


def worded(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Iterator[Point]:
    """Yield the points on words of a statement; ``nearest`` is the sentence that has most of it."""
    for rule in (_negation, _opposite, _replaced):
        yield from rule(mine, nearest, theirs)


def _negation(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Iterator[Point]:
    near = coverage(mine, [nearest])
    apart = any(comparable(mine_at, at) and not mine_at.meets(at) for mine_at in mine.figures for at in nearest.figures)
    if mine.negated != nearest.negated and near >= 0.95 and not apart and len(theirs) == 1 and mine.words.content:
        yield Point(
            type="denial",
            conflict=near * 0.8,
            shared=0.0,
            left=quoted(mine.text),
            right=quoted(nearest.text),
            by="negation",
        )


def _opposite(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Iterator[Point]:
    """Yield the point of a word whose opposite the passage has, all else being the same."""
    near, had = coverage(mine, [nearest]), known(theirs)
    if near < SAME or mine.negated != nearest.negated:
        return
    for at, word in enumerate(mine.words.written):
        if mine.words.row[at] not in had:
            for rival in nearest.words.written:
                if opposed(word, rival) and rival not in mine.words.written:
                    yield Point(type="outcome", conflict=near * 0.85, shared=0.0, left=word, right=rival, by="opposite")


def _replaced(mine: Read, nearest: Read, theirs: Sequence[Read]) -> Iterator[Point]:
    """Yield the point of a word that stands where the passage has another, its neighbours being the same."""
    had, near = known(theirs), coverage(mine, [nearest])
    row, other = mine.words.row, nearest.words.row
    for at, word in enumerate(row):
        if word in had or skeleton(word) in had or stem(word) in had or _shortened(mine.words.written[at], theirs):
            continue
        if at < 3 and word in mine.words.names and refers(nearest.text):
            continue
        for there, rival in enumerate(other):
            alike = _placed_alike(row, at, other, there, loosely=len(theirs) == 1 and near >= CLOSE)
            if rival not in row and alike and _comparable(mine, at, nearest, there):
                kind = "place" if word in lexicon().states else "status"
                how = "name" if word in mine.words.names else "word"
                left, right = mine.words.written[at], nearest.words.written[there]
                yield Point(
                    type=kind, conflict=near * 0.85, shared=0.0, left=left, right=right, by=f"replaced {kind} {how}"
                )


def _shortened(word: str, theirs: Sequence[Read]) -> bool:
    """Tell whether a word is short for one of the texts', or one of theirs for it: Tim and Timothy."""
    written = {other for text in theirs for other in text.words.written if min(len(word), len(other)) >= 3}
    return any(other.startswith(word) or word.startswith(other) for other in written)


def _placed_alike(row: Sequence[str], at: int, other: Sequence[str], there: int, *, loosely: bool) -> bool:
    before, after = _neighbours(row, at), _neighbours(other, there)
    if loosely:
        return any(mine and mine == theirs for mine, theirs in zip(before, after, strict=True))
    return before == after


def _neighbours(row: Sequence[str], at: int) -> tuple[str, str]:
    return (row[at - 1] if at else "", row[at + 1] if at + 1 < len(row) else "")


def _comparable(mine: Read, at: int, nearest: Read, there: int) -> bool:
    word, rival = mine.words.row[at], nearest.words.row[there]
    named, theirs = word in mine.words.names, rival in nearest.words.names
    if named != theirs or (word in lexicon().states) != (rival in lexicon().states):
        return False
    return named or exclude(mine.words.written[at], nearest.words.written[there])


def quoted(text: str) -> str:
    """Return a text in quotation marks."""
    return f"“{text.strip()}”"
