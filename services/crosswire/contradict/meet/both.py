"""Both: two accounts, and whether they are of one time, place, thing and happening; the point on which they differ."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from crosswire.contradict.meet.acts import sorts
from crosswire.contradict.meet.common import BEFORE, TWO, Common, met, spoken
from crosswire.contradict.meet.whereabouts import apart, fine, spots, written
from crosswire.contradict.retold import Figure, Gist
from crosswire.contradict.rows import Answer, Subject
from crosswire.contradict.values import answers, areas, days
from crosswire.contradict.values.agents import kind_of
from crosswire.contradict.words import likeness, names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import alike, matches
from crosswire.contradict.words.names import NOT, SAME, skeleton
from crosswire.contradict.words.patterns import patterns

# Words in common from which on two accounts of one day may be of one thing without a name.
SOME = 2
# The letters from which on a word that another holds is its stem.
STEM = 5
# Sorts of things by WordNet of which one is not another.
SORTS = frozenset({"artifact.1", "person.1"})
# Within which two tell of one end.
FINAL = timedelta(days=7)
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
        known = bool(states) and self.a.told == self.b.told and self.definite
        return (self.when == SAME or known) and states + len(likeness.shared(self.one.words, self.other.words)) > SOME

    @cached_property
    def when(self) -> int:
        """Return SAME, MAY or NOT for the times of both."""
        return days.match(self.a.when, self.b.when)

    @cached_property
    def dated(self) -> tuple[bool, bool]:
        """Tell for either whether it states a day."""
        one, other = (subject.when is not None and not subject.when.guessed for subject in (self.a, self.b))
        return one, other

    def within(self, *, ever: bool = False) -> bool:
        """Tell whether both may be of one time; who names the day of the week may be read to name none."""
        if not all(self.dated) and self.of_one_weekday:
            return True
        return self.when != NOT or (ever and days.match(self.a.when, self.b.when, ever=True) != NOT)

    @property
    def of_one_weekday(self) -> bool:
        """Tell whether both name one day of the week."""
        return bool(set(self.one.weekdays) & set(self.other.weekdays))

    @property
    def on_one_day(self) -> bool:
        """Tell whether both state one day, or name one day of the week."""
        return self.when == SAME or self.of_one_weekday

    @property
    def told_at_once(self) -> bool:
        """Tell whether both, without a day, were told on one."""
        mine, theirs = self.a.when, self.b.when
        return bool(mine and theirs and mine.end == theirs.end)

    @property
    def at_once(self) -> bool:
        """Tell whether both are of one day, stated or not."""
        return self.on_one_day or self.told_at_once

    @property
    def caused(self) -> bool:
        """Tell whether both say in so many words who or what it was."""
        return self.one.caused and self.other.caused

    @property
    def definite(self) -> bool:
        """Tell whether both are of what readers know to be one."""
        return self.one.definite and self.other.definite

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Return the words of either that the other has."""
        return likeness.mutual(self.one.words, self.other.words)

    @property
    def undated(self) -> bool:
        """Tell whether neither states a day."""
        return not any(self.dated)

    @property
    def of_two_days(self) -> bool:
        """Tell whether both state a day, and not the same."""
        return all(self.dated) and self.when == NOT

    @property
    def told_near(self) -> bool:
        """Tell whether both, where no day is stated, were told within days: what had not been may be since."""
        mine, theirs = self.a.when, self.b.when
        near = SOON if self.repeated else NEAR
        return all(self.dated) or bool(mine and theirs and abs(mine.end - theirs.end) <= near)

    def of_one_period(self, unit: str) -> bool:
        """Tell whether numbers in ``unit`` may be of one time: money and shares of the years that both name."""
        if not unit.isupper() and unit not in {"percent", "money"}:
            return self.within()
        mine, theirs = set(self.one.years), set(self.other.years)
        return bool(mine & theirs) if mine and theirs else self.within(ever=True)

    @cached_property
    def at_one_place(self) -> bool:
        """Tell whether they may be of one place: not each puts it at one that the other does not name."""
        mine, theirs = (fine(gist) for gist in (self.one, self.other))
        return apart(self.one, self.other) is None and (
            not mine
            or not theirs
            or any(areas.match(a, b) != NOT for a in mine for b in theirs)
            or any(written(place, self.other) for place in mine)
            or any(written(place, self.one) for place in theirs)
        )

    @property
    def of_one_reach(self) -> bool:
        """Tell whether both are of a town or both of a region: what is counted in the one is not all in the other."""
        if self.one.spread != self.other.spread and (self.one if self.other.spread else self.other).places:
            return False
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
    def of_namesakes(self) -> bool:
        """Tell whether what is told befell two with one surname, or two places of one name: Ana and Eva Roth."""
        mine, theirs = self.one.thing.split(), self.other.thing.split()
        full = all(len(name) > 1 and all(word[:1].isupper() for word in name) for name in (mine, theirs))
        return (
            full and skeleton(mine[-1]) == skeleton(theirs[-1]) and names.match(self.one.thing, self.other.thing) == NOT
        )

    @property
    def of_two_bodies(self) -> bool:
        """Tell whether each has somebody else for who does it: another name, or a minister of something else."""
        mine, theirs = self.one.body, self.other.body
        offices = [{*name.casefold().split()} & lexicon().portfolios for name in (mine, theirs)]
        if all(offices) and not offices[0] & offices[1]:
            return True
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

    @cached_property
    def singular(self) -> bool:
        """Tell what there is one of without more in common: both are of one stated day, or of what readers know as one.

        Not so where it comes again and again, or befell things of two kinds.
        """
        return not self.repeated and (self.on_one_day or self.definite) and not self._of_two_things

    @property
    def _of_two_things(self) -> bool:
        """Tell whether each tells of a thing or bearer that the other does not have: a museum is no airport."""
        mine, theirs = self.one.thing, self.other.thing
        proper = bool(mine and theirs) and not names.described(mine) and not names.described(theirs)
        if proper and names.match(mine, theirs) == NOT:
            return True
        return bool(_odd(self.one, self.other) & _odd(self.other, self.one))

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


