"""What two accounts have in common: names, words, time, place and event, but for what they dispute."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property

from crosswire.contradict.retold import Figure, Gist, Stance
from crosswire.contradict.rows import Answer, Subject
from crosswire.contradict.values import answers, areas, days
from crosswire.contradict.values.agents import kind_of
from crosswire.contradict.words import likeness, names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, lemmas, matches
from crosswire.contradict.words.names import NOT, SAME, skeleton
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import tokens
from crosswire_schemas.records import Place

# The share of the poorer account that the other must have, names twice.
SHARE = 0.5
# The share from which on a name alone tells that what is held is one.
MOST = 0.6
# Names in common, but for places, from which on it is the same bearer whoever else is named.
TWO = 2
# Words in common from which on two accounts of one day may be of one thing without a name; and much of both.
SOME, MANY = 2, 4
# The letters from which on a word that another holds is its stem.
STEM = 5
# Within which two tell of one end.
FINAL = timedelta(days=7)
# What a name in common tells that one has from earlier sentences only.
BEFORE = 0.5
# Of these there are many on a day.
VIOLENCE = frozenset({"attack", "violence"})
# Within which two accounts without a day are of one time; of what comes again and again, sooner.
NEAR, SOON = timedelta(days=5), timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """On what two accounts differ: the type, what it is of, what either says, and how surely both cannot be true."""

    type: str
    about: str
    left: Answer
    right: Answer
    unit: str = ""
    surety: float = 1.0
    specifics: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What is common, its share of the poorer account, and whether each names somebody else besides.

    ``strangers`` leaves that out where two names in common tell the bearer anyway; ``before`` are the names in
    common that either has from earlier sentences only.
    """

    names: frozenset[str]
    states: frozenset[str]
    words: tuple[str, ...]
    share: float
    strangers: bool
    strange: bool
    before: frozenset[str] = frozenset()

    @property
    def enough(self) -> bool:
        """Tell whether they have enough in common to be of one happening."""
        return self.share >= SHARE


