"""Points of dispute in what is counted and dated: figures, happenings, ages, durations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from crosswire.contradict.passages import lives
from crosswire.contradict.passages.durations import duration, spans
from crosswire.contradict.passages.figure import YEAR, Figure
from crosswire.contradict.passages.moments import Moment, alike, data
from crosswire.contradict.passages.present import present
from crosswire.contradict.passages.reading import Read, about_topic, coverage, known, read_text, topic
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.wording import concept

_LATER = re.compile(r"\b(?:after|before|following|besides)\b[^.]{0,40}$", re.IGNORECASE)
_MORE = frozenset({"other", "more", "additional", "further", "another"})
# Figures whose nouns are as near as this are taken for one another's.
_NEAR = 0.1
_LIFE = re.compile(r"\([^()]{0,40}\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The strongest point: how surely the two conflict, how much of the statement the passage has, and the words.

    ``by`` names the rule that found it.
    """

    type: str
    conflict: float
    shared: float
    left: str
    right: str
    by: str = ""

    def turned(self) -> "Point":
        """Return the point with its sides exchanged."""
        return replace(self, left=self.right, right=self.left)


def measured(mine: Read, theirs: Sequence[Read], whole: Read, today: float = inf) -> Iterator[Point]:
    """Yield the points on figures of a statement; ``whole`` is the passage in one piece."""
    about = about_topic(mine, whole)
    for figure in mine.figures:
        yield from _figure(mine, figure, theirs, topic(whole) if about else frozenset())
    if about:
        for moment in mine.moments:
            yield from _moment(mine, moment, whole)
        yield from _aged(mine, whole)
        yield from _lasting(mine, whole)
        for left, right in present(mine, whole, today):
            yield Point(type="time", conflict=0.8, shared=0.0, left=left, right=right, by="present")


def _figure(mine: Read, figure: Figure, theirs: Sequence[Read], named: frozenset[str]) -> Iterator[Point]:
    pool = [(other, rival) for other in theirs for rival in other.figures if comparable(figure, rival)]
    nearest = max((_kinship(figure, rival) for _, rival in pool), default=0.0)
    least = nearest - _NEAR if figure.kind == "number" else 0.0
    if not nearest or any(figure.meets(rival) for _, rival in pool if _kinship(figure, rival) >= least):
        return
    if _naming(mine.text, figure) or (figure.kind == "ordinal" and _LATER.search(mine.text[: figure.start])):
        return
    text, rival = max(pool, key=lambda found: (_kinship(figure, found[1]), coverage(mine, [found[0]])))
    kinship, near = _kinship(figure, rival), coverage(mine, [text]) * _said(mine, text, alone=len(theirs) == 1)
    if figure.about and kinship == 1.0 and named:
        # The subject of a passage is named once, and a population is of it.
        near = max(near, coverage(_unnamed(mine, named), [text]))
    kind = "time" if figure.timed else "number"
    yield Point(
        type=kind, conflict=near * kinship, shared=0.0, left=figure.text, right=rival.text, by=f"figure {figure.kind}"
    )


def _unnamed(mine: Read, named: frozenset[str]) -> Read:
    """Return a statement without the names of what the passage is about."""
    return replace(mine, words=replace(mine.words, names=mine.words.names - named))


def _naming(text: str, figure: Figure) -> bool:
    """Tell a year that is part of a name: "the 2014 Abu Dhabi Grand Prix"."""
    following = re.match(r"\s+([A-Z]\w+)", text[figure.end :])
    return figure.kind == "year" and following is not None and following.group(1).casefold() not in lexicon().nations


def _said(mine: Read, other: Read, *, alone: bool) -> float:
    """Return how far the other text has the statement's own words besides names: its verb above all.

    A passage of one sentence is of what the statement is of; the first day in brackets after a name is of a birth.
    """
    if alone or not mine.words.content or ("born" in mine.words.content and _LIFE.search(other.text)):
        return 1.0
    return 0.5 + 0.5 * len(mine.words.content & known([other])) / len(mine.words.content)


def comparable(a: Figure, b: Figure) -> bool:
    """Tell whether two figures measure alike."""
    return a.kind == b.kind or (a.timed and b.timed)


