"""Denials: whether one of two accounts denies what the other tells, or tells something else beside it."""

from crosswire.contradict.meet import acts, common, whereabouts
from crosswire.contradict.meet.both import NEAR, SOME, Both, Point, of_one_part
from crosswire.contradict.retold import Gist
from crosswire.contradict.rows import PLAN, Answer, Subject
from crosswire.contradict.values import areas
from crosswire.contradict.values.agents import kind_of
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected, lemmas, matches
from crosswire.contradict.words.names import NOT, nation, skeleton
from crosswire.contradict.words.terms import inner

# What it tells that both speak of one state's plan, which one of them denies.
PLANNED = 2.5


def denied(both: Both) -> Point | None:
    """Return the point where one denies what the other affirms: every name and the act itself are the other's."""
    one, other = both.one, both.other
    nays = [gist.denied != gist.failed for gist in (one, other)]
    if any(gist.failed and _failing(against) for gist, against in ((one, other), (other, one))):
        return None
    if nays[0] == nays[1] or not of_one_part(one, other) or (both.of_other_things and not _where_they_were(both)):
        return None
    denial, told = (one, other) if nays[0] else (other, one)
    if _ahead(*((both.a, both.b) if nays[0] else (both.b, both.a))):
        return None
    shared = common.common(denial, told)
    if (denial.causal and not told.causal) or (denial.bounded and not (told.bounded or denial.failed)):
        # That it was so, but not why or when, may be what is told.
        return None
    if (
        not (both.told_near or _long_since(denial, told, both, shared))
        or not shared.enough
        or not both.at_one_place
        or not (
            both.within(ever=bool(shared.own) or len(shared.names) >= common.TWO) or _undated_alike(both, told, shared)
        )
        or _of_another(denial, told)
        or _in_passing(denial, told)
        or _of_its_own(denial, told)
        or _of_none_told(denial, told)
        or not _covered(denial, told, shared, sure=both.on_one_day or len(shared.names) > 1)
    ):
        return None
    no, yes = Answer(value="no", words="denied"), Answer(value="yes", words="affirmed")
    left, right = (no, yes) if nays[0] else (yes, no)
    kind = "status" if denial.lacking or _of_state(denial, told) else "outcome" if denial.failed else "denial"
    return Point(type=kind, about=denial.event[0] if denial.event else "account", left=left, right=right)


def disowned(both: Both) -> Point | None:
    """Return the point where a state denies the plan that others say it has: to do the like, to whom either names."""
    one, other = both.one, both.other
    planner = one.intends
    if not planner or other.intends != planner or one.denied == other.denied or one.failed or other.failed:
        return None
    denial, told = (one, other) if one.denied else (other, one)
    whom = [{*gist.states} - {planner} for gist in (denial, told)]
    far = both.a.when is None or both.b.when is None or abs(both.a.when.end - both.b.when.end) > NEAR
    strange = {*denial.names} - {*told.names, *denial.voice, *denial.speaker}
    doer = nation(told.doer)
    if doer in lexicon().states and doer != planner:
        # Whoever plans that others do it does not do it himself.
        return None
    # Who says of himself that he plans nothing of the kind answers everybody; else it must be to the same.
    ones = whom[0] & whom[1] or (denial.rebuts and not all(whom))
    if far or strange or not ones or not matches(_planned(denial), _planned(told)):
        return None
    no, yes = Answer(value="no", words="denied"), Answer(value="yes", words="affirmed")
    left, right = (no, yes) if one.denied else (yes, no)
    return Point(type="denial", about=PLAN, left=left, right=right, specifics=PLANNED)


def _planned(gist: Gist) -> tuple[str, ...]:
    """Return the word for what is planned."""
    return gist.event[:1] or gist.words


def _where_they_were(both: Both) -> bool:
    """Tell whether one tells whom an attack befell and the other what it hit: those killed may have been in it."""
    whom = [name for name in (both.one.thing, both.other.thing) if name]
    attacked = all(acts.sorts(word) & acts.VIOLENCE for gist in (both.one, both.other) for word in gist.event[:1])
    return attacked and {kind_of(name) for name in whom} == {"agent", "cause"}


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


def _in_passing(denial: Gist, told: Gist) -> bool:
    """Tell whether what is denied is told only beside the main clause: who came to where something was found."""
    beside = {*told.aside}
    main = (*told.event, *(word for word in told.words if word not in beside))
    return bool(matches(denial.event, told.aside)) and not matches(denial.event, main)


