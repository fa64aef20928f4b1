"""Meeting: whether two positions speak of the same thing, and whether both can be true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crosswire.contradict.meet import accounts
from crosswire.contradict.meet.both import FINAL, STEM
from crosswire.contradict.rows import Met, Pair, Stand, Subject, pair_of
from crosswire.contradict.values import answers, areas, days
from crosswire.contradict.values.numbers import of_one_scope
from crosswire.contradict.values.slots import NTH
from crosswire.contradict.words import names
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import narrowed
from crosswire.contradict.words.names import MAY, NOT, SAME
from crosswire.contradict.words.sides import MEASURED
from crosswire.contradict.words.wording import concept

# What the slots must have in common, at least, before two positions are taken to speak of one thing.
ENOUGH = 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What two subjects have in common: evidence that they are one, by slot."""

    place: float = 0.0
    when: float = 0.0
    patient: float = 0.0
    actor: float = 0.0

    @property
    def total(self) -> float:
        """All evidence together."""
        return self.place + self.when + self.who

    @property
    def who(self) -> float:
        """The evidence of the parties and things named."""
        return self.patient + self.actor


def meet(fresh: Sequence[Stand], met: Sequence[Stand]) -> Met:
    """Compare each fresh position with every other; ``met`` may hold the fresh ones too. Neither order, never twice."""
    pairs: dict[str, Pair] = {}
    related: dict[tuple[str, str], None] = {}
    for left, right in _couples(fresh, met):
        if left.subject.gist or right.subject.gist:
            if found := accounts.differing(left, right):
                pairs[found.contradiction_id] = found
                first, second = sorted((left.matter_id, right.matter_id))
                related[first, second] = None
            continue
        common = same(left.subject, right.subject)
        if common is None:
            continue
        if left.matter_id != right.matter_id:
            first, second = sorted((left.matter_id, right.matter_id))
            related[first, second] = None
        if (found := _pair(left, right, common)) is not None:
            pairs[found.contradiction_id] = found
    return Met(pairs=tuple(pairs[key] for key in sorted(pairs)), related=tuple(sorted(related)))


def _couples(fresh: Sequence[Stand], met: Sequence[Stand]) -> Iterator[tuple[Stand, Stand]]:
    seen: set[tuple[str, str]] = set()
    for mine in fresh:
        for theirs in met:
            left, right = sorted((mine, theirs), key=lambda stand: stand.position_id)
            key = (left.position_id, right.position_id)
            if left.position_id != right.position_id and key not in seen:
                seen.add(key)
                yield left, right


def _pair(left: Stand, right: Stand, common: Common) -> Pair | None:
    surety = answers.exclude(left.answer, right.answer, left.subject)
    known = common.patient >= 1.0 and not (left.subject.type == "place" and _by_doer(left, right))
    if not surety or (not known and _again(left, right)) or _later(left, right) or _later(right, left):
        return None
    likely = surety * min(common.total / (2 if left.subject.about == "assault" else 3), 1.0)
    return pair_of(left, right, left.subject.type, round(likely, 4))


def _later(left: Stand, right: Stand) -> bool:
    """Tell an end that came after the day on which it had not come."""
    ended = left.answer.value == lexicon().final.get(left.subject.about)
    days = left.subject.when, right.subject.when
    return bool(ended and days[0] and days[1] and days[0].start > days[1].end)


def _by_doer(left: Stand, right: Stand) -> bool:
    """Tell whether what was done is known by its doer alone, who may do the like elsewhere on the same day."""
    return not any(stand.subject.target or stand.subject.object for stand in (left, right))