@dataclass(frozen=True, kw_only=True)
class Both:
    """Two accounts."""

    a: Subject
    b: Subject
    one: Gist
    other: Gist

    @cached_property
    def related(self) -> bool:
        """Tell whether they share a name, or a day and many words."""
        if spoken(self.one) & spoken(self.other) or met(self.one, self.other):
            return True
        states = len(set(self.one.states) & set(self.other.states))
        known = bool(states) and self.a.told == self.b.told and self.one.definite and self.other.definite
        return (self.when == SAME or known) and states + len(likeness.shared(self.one.words, self.other.words)) > SOME

    @cached_property
    def when(self) -> int:
        """Return SAME, MAY or NOT for the times of both."""
        return days.match(self.a.when, self.b.when)

    def within(self, *, ever: bool = False) -> bool:
        """Tell whether both may be of one time; who names the day of the week may be read to name none."""
        guessed = any(subject.when is None or subject.when.guessed for subject in (self.a, self.b))
        if guessed and set(self.one.weekdays) & set(self.other.weekdays):
            return True
        return self.when != NOT or (ever and days.match(self.a.when, self.b.when, ever=True) != NOT)

    @property
    def on_one_day(self) -> bool:
        """Tell whether both state one day, or name one day of the week."""
        return self.when == SAME or bool(set(self.one.weekdays) & set(self.other.weekdays))

    @property
    def told_at_once(self) -> bool:
        """Tell whether both, without a day, were told on one."""
        mine, theirs = self.a.when, self.b.when
        return bool(mine and theirs and mine.end == theirs.end)

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Return the words of either that the other has."""
        return likeness.mutual(self.one.words, self.other.words)

    @property
    def undated(self) -> bool:
        """Tell whether neither states a day."""
        return all(subject.when is None or subject.when.guessed for subject in (self.a, self.b))

    @property
    def of_two_days(self) -> bool:
        """Tell whether both state a day, and not the same."""
        stated = all(subject.when is not None and not subject.when.guessed for subject in (self.a, self.b))
        return stated and self.when == NOT

    @property
    def told_near(self) -> bool:
        """Tell whether both, where no day is stated, were told within days: what had not been may be since."""
        mine, theirs = self.a.when, self.b.when
        guessed = mine is None or theirs is None or mine.guessed or theirs.guessed
        near = SOON if self.repeated else NEAR
        return not guessed or bool(mine and theirs and abs(mine.end - theirs.end) <= near)

    def of_one_period(self, unit: str) -> bool:
        """Tell whether numbers in ``unit`` may be of one time: money and shares of the years that both name."""
        if not unit.isupper() and unit not in {"percent", "money"}:
            return self.within()
        mine, theirs = set(self.one.years), set(self.other.years)
        return bool(mine & theirs) if mine and theirs else self.within(ever=True)

    @cached_property
    def at_one_place(self) -> bool:
        """Tell whether they may be of one place: not each puts it at one that the other does not name."""
        mine, theirs = (_fine(gist) for gist in (self.one, self.other))
        return apart(self.one, self.other) is None and (
            not mine
            or not theirs
            or any(areas.match(a, b) != NOT for a in mine for b in theirs)
            or any(_written(place, self.other) for place in mine)
            or any(_written(place, self.one) for place in theirs)
        )

    @property
    def of_one_reach(self) -> bool:
        """Tell whether both are of a town or both of a region: what is counted in the one is not all in the other."""
        ranks = [max(map(areas.rank, gist.places), default=0) for gist in (self.one, self.other)]
        return not all(ranks) or ranks[0] == ranks[1]

    @property
    def of_other_things(self) -> bool:
        """Tell whether they befell things of two kinds: a school is no factory, unless the other names it too."""
        things = (self.one.thing, self.other.thing)
        # "Anyone" is whoever the other account has.
        described = [
            name for name in things if name and names.described(name) and name.split()[-1] not in patterns()["bare"]
        ]
        heads = tuple(name.split()[-1].casefold() for name in described)
        if len(heads) < 2 or {kind_of(name) for name in described} == {"agent"}:
            return False
        if alike(*heads):
            return names.match(*described) == NOT
        bodies = [name.split()[-1].casefold() for name in (self.one.body, self.other.body) if name]
        if any(alike(body, head) for body in bodies for head in heads):
            # What did it in the one is what it befell in the other: a bus left the road, a coach crashed.
            return False
        return not matches(heads[:1], self.other.words) and not matches(heads[1:], self.one.words)

    @property
    def of_two_bodies(self) -> bool:
        """Tell whether each has somebody else for who does it."""
        mine, theirs = self.one.body, self.other.body
        known = mine and theirs and not names.described(mine) and not names.described(theirs)
        return bool(known) and names.match(mine, theirs) == NOT

    @cached_property
    def sorts(self) -> set[str]:
        """Return the sorts of happening that either tells of first."""
        return {sort for gist in (self.one, self.other) for word in gist.event[:1] for sort in sorts(word)}

    @property
    def repeated(self) -> bool:
        """Tell whether what either tells of comes again and again."""
        return bool(self.sorts & lexicon().repeated)

    @property
    def of_one_thing(self) -> bool:
        """Tell whether both are of a thing of one name that is no place's: two names and a word in common."""
        one, other = self.one, self.other
        named = spoken(one) & spoken(other) - spots(one, other)
        return len(named) >= TWO and bool(likeness.shared(one.words, other.words))

    @cached_property
    def of_one_event(self) -> bool:
        """Tell whether what happened in one is told by a word of the other."""
        one, other = self.one, self.other
        if not one.event and not other.event:
            return len(likeness.shared(one.words, other.words)) > 1
        if any(alike(a, b) or sorts(a) & sorts(b) for a in one.event for b in other.event):
            return True
        return bool(matches(one.event, other.words) or matches(other.event, one.words))