def _of_its_own(denial: Gist, told: Gist) -> bool:
    """Tell whether the state that denies is named only with those whom it befell, and nobody as who did it.

    That its soldiers shot anybody is not told by whoever tells that its own people were shot.
    """
    _, states, words = inner(told.thing)
    theirs = {*states} & {*denial.voice}
    return bool(theirs and matches(words, denial.words)) and not told.caused and not _doers(denial, told)


def _of_none_told(denial: Gist, told: Gist) -> bool:
    """Tell a denial of a thing of which the other does not tell: that no live rounds were fired denies no tear gas.

    A person may be called by any word.
    """
    return any(
        "person.1" not in wordnet.kinds(unit) and not matches((unit,), (*told.event, *told.words))
        for unit in _none(denial)
        if wordnet.kinds(unit) and unit not in denial.event
    )


def _none(denial: Gist) -> list[str]:
    """Return of what a denial says that there was none."""
    nothing = (figure.unit for figure in denial.figures if figure.low == figure.high == 0)
    return [unit for unit in nothing if matches((unit,), denial.words)]


def _doers(denial: Gist, told: Gist) -> bool:
    """Tell whether an account names those who are said not to have done it: forces, a police."""
    whom = inner(told.thing)[2]
    return any(
        {"person.1", "organization.1", "group.1"} & set(wordnet.kinds(form)) and not matches((word,), whom)
        for word in matches(denial.words, told.words)
        for form in lemmas(word)
    )


def _failing(found: Gist) -> bool:
    """Tell what came to nothing by its words or slots, as what is said to have been tried in vain."""
    return any(stance.question == "success" and stance.answer == "failed" for stance in found.stances)


def _long_since(denial: Gist, told: Gist, both: Both, shared: common.Common) -> bool:
    """Tell a denial of what is said to have been at a stated time before it, by much that both have."""
    when, before = (both.a.when, both.b.when) if denial is both.one else (both.b.when, both.a.when)
    past = when is not None and before is not None and not before.guessed and before.end <= when.end
    return past and told.real and len(shared.names) >= common.TWO and len(shared.words) >= SOME


def _covered(denial: Gist, told: Gist, shared: common.Common, *, sure: bool) -> bool:
    # What opens a sentence may be taken for a name.
    written = {*told.voice, *map(skeleton, told.words)}
    seats = {name for name, state in common.seats().items() if state in told.states}
    strange = [name for name in denial.names if name not in {*shared.names, *written, *seats, *_around(denial, told)}]
    others = (*told.event, *told.words)
    # With one name in common on no day in common, a synonym is too little.
    known = sure or denial.rebuts or not told.event
    told_of = (matches(denial.event, others) if known else ()) or acts.acts(denial.event, others)
    # "No fine" was received where nobody was fined.
    told_of = told_of or tuple(unit for unit in _none(denial) if matches((unit,), told.event))
    rest = matches(denial.words, told.words)
    named = shared.names & {*denial.names} & {*told.names}
    states = {*denial.states, *denial.voice} & {*told.states}
    whose = (named or shared.states & states) and states and acts.acts(denial.event, told.event)
    beside = len(rest) > bool(matches(denial.event, denial.words)) or len(named) > 1 or bool(whose)
    # Without a name of its own it is one happening only where nearly all words are the same.
    enough = 2 * len(rest) >= len(denial.words) if shared.own else len(rest) + 1 >= len(denial.words)
    placed = not {*shared.names} - whereabouts.spots(denial, told)
    if (
        placed
        and not sure
        and not denial.rebuts
        and denial.event
        and told.event
        and not acts.acts(denial.event, told.event)
    ):
        # Who denies nothing that is said denies only the very act: of one town there is much to tell.
        return False
    # "There is none" and "there is" tell no act, and nor does what something holds.
    standing = not denial.event and not told.event
    return not strange and (bool(told_of) or standing) and beside and enough


def _around(denial: Gist, told: Gist) -> set[str]:
    """Return the names of the places of a denial in which what is told may have been: a town's country."""
    near = (place for place in denial.places if any(areas.match(place, at) != NOT for at in told.places))
    return {word for place in near for word in whereabouts.spelt(place)}