def _odd(gist: Gist, other: Gist) -> set[str]:
    """Return the sorts of what an account names and the other does not: something made, somebody, a happening."""
    odd = (word for word in gist.words if word not in gist.aside and not matches((word,), other.words))
    return {kind for word in odd for form in likeness.lemmas(word) for kind in wordnet.kinds(form)} & SORTS


def specific(both: Both, shared: Common) -> float:
    """Return how much of what both have tells one happening from the next: names, the day, words, a number.

    A state or its capital is in the news each day and tells little.
    """
    usual = {word for name in lexicon().capitals for word in map(skeleton, name.split())}
    named = sum(0.25 if name in usual else BEFORE if name in shared.before else 1.0 for name in shared.names)
    words = [word for word in shared.words if not word[0].isdigit()]
    event = matches(tuple(words), (*both.one.event[:1], *both.other.event[:1]))
    told_alike = bool(event) or any(alike(a, b) for a in both.one.event[:1] for b in both.other.event[:1])
    days_ = 1.0 if both.on_one_day else 0.5 * both.told_at_once
    numbers = 0.5 * max(len([word for word in shared.words if word[0].isdigit()]), len(counted_alike(both)))
    numbers += 0.5 * (both.definite and both.on_one_day) + 0.5 * any("." in word for word in shared.words)
    named += 0.25 * len(shared.states)
    return min(named, 3.0) + min(0.5 * len(set(words) - set(event)) + 0.25 * told_alike, 1.5) + days_ + numbers


def beside(both: Both, shared: Common) -> list[str]:
    """Return the words in common that do not say what happened."""
    return [word for word in shared.words if not matches((word,), (*both.one.event, *both.other.event))]


def of_one_part(one: Gist, other: Gist) -> bool:
    """Tell whether both speak of the whole, or of one part and side of it, and of none with another number."""
    return (one.part, one.side) == (other.part, other.side) and not numbered_apart(one, other)


def numbered_apart(one: Gist, other: Gist) -> bool:
    """Tell whether each is of another of several: Reactor 1 and the second reactor, the first and the second test."""
    counted = bool(one.numbered and other.numbered and not {*one.numbered} & {*other.numbered})
    return counted or bool(one.ordinal and other.ordinal and one.ordinal != other.ordinal)


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
        and answers.numbers(answer(mine), answer(theirs), mine.unit)
        for mine in both.one.figures
        for theirs in both.other.figures
    )


def answer(found: Figure) -> Answer:
    """Return a number as an answer."""
    return Answer(
        value=found.words,
        low=found.low,
        high=found.high,
        low_open=found.low_open,
        high_open=found.high_open,
        words=found.words,
    )
