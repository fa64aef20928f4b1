"""Accounts: whether two claims, by their own words, tell of one happening, and on which point they differ."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from crosswire.contradict.meet import acts, common, whereabouts
from crosswire.contradict.meet.both import FINAL, MANY, STEM, Both, Point, beside, of_one_part, specific
from crosswire.contradict.meet.deeds import done, held, won
from crosswire.contradict.meet.measures import counted, forces, placed, timed
from crosswire.contradict.meet.scoring import OPEN, likely
from crosswire.contradict.retold import Gist, Stance
from crosswire.contradict.rows import STILL, Answer, Pair, Stand, Subject, pair_of
from crosswire.contradict.values import answers, areas
from crosswire.contradict.words import names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, inflected, lemmas, matches
from crosswire.contradict.words.names import NOT, SAME, skeleton
from crosswire.contradict.words.terms import inner

# What it tells of one happening that one account answers the like of the other.
REBUTTED = 0.5
DAY = timedelta(days=1)
# The share from which on it need not be seen of what an answer is given.
_CLEAR = 0.6
# The same for talks of one day at one place.
_TALKS = 0.4
# Questions of somebody, whoever else is there.
_OF_ONE = frozenset({"life", "health", "custody", "rescue"})
# Questions of what is agreed or decided, not of who does.
_OF_MATTERS = frozenset({"accord", "offer", "vote", "appeal"})
# Questions that some body decides.
_DECIDED = frozenset({"vote", "offer", "appeal"})


def differing(left: Stand, right: Stand) -> Pair | None:
    """Return the pair of two accounts that differ on some point, likely enough, else nothing."""
    point = dispute(left.subject, right.subject)
    if point is None or (score := likely(point.type, point.specifics, point.surety)) < OPEN:
        return None
    pair = pair_of(left, right, point.type, score)
    return replace(pair, about=point.about, unit=point.unit, answers=(point.left, point.right))


def dispute(a: Subject, b: Subject) -> Point | None:
    """Return the point on which two accounts of one happening exclude each other, if there is one."""
    if a.gist is None or b.gist is None:
        return None
    both = Both(a=a, b=b, one=a.gist, other=b.gist)
    if not both.related or not (_real(both)) or both.one.planned != both.other.planned:
        return None
    points = (placed, timed) if both.one.planned else _POINTS
    point = next((point for find in points if (point := find(both))), None)
    if point is None:
        return None
    shared = common.common(both.one, both.other, (point.left.words, point.right.words))
    specifics = specific(both, shared)
    if point.type == "denial" and (both.one.rebuts or both.other.rebuts):
        # Whoever rebuts what is said speaks of it.
        specifics += REBUTTED
    return replace(point, specifics=specifics)


def _real(both: Both) -> bool:
    """Tell whether both tell facts; or one denies that something was offered, and the other says that it was."""
    one, other = both.one, both.other
    same = any(lemmas(a) & lemmas(b) for a in one.event[:1] for b in other.event[:1])
    return (one.real and other.real) or (one.denied != other.denied and one.real == other.real and same)


def _denied(both: Both) -> Point | None:
    """Return the point where one denies what the other affirms: every name and the act itself are the other's."""
    one, other = both.one, both.other
    nays = [gist.denied != gist.failed for gist in (one, other)]
    if any(gist.failed and _failing(against) for gist, against in ((one, other), (other, one))):
        return None
    if nays[0] == nays[1] or not of_one_part(one, other) or both.of_other_things:
        return None
    denial, told = (one, other) if nays[0] else (other, one)
    if _ahead(*((both.a, both.b) if nays[0] else (both.b, both.a))):
        return None
    shared = common.common(denial, told)
    if (denial.causal and not told.causal) or (denial.bounded and not told.bounded):
        # That it was so, but not why or when, may be what is told.
        return None
    if (
        not (both.told_near or _long_since(denial, told, both, shared))
        or not shared.enough
        or not both.at_one_place
        or not (both.within(ever=bool(shared.names - shared.before)) or _undated_alike(both, told, shared))
        or _of_another(denial, told)
        or not _covered(denial, told, shared, sure=both.on_one_day or len(shared.names) > 1)
    ):
        return None
    no, yes = Answer(value="no", words="denied"), Answer(value="yes", words="affirmed")
    left, right = (no, yes) if nays[0] else (yes, no)
    kind = "status" if denial.lacking or _of_state(denial, told) else "outcome" if denial.failed else "denial"
    return Point(type=kind, about=denial.event[0] if denial.event else "account", left=left, right=right)


def _of_state(denial: Gist, told: Gist) -> bool:
    """Tell whether it is a state that is denied, and no happening: "was not in custody", not "was not arrested"."""
    return any(
        mine.type == "status"
        and (mine.question, mine.answer) == (theirs.question, theirs.answer)
        and mine.negated != theirs.negated
        and not any(inflected(stance.word.partition(" ")[0]) for stance in (mine, theirs))
        for mine in denial.stances
        for theirs in told.stances
    )


