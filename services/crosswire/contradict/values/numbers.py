"""The numbers of a claim as they can be disputed: what of, in which unit, of whom, over which time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire.contradict.words.lexicon import lexicon, singular
from crosswire.contradict.words.wording import has
from crosswire_schemas.records import Claim, Quantity

_PART = re.compile(
    r"\b(?:including|among them|of whom|of them|of these|another"
    r"|an? (?:further|additional|extra)|additional|other|more|family of)\s+(?:at least\s+)?$",
    re.IGNORECASE,
)
_ADDED = re.compile(r"(?:another|a further|(?:a )?family of)\b", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:more|others?|of them|of whom|of which|of the)\b", re.IGNORECASE)
_OF_THE = re.compile(r"\bof (?:the|them|those|these|whom)\b", re.IGNORECASE)
# What a number is of where the text does not say it in reach.
_UNTOLD = frozenset({"thing", "number"})
_BARE = frozenset({"", "number", "thing", "quake", "earthquake", "tremor", "magnitude", "point"})
_PRISON = re.compile(r"\b(?:in|to|goes? to) (?:prison|jail)\b|\b(?:prison|jail) (?:term|sentence)\b|\bbehind bars\b")
_QUAKE = re.compile(r"\b(?:quakes?|earthquakes?|tremors?)\b", re.IGNORECASE)
_DEAD = re.compile(r"\b(?:bod(?:y|ies)|dead|killed|grave|remains|buried|deaths?|died)\b", re.IGNORECASE)
# What befalls missiles and buildings, and no people.
_OF_THINGS = frozenset({"downed", "launched", "destroyed", "damaged"})
# What a number is only compared with.
_FORESEEN = re.compile(r"\b(?:than|what|as)\s+(?:\w+ ){0,3}?(?:forecast|expected|projected|estimated)\b")
# Of those who may vote, how many did: the turnout, by whatever words, be it only told how large the share was.
_VOTERS = frozenset(
    {"voter", "electorate", "elector", "citizen", "resident", "adult", "inhabitant", "entitled", "roll"}
    | {"half", "third", "quarter", "fifth", "tenth"}
)
_VOTED = re.compile(
    r"\b(?:(?:go|goes|going|went|gone|came|come|turned up|showed up) (?:out )?(?:to|at) (?:the )?(?:polls|vote)"
    r"|cast(?:ing)? (?:an? |their |its |his |her )?(?:ballots?|votes?)|t(?:ook|aken|ake|aking) part|turned out|turnout"
    r"|participat\w+|(?<!entitled to )(?<!eligible to )(?<!registered to )vot(?:ed|ing|e)\b"
    r"(?! (?:for|against|to|in favou?r|yes|no)\b))",
    re.IGNORECASE,
)
# Those who have voted by some hour are not yet all.
_AS_OF = re.compile(
    r"\b(?:by|as of|at|until) (?:noon|midday|mid-\w+|\d|(?:the )?(?:morning|afternoon|early|late))\b", re.IGNORECASE
)
# Which of several matches a score is of: "the first meeting of the two clubs".
_MATCH = re.compile(
    r"\b(?:first|second|previous|earlier|last|return|reverse) (?:meeting|encounter|fixture|match|game|tie)\b"
)
# Two goals to one are one number: the higher first, so that either team may be named first.
_SCORE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One number that can be disputed."""

    about: str
    unit: str
    scope: str
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    text: str


def counted(claim: Claim, part_of: str) -> Iterator[Counted]:
    """Yield the numbers of a claim but those of parts ("including six children"), additions and counts not yet done.

    ``part_of`` is the part of the whole that the claim is about: a suburb, the second leg.
    """
    content = claim.content.text
    if not settled(content):
        return
    goals = [quantity for quantity in claim.quantities if quantity.of == "score"]
    if len(goals) == 2:
        match = _MATCH.search(content)
        yield score([goal.low or 0 for goal in goals], part_of or (match.group() if match else ""))
    for quantity in claim.quantities:
        if (
            quantity.of != "score"
            and _whole(quantity, content)
            and not _called(quantity, content)
            and not (part(content, quantity.text) and quantity.unit != "percent")
            and (about := _about(quantity, claim))
        ):
            yield _measured(quantity, about, part_of, content)


def _called(quantity: Quantity, content: str) -> bool:
    """Tell a number by which one of many goes: "flight 12" counts no flights."""
    number = quantity.text.rpartition(" ")[2]
    of = (quantity.of or "").rpartition(" ")[2]
    return (
        number.isdigit()
        and bool(of)
        and bool(re.search(rf"\b{re.escape(of)} {number}\b(?!,\d)", content, re.IGNORECASE))
    )


def settled(content: str) -> bool:
    """Tell whether the numbers of a text are no forecasts and no counts not yet done."""
    return not has(_FORESEEN.sub("", content), lexicon().partial)