def _again(left: Stand, right: Stand) -> bool:
    """Tell what comes again and again, so that two of it are two unless they befell a name or came within one day."""
    if left.subject.type not in {"place", "time"} or left.subject.about not in lexicon().repeated:
        return False
    day = [(stand.answer.low or 0) // 24 for stand in (left, right)]
    return left.subject.type == "place" or day[0] != day[1]


def same(a: Subject, b: Subject) -> Common | None:
    """Return what two subjects have in common when they may be one in every slot not in dispute, else nothing."""
    if (a.type, a.about, a.unit) != (b.type, b.about, b.unit) or not _scoped_alike(a, b):
        return None
    if a.type == "control":
        a, b = _spelt_out(a, b), _spelt_out(b, a)
    place, when, patient, actor = areas.match(a.place, b.place), _when(a, b), _patient(a, b), _actor(a, b)
    if patient is None or actor is None or when == NOT:
        return None
    if place == NOT or _place(a, b, place) < 0:
        # A court rules in the capital on an appeal from the province; only of one with a name is it the same appeal.
        if a.type not in {"outcome", "status"} or patient < 1.0:
            return None
        place = MAY
    found = Common(place=max(0.0, _place(a, b, place)), when={SAME: 1.0, MAY: 0.5}[when], patient=patient, actor=actor)
    return found if _enough(a, b, found) else None


def _spelt_out(a: Subject, b: Subject) -> Subject:
    """Return ``a`` with its place as what is held, where ``b`` names one that it does not know as a place."""
    held = b.object or b.target
    known = a.place is not None and not (a.object or a.target) and names.match(a.place.name, held) == SAME
    return replace(a, object=a.place.name) if a.place and held and known else a


def _scoped_alike(a: Subject, b: Subject) -> bool:
    """Tell whether two claims are of one group, part, charge and time; but for people, a time may go unsaid."""
    mine, theirs = set(a.scope.split("; ")) - {""}, set(b.scope.split("; ")) - {""}
    times = [{part for part in scope if "/" in part} for scope in (mine, theirs)]
    charges = [{part for part in scope if part.startswith("of ")} for scope in (mine, theirs)]
    ordinals = [{part for part in scope if part.startswith(NTH)} for scope in (mine, theirs)]
    if all(ordinals) and ordinals[0] != ordinals[1]:
        return False
    kept = [
        scope - over - of - nth for scope, over, of, nth in zip((mine, theirs), times, charges, ordinals, strict=True)
    ]
    if not of_one_scope(*kept) or not _charged_alike(*charges):
        return False
    return times[0] == times[1] or (not all(times) and (a.unit.isupper() or a.unit == "percent"))


def _charged_alike(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether two charges may be one: they share a word, or one goes unsaid."""
    words = [{concept(word) for charge in charges for word in charge.split()[1:]} for charges in (mine, theirs)]
    return not all(words) or any(_of_one_stem(one, other) for one in words[0] for other in words[1])


def _of_one_stem(one: str, other: str) -> bool:
    """Tell one charge in two forms: "fraud" and "defrauding"."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= STEM and short in long)


def _when(a: Subject, b: Subject) -> int:
    if a.type == "time":
        return MAY
    if a.about in lexicon().final and a.when and b.when:
        # A state without a way back is of all days after it.
        first, last = sorted((a.when, b.when), key=lambda when: when.end)
        return MAY if last.start - first.end <= FINAL else NOT
    ever = a.type in {"denial", "responsibility"} or (a.type == "number" and (a.unit.isupper() or a.unit == "percent"))
    return days.match(a.when, b.when, ever=ever)


def _place(a: Subject, b: Subject, relation: int) -> float:
    if a.type == "place":
        return 0.0
    if a.spot or b.spot:
        mine, theirs = _spots(a), _spots(b)
        return 0.0 if not mine or not theirs else 0.8 if mine & theirs else -1.0
    if a.place is None or b.place is None:
        return 0.0
    finest = min(areas.rank(a.place), areas.rank(b.place))
    return {SAME: (0.2, 0.5, 0.8, 1.0)[finest], MAY: 0.3 if finest else 0.1}[relation]


def _spots(subject: Subject) -> frozenset[str]:
    """Return the names of the spot: as written, or of the town; nothing for a region, in which the spot may lie."""
    if subject.spot:
        return frozenset(subject.spot.split())
    if subject.place is None or areas.rank(subject.place) < 2:
        return frozenset()
    return frozenset(names.skeleton(word) for word in f"{subject.place.name} {subject.place.text}".split())


def _patient(a: Subject, b: Subject) -> float | None:
    """Return the evidence of whom or what it befell; nothing where they are others."""
    mine, theirs = a.target or a.object, b.target or b.object
    if not mine and not theirs and a.type != "number":
        mine, theirs = a.actor, b.actor
    # Of what somebody does alone, he is the doer to one reader and whom it befell to the next.
    for one, other in ((a, b), (b, a)):
        if (
            one.actor
            and other.target
            and not (other.actor or one.target or one.object)
            and names.match(one.actor, other.target) == SAME
        ):
            return _worth(one.actor, other.target)
    relation = _match(mine, theirs)
    if relation == NOT or (_measured(a) and narrowed(mine, theirs)):
        return None
    return _worth(mine, theirs) if relation == SAME else 0.0


def _measured(subject: Subject) -> bool:
    return subject.about in MEASURED or subject.unit == "percent"


def _actor(a: Subject, b: Subject) -> float | None:
    """Return the evidence of who did it; nothing where they are others."""
    relation = MAY if a.type == "control" else _match(a.actor, b.actor)
    if a.type == "number" and a.about in lexicon().growing and relation == NOT:
        # Who is said to have done it to the dead is another question.
        return 0.0
    if _relative(a.actor) != _relative(b.actor):
        return None
    states = {names.nation(a.actor), names.nation(b.actor)} <= lexicon().states
    if relation == NOT and (states or not (names.described(a.actor) or names.described(b.actor))):
        return None
    return _worth(a.actor, b.actor) if relation == SAME else 0.0


def _relative(name: str) -> str:
    """Return by whose he is somebody is called: a minister's brother is not the minister."""
    head = name.rpartition(" ")[2].casefold()
    return head if head in lexicon().relatives else ""


def _match(a: str, b: str) -> int:
    return names.match(a, b) if a and b else MAY


def _worth(a: str, b: str) -> float:
    """Return how much one name tells: a state does much each day, a description is shared by many."""
    if names.described(a) or names.described(b):
        return 0.6
    return 0.4 if names.nation(a) in lexicon().states else 1.0


def _enough(a: Subject, b: Subject, common: Common) -> bool:
    """Tell whether the slots in common make it likely enough that both speak of one thing, by what the question is."""
    placed, whose = common.place >= 0.5, common.patient >= 0.6
    total = common.total >= ENOUGH
    # Many have a rate, and a road: of no place, of nobody by name and of no stated day, "the rate" is any of them.
    known = common.patient >= 1.0 or common.when >= 1 or common.place > 0 or common.actor > 0
    named = common.patient >= 1.0 or common.actor >= 1.0
    if a.about == "assault":
        return placed and common.when >= 1
    if a.type == "control" and not (a.object and b.object):
        # What lies in or around a place is not the place.
        return total and placed and not (_beside(a) or _beside(b))
    if a.type == "responsibility":
        # One deed: of one stated day, or done to somebody or something with a name.
        if a.about not in lexicon().deeds:
            return whose and common.when >= 1 and (common.patient >= 1.0 or common.place >= 0.8)
        named = common.patient >= 1.0 or (whose and common.place >= 0.8)
        return total and (named or (common.when >= 1 and (whose or common.place >= 0.8)))
    growing = a.about in lexicon().growing
    if a.type == "denial" and (a.target or a.object) and (b.target or b.object):
        # Two states do much to each other, but not on one day at one place.
        states = common.who >= 0.8 and placed and common.when >= 1
        return total and (whose or common.actor >= 1.0 or states)
    return {
        # Of two descriptions their own words must tell more: a lorry overturned here, and a lorry there.
        "place": named,
        "time": common.patient >= 1.0 or (whose and (common.place >= 0.8 or common.actor >= 0.6)),
        "status": total and whose and named,
        "outcome": total and whose and known,
        "control": total and whose,
        "number": _counted(a, b, common) and (whose or (total and (placed or (growing and common.who >= 0.6)))),
    }.get(a.type, total and (placed or common.who >= 0.6))


def _beside(subject: Subject) -> bool:
    """Tell whether what is held is a thing in or around a place, and not the place itself."""
    head = subject.object.rpartition(" ")[2]
    return bool(head) and names.described(head) and head not in lexicon().generic


def _counted(a: Subject, b: Subject, common: Common) -> bool:
    """Tell whether two numbers can be of one count: of a whole region or of no place, only of one stated day."""
    if a.unit == "percent" and "capture" in a.about:
        # What is held of a town changes by the day.
        return common.when >= 1
    wide = any(subject.place is None or areas.rank(subject.place) < 2 for subject in (a, b))
    return (
        common.when >= 1
        or not wide
        or common.patient >= 1.0
        or not (a.about in lexicon().growing or a.unit == "people")
    )