def _ahead(denial: Subject, told: Subject) -> bool:
    """Tell whether what is told came after a denial without a day, which ends on the day when it was told."""
    before, after = denial.when, told.when
    return bool(before and after and before.guessed and not after.guessed and after.start > before.end)


def _undated_alike(both: Both, told: Gist, shared: common.Common) -> bool:
    """Tell whether two without a day in common are of one happening: of deeds, or the same word for word."""
    if both.of_two_days:
        return False
    same = _acts(both) or (shared.share >= 1 and not told.aside)
    return same and (both.undated or _of_one_story(both, shared))


def _acts(both: Both) -> bool:
    """Tell whether both tell of deeds: how things stand is one thing today and another tomorrow."""
    return all(acts.sorts(gist.event[0]) & lexicon().deeds for gist in (both.one, both.other) if gist.event)


def _of_one_story(both: Both, shared: common.Common) -> bool:
    """Tell whether two that state no day speak of one happening: a name is shared, and it is not one of many."""
    told_of = {form for gist in (both.one, both.other) for word in gist.event[:1] for form in lemmas(word)}
    often = any(lexicon().happenings.get(act, act) in lexicon().repeated for act in told_of)
    return bool(shared.names) and not often


def _of_another(denial: Gist, told: Gist) -> bool:
    """Tell whether what is told is of other states than those that the denial names, or who speaks of himself.

    That no Russian missile hit the town is not denied by whoever says that one did, of whomever.
    """
    mine, theirs = {*denial.states, *denial.voice} & lexicon().states, {*told.states, *told.voice} & lexicon().states
    sites = {lexicon().nations.get(place.name.casefold(), place.name.casefold()) for place in denial.sites}
    named = {*denial.states} - sites
    return bool(mine and theirs and not mine & theirs) or bool(named - theirs)


def _failing(found: Gist) -> bool:
    """Tell what came to nothing by its words or slots, as what is said to have been tried in vain."""
    return any(stance.question == "success" and stance.answer == "failed" for stance in found.stances)


def _long_since(denial: Gist, told: Gist, both: Both, shared: common.Common) -> bool:
    """Tell a denial of what is said to have been at a stated time before it, by much that both have."""
    when, before = (both.a.when, both.b.when) if denial is both.one else (both.b.when, both.a.when)
    past = when is not None and before is not None and not before.guessed and before.end <= when.end
    return past and told.real and len(shared.names) >= common.TWO and len(shared.words) >= MANY


def _covered(denial: Gist, told: Gist, shared: common.Common, *, sure: bool) -> bool:
    # What opens a sentence may be taken for a name.
    written = {*told.voice, *map(skeleton, told.words)}
    seats = {name for name, state in common.seats().items() if state in told.states}
    strange = [name for name in denial.names if name not in {*shared.names, *written, *seats, *_around(denial, told)}]
    others = (*told.event, *told.words)
    # With one name in common on no day in common, a synonym is too little.
    told_of = matches(denial.event, others) if sure else acts.acts(denial.event, others)
    rest = matches(denial.words, told.words)
    named = shared.names & {*denial.names} & {*told.names}
    states = {*denial.states, *denial.voice} & {*told.states}
    whose = (named or shared.states & states) and states and acts.acts(denial.event, told.event)
    beside = len(rest) > bool(matches(denial.event, denial.words)) or len(named) > 1 or bool(whose)
    # Without a name of its own it is one happening only where nearly all words are the same.
    own = shared.names - shared.before
    enough = 2 * len(rest) >= len(denial.words) if own else len(rest) + 1 >= len(denial.words)
    # "There is none" and "there is" tell no act, and nor does what something holds.
    standing = not denial.event and not told.event
    return not strange and (bool(told_of) or standing) and beside and enough


def _around(denial: Gist, told: Gist) -> set[str]:
    """Return the names of the places of a denial in which what is told may have been: a town's country."""
    near = (place for place in denial.places if any(areas.match(place, at) != NOT for at in told.places))
    return {word for place in near for word in whereabouts.spelt(place)}


def _stood(both: Both) -> Point | None:
    """Return the point where words give answers that exclude each other: open and closed, passed and rejected."""
    one, other = both.one, both.other
    if not of_one_part(one, other) or not both.at_one_place or not _charged(one, other):
        return None
    if both.repeated and not both.told_near:
        return None
    if (one.ended and other.begun) or (one.begun and other.ended):
        # Until noon it was shut, since evening it is open.
        return None
    for mine, theirs in _opposed(one, other):
        if not both.within() and not _outlast(both, mine, theirs):
            continue
        shared = common.common(one, other, (mine.word, theirs.word))
        borne = common.borne(mine, theirs) or (mine.question == "assault" and both.when == SAME)
        his = mine.question in _OF_ONE and _one_bearer(one.thing, other.thing)
        if (mine.implied or theirs.implied) and not borne:
            continue
        borne |= his
        talks = mine.question in _OF_MATTERS and both.on_one_day and bool(shared.names) and len(shared.words) > 1
        if mine.question in _OF_ONE and not (borne or shared.names - whereabouts.spots(one, other)):
            # Of several people at one place, one lives and another does not.
            continue
        if mine.question in _OF_MATTERS and not shared.words:
            continue
        if mine.question in _DECIDED and _of_other_matters(both, shared):
            continue
        if (
            (shared.share >= (_TALKS if talks else _CLEAR) or borne or _known_by_name(both, shared, mine))
            and (his or not shared.strangers)
            and (shared.words or len(shared.names) > 1 or borne)
        ):
            left, right = (_stance(found) for found in (mine, theirs))
            return Point(type=mine.type, about=mine.question, left=left, right=right)
    return None