def specific(both: Both, shared: Common) -> float:
    """Return how much of what both have tells one happening from the next: names, the day, words, a number.

    A state or its capital is in the news each day and tells little.
    """
    usual = {word for name in lexicon().capitals for word in map(skeleton, name.split())}
    named = sum(0.25 if name in usual else BEFORE if name in shared.before else 1.0 for name in shared.names)
    words = [word for word in shared.words if not word[0].isdigit()]
    event = matches(tuple(words), (*both.one.event[:1], *both.other.event[:1]))
    days_ = 1.0 if both.on_one_day else 0.5 * both.told_at_once
    numbers = 0.5 * max(len([word for word in shared.words if word[0].isdigit()]), len(counted_alike(both)))
    numbers += 0.5 * (both.one.definite and both.other.definite and both.on_one_day)
    named += 0.25 * len(shared.states)
    return min(named, 3.0) + min(0.5 * len(set(words) - set(event)) + 0.25 * bool(event), 1.5) + days_ + numbers


def _fine(gist: Gist) -> tuple[Place, ...]:
    """Return the places that tell where: of countries only those at which it puts something, not "Kenya's runner"."""
    return gist.around or tuple(place for place in gist.places if areas.rank(place) or place in gist.sites)


def acts(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of ``words`` that tell an act of ``others``, by form, verb or class; synonyms do not count."""
    known = {form for other in others for form in _forms(other)}
    classes = {sort for other in others for sort in sorts(other)}
    return tuple(word for word in words if _forms(word) & known or sorts(word) & classes)


def _forms(word: str) -> set[str]:
    """Return the dictionary forms of a word, and the verbs behind it where it is a noun."""
    return {*lemmas(word), *(verb for form in lemmas(word) for verb in wordnet.verbs(form))}


def sorts(word: str) -> set[str]:
    """Return the sorts of happening that a word may tell of."""
    known = lexicon()
    return {known.sort(known.happenings.get(form, form)) for form in lemmas(word)}


def met(one: Gist, other: Gist) -> set[str]:
    """Return the names by which one speaks of the other's happening as his own, or both quote one man."""
    mine, theirs = {*one.voice, *one.speaker}, {*other.voice, *other.speaker}
    return (mine & set(other.names)) | (theirs & set(one.names)) | (set(one.speaker) & set(other.speaker))


def spoken(gist: Gist) -> set[str]:
    """Return the names of an account, and those of its scene."""
    return {*gist.names, *gist.scene}


def common(
    one: Gist,
    other: Gist,
    disputed: tuple[str, ...] = (),
    *,
    apart: frozenset[str] = frozenset(),
    mainly: bool = False,
) -> Common:
    """Return what both have but for the words ``disputed`` and the names ``apart``.

    ``mainly``: what only one tells in passing does not count.
    """
    gone = {word for said in disputed for row in tokens(f"x {said}") for word in row} | apart
    gone |= {name for name in seats() if seats()[name] in gone or seats()[name] in map(str.casefold, disputed)}
    mine, theirs = (_left(gist, gone) for gist in (one, other))
    scenes = [{*gist.scene} - gone for gist in (one, other)]
    shared = ((mine[0] | scenes[0]) & (theirs[0] | scenes[1])) | (met(one, other) - gone)
    rows = matches(mine[1], theirs[1]), matches(theirs[1], mine[1])
    share = max(
        _share(told, shared, kept, {*gist.aside} if mainly else set(), len(scene & shared))
        for told, kept, gist, scene in zip((mine, theirs), rows, (one, other), scenes, strict=True)
    )
    strange = all(
        set(own.names)
        - gone
        - shared
        - ({*own.aside} if mainly else set())
        - {*others.voice, *others.speaker}
        - (_kindred(own, shared) if not _kindred(others, shared) else set())
        for own, others in ((one, other), (other, one))
    )
    strangers = strange and len(shared - spots(one, other)) < TWO
    states = shared & set(one.states) & set(other.states)
    return Common(
        names=shared - set(one.states) - set(other.states),
        states=states,
        words=max(rows, key=lambda row: (len(row), row)),
        share=share,
        strangers=strangers,
        strange=strange,
        before=frozenset(shared & (scenes[0] | scenes[1])),
    )


@cache
def seats() -> dict[str, str]:
    """Return the names of capitals and seats that stand for a state."""
    return {skeleton(name): state for name, state in lexicon().capitals.items() if " " not in name}


def _left(gist: Gist, gone: set[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    names = frozenset({*gist.names, *gist.states}) - gone
    return names, tuple(word for word in gist.words if word not in gone and " " not in word)


def _kindred(gist: Gist, shared: frozenset[str]) -> set[str]:
    """Return the other words of names of which a part is shared: "Acme" is short for "Acme Systems"."""
    bearers = (tokens(f"x {name}")[0] for name in (gist.doer, gist.thing, gist.holder, gist.body) if name)
    return {word for names_ in bearers if shared.intersection(names_) for word in names_ if word not in shared}


def _share(
    told: tuple[frozenset[str], tuple[str, ...]],
    shared: frozenset[str],
    kept: tuple[str, ...],
    aside: set[str],
    before: int,
) -> float:
    """Return the share of the names and words told that is shared; what is told in passing counts only where it is.

    ``before``: how many names are shared that the account has from earlier sentences.
    """
    names, words = told
    whole = 2 * len(names - (aside - shared)) + len([word for word in words if word not in aside or word in kept])
    return (2 * len(names & shared) + before + len(kept)) / (whole + before) if whole else 0.0


def borne(mine: Stance, theirs: Stance) -> bool:
    """Tell whether two stances are of one bearer: what stands before the one is what stands before the other."""
    rows = [tokens(stance.bearer) for stance in (mine, theirs)]
    named = set(rows[0][0]) & set(rows[1][0])
    words = matches(rows[0][2], rows[1][2]), matches(rows[1][2], rows[0][2])
    shares = [
        (2 * len(named) + len(kept)) / (2 * len(row[0]) + len(row[2]))
        for row, kept in zip(rows, words, strict=True)
        if row[0] or row[2]
    ]
    return bool(named) and max(shares, default=0.0) >= 0.75


def named(name: str, gist: Gist, own: str) -> bool:
    """Tell whether an account names somebody whom the other has for the doer, be it as its own."""
    mine, theirs = tokens(f"x {name}"), tokens(f"x {own}")
    if ({*mine[0], *mine[1]} - {*theirs[0], *theirs[1]}) & {*gist.names, *gist.states}:
        return True
    # Who has a name may be whom the other only describes.
    return bool(set(mine[2]) & set(theirs[2])) and not (mine[0] and theirs[0])


def of_one_hold(one: Gist, other: Gist) -> bool:
    """Tell whether what is held in both has one name that is no place's, and is of one kind.

    "The tanker Vonk" and "the Vonk" are one; "the ship" is whichever ship its account names.
    """
    rows = [tokens(f"x {gist.held}") for gist in (one, other) if gist.held]
    if len(rows) < 2 or (rows[0][0] and rows[1][0] and {*rows[0][0]} - {*rows[1][0]} and {*rows[1][0]} - {*rows[0][0]}):
        return False
    mine, theirs = ({*row[0]} or spoken(gist) for row, gist in zip(rows, (one, other), strict=True))
    heads = [tuple(word for word in row[2] if " " not in word and not word[0].isdigit()) for row in rows]
    return bool(mine & theirs - spots(one, other)) and (not all(heads) or bool(likeness.shared(*heads)))


def apart(one: Gist, other: Gist) -> tuple[Place, Place] | None:
    """Return the two places at which they put it, where neither account names the other's."""
    mine = [place for place in one.sites if not _known(place, other)]
    theirs = [place for place in other.sites if not _known(place, one)]
    return (max(mine, key=areas.rank), max(theirs, key=areas.rank)) if mine and theirs else None


def unlisted(one: Gist, other: Gist) -> tuple[str, str] | None:
    """Return the two towns at or near which they put it, one of which no gazetteer has; neither names the other's."""
    mine, theirs = (_towns(gist) - {*others.names, *others.near} for gist, others in ((one, other), (other, one)))
    if not mine or not theirs:
        return None
    return min(mine, key=one.names.index), min(theirs, key=other.names.index)


def _towns(gist: Gist) -> set[str]:
    found = {word for place in gist.sites if areas.rank(place) > 1 for word in spelt(place)}
    return {name for name in (*gist.spots, *found) if name in gist.names}


def _known(place: Place, gist: Gist) -> bool:
    """Tell whether an account names a place, or one in which it lies; of several, not by the country they are in."""
    named_there = [at for at in gist.places if areas.rank(at)] or gist.places
    return any(areas.match(place, at) != NOT for at in named_there) or _written(place, gist)


def _written(place: Place, gist: Gist) -> bool:
    """Tell whether an account has a place among its names, though nobody took it for one."""
    return {skeleton(word) for word in place.text.split()} <= {*gist.names} - {*gist.away}


def elsewhere(one: Gist, other: Gist) -> frozenset[str]:
    """Return the words of the places that only one of both names, be it to say what they are near."""
    rows = [{word for place in gist.places for word in spelt(place)} | {*gist.near} for gist in (one, other)]
    far = {*one.away, *other.away}
    return frozenset((rows[0] | rows[1] | far) - (rows[0] & rows[1]) - ({*one.names} & {*other.names}))


def other_doers(one: Gist, other: Gist) -> frozenset[str]:
    """Return the words of either's doer that the other does not have: who it was may go unsaid."""
    found: set[str] = set()
    for mine, theirs in ((one, other), (other, one)):
        names_, states, words = tokens(f"x {mine.doer}")
        found |= {*names_, *states} - {*theirs.names, *theirs.states}
        found |= {*words} - {*matches(words, theirs.words)}
    return frozenset(found)


def spots(one: Gist, other: Gist) -> set[str]:
    """Return the words of all places that either account names."""
    known = {word for gist in (one, other) for place in (*gist.places, *gist.around) for word in spelt(place)}
    return known.union(one.local, other.local)


def spelt(place: Place) -> set[str]:
    """Return the words of a place's name by their consonants."""
    return {skeleton(word) for word in f"{place.text} {place.name}".split()}


def of_one_part(one: Gist, other: Gist) -> bool:
    """Tell whether both speak of the whole, or of one part and side of it, and of none with another number."""
    return (one.part, one.side) == (other.part, other.side) and not numbered_apart(one, other)


def numbered_apart(one: Gist, other: Gist) -> bool:
    """Tell whether each is of another of several that have numbers: Reactor 1 and the second reactor."""
    return bool(one.numbered and other.numbered and not {*one.numbered} & {*other.numbered})


def counted_alike(both: Both) -> set[tuple[str, str, float | None]]:
    """Return the numbers that both give alike: the magnitude, the weight, the dead."""
    sides = [
        {(at.about, at.unit, at.low) for at in gist.figures if at.low == at.high} for gist in (both.one, both.other)
    ]
    return sides[0] & sides[1]


def counted_apart(both: Both) -> bool:
    """Tell whether both count one kind of thing and differ: then they are of two happenings."""
    return any(
        (mine.about, mine.unit, mine.scope) == (theirs.about, theirs.unit, theirs.scope)
        and answers.numbers(_bounds(mine), _bounds(theirs), mine.unit)
        for mine in both.one.figures
        for theirs in both.other.figures
    )


def _bounds(found: Figure) -> Answer:
    return Answer(value="", low=found.low, high=found.high, low_open=found.low_open, high_open=found.high_open)