def _whole(quantity: Quantity, content: str) -> bool:
    """Tell whether a number of people can be one: no half men, and no bodies found of whenever they died."""
    if quantity.of in _UNTOLD:
        return _magnitude(quantity, content)
    if lexicon().unit(quantity.unit) != "people":
        return True
    halves = any(end is not None and end != int(end) for end in (quantity.low, quantity.high))
    return not halves and not (has(content, lexicon().bodies) and _of_dead(quantity, content))


def _of_dead(quantity: Quantity, content: str) -> bool:
    return lexicon().count(quantity.of) in lexicon().growing or bool(_DEAD.search(content))


def score(goals: Sequence[str | float], scope: str = "") -> Counted:
    """Return two goals to one as one number, the higher first: either team may be named first."""
    low, high = sorted(float(goal) for goal in goals)
    value = high * _SCORE + low
    words = f"{high:g}-{low:g}"
    return Counted(
        about="score", unit="score", scope=scope, low=value, high=value, low_open=False, high_open=False, text=words
    )


def _about(quantity: Quantity, claim: Claim) -> str:
    """Return what the number is of; what happened to people decides where only who they were is said."""
    known, slots = lexicon(), claim.slots
    about = known.count(quantity.of)
    if _magnitude(quantity, claim.content.text):
        return "magnitude"
    if quantity.of == "duration" and _PRISON.search(claim.content.text):
        return "sentence"
    text = claim.content.text
    voted = quantity.unit == "percent" and about in _VOTERS and _VOTED.search(text) and not _AS_OF.search(text)
    if voted or about in known.counts or slots is None:
        return "taking_part" if voted else about
    if quantity.unit == "percent" and about in known.generic:
        # Of a city, one share is taken and another destroyed.
        return f"{about} {known.happening(slots.predicate, slots.root)}"
    words = [slots.predicate, f"{slots.predicate} {slots.object.canonical}" if slots.object else ""]
    told = next((known.counted[word.casefold()] for word in words if word.casefold() in known.counted), "")
    people = known.unit(quantity.unit) == "people"
    if (told and told not in _OF_THINGS) or not people:
        return told or about
    # People who shelter and people who leave are counted apart; whoever marches takes part.
    happening = known.happening(slots.predicate, slots.root)
    return "taking_part" if happening == "protest" else f"{about} {happening}"


def _magnitude(quantity: Quantity, content: str) -> bool:
    """Tell the magnitude of an earthquake: below ten, with a decimal, of nothing else."""
    value = quantity.low
    bare = quantity.unit in _BARE and quantity.low == quantity.high
    return bare and value is not None and 2 < value < 10 and "." in quantity.text and bool(_QUAKE.search(content))


def _measured(quantity: Quantity, about: str, part_of: str, content: str) -> Counted:
    unit, factor = "magnitude" if about == "magnitude" else lexicon().unit(quantity.unit), 1.0
    if about == "sentence" and unit in lexicon().measures:
        factor = lexicon().measures[unit][2]
        unit = lexicon().measures[unit][1]
    elif unit in lexicon().measures:
        about, unit, factor = lexicon().measures[unit]
    people = unit == "people"
    scope = whom(quantity), window(quantity), part_of if people else "", *narrowed(content, people=people)
    return Counted(
        about=about,
        unit=unit,
        scope="; ".join(filter(None, scope)),
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        low_open=bool(quantity.low_open),
        high_open=bool(quantity.high_open),
        text=quantity.text,
    )


def narrowed(content: str, *, people: bool) -> tuple[str, ...]:
    """Return by what a text narrows its numbers: a quarter, the whole world, those who are badly hurt."""
    return tuple(
        name
        for name, words in lexicon().scopes.items()
        if (people or not name.endswith("hurt")) and has(content, words)
    )


def of_one_scope(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether two numbers are narrowed alike; that one runs over a year or a quarter may go unsaid."""
    over = [{part for part in scope if part.startswith("per ")} for scope in (mine, theirs)]
    return mine - over[0] == theirs - over[1] and (not all(over) or bool(over[0] & over[1]))


def part(content: str, text: str) -> bool:
    """Tell whether the content puts the number as a part of another or as an addition."""
    if _OF_THE.search(text) or (re.search(r"\b(?:more|others?)\b", text) and not re.search(r"\bmore than\b", text)):
        return True
    at = content.find(text)
    if at < 0:
        return False
    return bool(_PART.search(content[:at]) or _MORE.search(content[at + len(text) :]) or _MORE.search(text[-8:]))


def whom(quantity: Quantity) -> str:
    """Return who was counted where the wording narrows it: children, soldiers; nothing for people at large."""
    for word in re.findall(r"[a-z]+", quantity.text.casefold()):
        group = lexicon().groups.get(word) or lexicon().groups.get(singular(word))
        if group:
            return group
    return ""


def window(quantity: Quantity) -> str:
    """Return the time over which was counted."""
    found = quantity.window
    return f"{found.from_}/{found.to}" if found else ""