def _of_other_matters(both: Both, shared: common.Common) -> bool:
    """Tell where nothing that both name is decided on, but only who decides: one act is passed, another refused."""
    bodies = tuple(word for gist in (both.one, both.other) for word in gist.body.casefold().split())
    matter = [word for word in beside(both, shared) if not matches((word,), bodies)]
    named = shared.names - whereabouts.spots(both.one, both.other) - {skeleton(word) for word in bodies}
    return not matter and not named


def _known_by_name(both: Both, shared: common.Common, found: Stance) -> bool:
    """Tell one bearer by two names that are of no place: of one day, or of a state that both tell of on one day."""
    at_once = both.on_one_day or (found.type == "status" and both.a.told == both.b.told and both.told_at_once)
    named = shared.names - whereabouts.spots(both.one, both.other) - forces()
    return at_once and shared.enough and len(named) >= common.TWO


def _outlast(both: Both, mine: Stance, theirs: Stance) -> bool:
    """Tell an end without a way back from what is told of the days after it: who died on Monday, or left his post."""
    known = both.a.when, both.b.when
    if known[0] is None or known[1] is None or mine.type != "status" or mine.negated or theirs.negated:
        return False
    (first, ended), (later, since) = sorted(
        ((known[0], mine), (known[1], theirs)), key=lambda found: (found[0].end, found[0].start)
    )
    changes = lexicon().becomes
    turned = (since.answer, ended.answer) in changes and (ended.answer, since.answer) not in changes
    return turned and later.start - first.end <= (FINAL if lexicon().final.get(mine.question) else DAY)


def _one_bearer(a: str, b: str) -> bool:
    """Tell whether two full names are one person's."""
    return all(len(name.split()) > 1 and not names.described(name) for name in (a, b)) and names.match(a, b) == SAME


def _charged(one: Gist, other: Gist) -> bool:
    """Tell whether two charges may be one: they share a word or its stem, or one goes unsaid."""
    mine, theirs = ([word for word in gist.charge.split() if word not in lexicon().plain] for gist in (one, other))
    pairs = [sorted((a, b), key=len) for a in mine for b in theirs]
    return not (mine and theirs) or any(alike(a, b) or (len(a) >= STEM and a in b) for a, b in pairs)


def _opposed(one: Gist, other: Gist) -> Iterator[tuple[Stance, Stance]]:
    for mine in one.stances:
        for theirs in other.stances:
            if mine.question != theirs.question or not answers.sides(_stance(mine), _stance(theirs)):
                continue
            if any(gist.denied and not stance.negated for gist, stance in ((one, mine), (other, theirs))):
                # What a denied account tells beside what it denies is told in passing.
                continue
            if one.denied != other.denied and mine.answer == theirs.answer:
                # That one denies what the other tells is a denial, and no answer of its own.
                continue
            if (mine.whom or theirs.whom) and not alike(mine.whom, theirs.whom):
                # What is closed to lorries may be open to cars.
                continue
            negated = mine.negated or theirs.negated
            if mine.question in _DECIDED and not _one_body(one, other):
                continue
            if mine.question != "assault" or (not negated and names.match(one.doer, other.doer) != NOT):
                yield mine, theirs


def _one_body(one: Gist, other: Gist) -> bool:
    """Tell whether one body may have decided both: an authority approves what shareholders reject."""
    mine, theirs = (
        {word for name in (gist.body, gist.body.casefold()) for row in inner(name) for word in row}
        for gist in (one, other)
    )
    one_kind = all(_people(gist.body) for gist in (one, other))
    return not mine or not theirs or one_kind or any(alike(a, b) for a in mine for b in theirs)


def _people(name: str) -> bool:
    """Tell whether those who are described are persons, as owners and shareholders are, and no authority."""
    head = name.partition(" of ")[0].rsplit(maxsplit=1)[-1].casefold() if name else ""
    return any("person.1" in wordnet.kinds(form) or form.endswith("holder") for form in lemmas(head))


def _stance(found: Stance) -> Answer:
    value = f"not {found.answer}" if found.negated else found.answer
    return Answer(value=value, words=found.word, kind=STILL if found.still else "")


_POINTS = (_denied, won, _stood, held, done, counted, placed, timed)
