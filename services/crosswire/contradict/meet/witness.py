"""Witnesses: whether two claims, one on either side of a pair, really stand against each other at one time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from crosswire.contradict.rows import PLAN, SHOWN, STILL, Answer, Folder, Held, Pair, Subject, Telling
from crosswire.contradict.values import answers
from crosswire.contradict.words.lexicon import lexicon

# Two tolls told this near each other are told at one time.
ONE_TIME = timedelta(hours=1)
# What has become otherwise is told of by the others within this time as it was.
TURN = timedelta(hours=4)
# What may change (who holds a town, whether a road is open) is disputed only by claims told within this time.
LASTING = timedelta(hours=12)
# A price or a poll is of its day and the next.
MEASURED = timedelta(hours=36)
# News of one happening is told within this time; beyond it, like happenings are other ones.
STORY = timedelta(days=12)


def found(
    pair: Pair,
    left: Held,
    right: Held,
    folders: Sequence[Folder],
    *,
    both: frozenset[str],
    since: Sequence[Sequence[Held]],
) -> bool:
    """Tell whether the pair is a contradiction between what is claimed: by other articles, at one time, not taken back.

    ``both``: articles that report both sides, and so contradict nobody. ``since``: for either side the accounts that
    stand against it on the same point, with what they say there.
    """
    subject = asked(pair, _subject(left, folders))
    stated = not any(_guessed(_subject(held, folders)) for held in (left, right))
    one, other = (replace(held, answer=said(pair, held)) for held in (left, right))
    if not any(
        _against(a, b, one, other, subject, stated=stated)
        for a in _shown(left, both)
        for b in _shown(right, both)
        if a.outlet_id != b.outlet_id
    ):
        return False
    turned_left, turned_right = (
        [at for at in told if not answers.exclude(at.answer, against.answer, subject)]
        for told, against in zip(since, (other, one), strict=True)
    )
    return not (
        _moved(left, [*_compatible(right, folders), *turned_left])
        or _moved(right, [*_compatible(left, folders), *turned_right])
    )


def asked(pair: Pair, subject: Subject) -> Subject:
    """Return what a pair is asked: of two accounts, the point on which they differ."""
    return replace(subject, type=pair.type, about=pair.about, unit=pair.unit) if pair.answers else subject


def said(pair: Pair, held: Held) -> Answer:
    """Return what a side of the pair says on the point."""
    return held.answer if pair.answers is None else pair.answers[held.position_id != pair.left]


def _subject(held: Held, folders: Sequence[Folder]) -> Subject:
    return next(folder.subject for folder in folders if folder.matter_id == held.matter_id)


def _shown(held: Held, both: frozenset[str]) -> list[Telling]:
    tellings = {telling.claim_id: telling for telling in (*held.earliest, *held.latest)}
    return [telling for telling in tellings.values() if telling.article_id not in both]


def _guessed(subject: Subject) -> bool:
    return subject.when is None or subject.when.guessed


def _against(a: Telling, b: Telling, left: Held, right: Held, subject: Subject, *, stated: bool) -> bool:
    first, later = sorted(((a, left), (b, right)), key=lambda item: (item[0].told_to, item[0].told_from))
    if a.source and a.source == b.source and _on_two_days(first[0], later[0]):
        # What one says on two days is what he said first and what he has come to say.
        return False
    gap = later[0].told_from - first[0].told_to
    if subject.type == "number":
        # Without a stated day, two tolls a day apart are of two days.
        one_day = first[0].published_at.date() == later[0].published_at.date()
        return (stated or one_day or subject.about not in lexicon().growing) and _counted(first, later, gap, subject)
    if subject.type in {"status", "control"}:
        return gap <= LASTING and not _natural(first, later, gap)
    turns = subject.type == "denial" and subject.about != PLAN
    if turns and later[1].answer.value == "yes" and subject.when and subject.when.guessed:
        # What had not happened may have happened since.
        return gap <= ONE_TIME * 12
    return gap <= STORY


def _on_two_days(first: Telling, later: Telling) -> bool:
    """Tell two that cannot be of one statement: said on two days, and not about midnight."""
    days = later.told_from.date() > first.told_from.date() and later.told_to.date() > first.told_to.date()
    return days and later.told_to - first.told_from > TURN


def _counted(first: tuple[Telling, Held], later: tuple[Telling, Held], gap: timedelta, subject: Subject) -> bool:
    rises = _middle(later[1]) > _middle(first[1])
    if subject.about in lexicon().growing:
        if gap > ONE_TIME or later[0].told_from.date() != first[0].told_to.date():
            return gap <= STORY and not rises
        if "/" not in subject.scope and (_undated(first[0]) or _undated(later[0])):
            # What is counted over a stated time rises no more.
            return False
        # Both of one day or hour: whichever is higher may be the newer one where it is told as news of a rise.
        higher = later if rises else first
        return not (higher[0].rising and (rises or higher[0].told_from == first[0].told_from == later[0].told_from))
    return gap <= (MEASURED if _guessed(subject) else STORY)


def _middle(held: Held) -> float:
    low, high = held.answer.low, held.answer.high
    return low if low is not None else high if high is not None else 0.0


def _natural(first: tuple[Telling, Held], later: tuple[Telling, Held], gap: timedelta) -> bool:
    """Tell whether the later answer is what becomes of the earlier: the living die, what is shut opens again."""
    if later[1].answer.kind == STILL and not _undated(first[0]) and not _undated(later[0]):
        return False
    return turned(first, later, gap)


def turned(first: tuple[Telling, Held], later: tuple[Telling, Held], gap: timedelta) -> bool:
    """Tell whether an answer becomes the other by itself in the time between them."""
    undated = _undated(first[0]) or _undated(later[0])
    moved = undated or gap > TURN or later[0].told_from.date() != first[0].told_to.date()
    becomes = first[1].answer.value, later[1].answer.value
    return moved and (becomes in lexicon().becomes or (undated and becomes[::-1] in lexicon().becomes))


def _undated(telling: Telling) -> bool:
    """Tell a claim of some hour of a day: what is told on it may have come before or after."""
    return telling.told_to - telling.told_from > TURN


def outlasts(pair: Pair, left: Held, right: Held) -> bool:
    """Tell whether what would have become of the earlier account is said to be still as it was in the later."""
    if pair.answers is None or not any(answer.kind == STILL for answer in pair.answers):
        return False
    tellings = [
        (found, replace(held, answer=said(pair, held))) for held in (left, right) for found in held.earliest[:1]
    ]
    first, later = sorted(tellings, key=lambda item: (item[0].told_to, item[0].told_from))
    if _undated(first[0]) or _undated(later[0]):
        return False
    return later[1].answer.kind == STILL and turned(first, later, later[0].told_from - first[0].told_to)


def _moved(side: Held, compatible: Sequence[Held]) -> bool:
    """Tell whether every holder of ``side`` has since said what is ``compatible`` with the other side."""
    if side.claims > SHOWN:
        return False
    since: dict[str, list[Telling]] = {}
    for held in compatible:
        for telling in (*held.earliest, *held.latest):
            since.setdefault(telling.voice, []).append(telling)
    return all(
        any(
            later.told_from > telling.told_to and later.published_at > telling.published_at
            for later in since.get(telling.voice, ())
        )
        for telling in side.earliest
    )


def _compatible(other: Held, folders: Sequence[Folder]) -> list[Held]:
    subjects = {folder.matter_id: folder.subject for folder in folders}
    return [
        held
        for folder in folders
        for held in folder.held
        if held.position_id == other.position_id
        or not answers.exclude(held.answer, other.answer, subjects[folder.matter_id])
    ]