def _kinship(a: Figure, b: Figure) -> float:
    """Return how surely two figures are of one thing: they share a noun; a year is of the whole sentence."""
    shared = len(set(a.of) & set(b.of)) / max(len(a.of), len(b.of), 1)
    if a.timed:
        return (0.85 if a.exact else 0.6) + 0.15 * bool(shared)
    if a.kind in {"percent", "money"}:
        return 0.6 + 0.4 * bool(shared)
    lengths = a.of[:1] == ("year",) and a.of[:2] != b.of[:2]
    if lengths or _MORE & {*a.of[:1], *b.of[:1]}:
        return 0.0
    if a.about and a.about in {b.about, *b.of}:
        return 1.0
    same = shared and (a.of[:1] == b.of[:1] or a.of[-1] == b.of[-1])
    return (0.8 if same else 0.4) + 0.2 * shared if shared else 0.0


def _moment(mine: Read, moment: Moment, whole: Read) -> Iterator[Point]:
    """Yield the point of a happening that the passage dates otherwise."""
    rivals = [at for at in whole.moments if alike(moment.of, at.of) or _made(moment, at)]
    if not rivals or any(_same(moment.when, rival.when) for rival in rivals):
        return
    near, rival = max(((_nearness(mine, at, whole), at) for at in rivals), key=lambda found: found[0])
    conflict = 0.4 + 0.5 * near if moment.of in data()["kind"]["single"] else 0.9 * near * (near > 0.8)
    yield Point(
        type="time",
        conflict=conflict,
        shared=0.0,
        left=moment.when.text,
        right=rival.when.text,
        by=f"moment {moment.of}",
    )


def _made(mine: Moment, at: Moment) -> bool:
    """Tell whether one is the making, the other the coming out of a work, more than a year apart."""
    kind = data()["kind"]
    both = {mine.of, at.of} == {kind["making"], kind["coming"]} and mine.when.kind == at.when.kind == "year"
    return both and (mine.when.low - YEAR > at.when.high or at.when.low - YEAR > mine.when.high)


def _nearness(mine: Read, at: Moment, whole: Read) -> float:
    """Return the share of a statement's words, its subject left out, that the sentence of a happening has."""
    had = known([read_text(at.told)])
    said = {concept(word) for word in data()["of"][at.of]}
    mine_words = (mine.words.names - topic(whole)) | (mine.words.content - said)
    return len(mine_words & had) / len(mine_words) if mine_words else 1.0


def _same(mine: Figure, rival: Figure) -> bool:
    """Tell whether two dates of one happening may be one; of two spans of years both ends must agree."""
    if mine.span and rival.span and mine.kind == rival.kind:
        return abs(mine.low - rival.low) <= 371 and abs(mine.high - rival.high) <= 371
    return mine.meets(rival)


def _aged(mine: Read, whole: Read) -> Iterator[Point]:
    """Yield the points that the life of the one spoken of excludes: another age, or deeds before it."""
    known_life = lives.life(whole.moments)
    if known_life is None or known_life.birth is None:
        return
    birth = known_life.birth
    if when := lives.impossible(mine.text, mine.moments, known_life):
        yield Point(type="time", conflict=0.8, shared=0.0, left=when.text, right=birth.text, by="life")
    given = lives.age(mine.text, mine.figures)
    if given is None:
        return
    low, high, text = given
    dates = [
        when
        for when in lives.told(mine.text, mine.moments, whole.moments, known_life, topic(whole))
        if inf not in {when.high, -when.low}
    ]
    allowed = [lives.ages(birth, when) for when in dates]
    if allowed and all(last < low or high < first for first, last in allowed):
        least, most = allowed[0]
        years = (
            f"{least:g}"
            if least == most
            else f"{least:g} or {most:g}"
            if most == least + 1
            else f"{least:g} to {most:g}"
        )
        yield Point(
            type="number",
            conflict=0.85,
            shared=0.0,
            left=text,
            right=f"{birth.text}, {years} by {dates[0].text}",
            by="age",
        )


def _lasting(mine: Read, whole: Read) -> Iterator[Point]:
    """Yield the points of durations that no span of the passage allows."""
    known_spans = list(spans(whole.moments))
    for figure in mine.figures:
        lasted = duration(mine.text, figure)
        if lasted is None or not known_spans:
            continue
        low, high = lasted
        if all(last < low or high < first for _, first, last, _ in known_spans):
            near = coverage(mine, [whole])
            yield Point(
                type="number",
                conflict=0.2 + 0.6 * near,
                shared=0.0,
                left=f"{figure.text} years",
                right=known_spans[0][3],
                by="duration",
            )
