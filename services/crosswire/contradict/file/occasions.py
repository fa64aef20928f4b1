"""Occasions: acts of which there is one a day, or one at all, with whom they befell, where and when."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from crosswire.contradict.retold import Occasion
from crosswire.contradict.values import areas, exact
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.occasions import Act, acts, phrases, sites, told_of
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.terms import anyword, inner
from crosswire_schemas.records import Claim, Place

# How a text states the time of one of its parts: hours and words.
Dating = Callable[[str], tuple[float | None, float | None, str]]
_NAME = re.compile(
    r"[A-Z][\w'’-]*\w(?:\s(?:(?:de|da|del|der|van|von|bin|al|el|la|di|dos)\s)*(?:al-)?[A-Z0-9][\w'’-]*\w|\s\d+\b)*"
)
_OWNED = re.compile(r"['’]s?$")
# Whoever stands after these is not whom it befell.
_BESIDE = re.compile(
    r"\b(?:of|for|to|by|with|from|against|about|than|like|over)\s(?:(?:the|an?|his|her|its|their|[a-z-]+)\s){0,4}$"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|got)\s(?:\w+ly\s)?$")
_REDUCED = re.compile(r"^,\s(?:\d+,\s)?$")
# What does not stand between a verb and whom it befalls.
_LINKED = re.compile(r"[,;:]|\b(?:in|at|on|near|off|as|when|while|and|to|from|by|with|over|for|that|of|who|which)\b")
# What stands behind a name that is somebody's own: "the Orsk striker" is not Orsk.
_ENDS = re.compile(
    r"[,.;:)]|\s(?:in|at|on|near|off|outside|as|when|while|after|before|for|over|during|late|early|this|last|and|was|were"
    r"|is|are|has|had|been|who|got|by|with|from|to|\d+)\b|\s\("
)
_OF = re.compile(r"^\sof\s(?:(?:the|an?|his|her|[a-z-]+)\s){0,4}$")
_DATED = re.compile(r"^(?:,\s[^,]{3,60},)?\s(?:took place|happened|occurred|came|in|at|near|off|on|outside|last)\b")
_PRONOUN = re.compile(r"(?:^|\b(?:[Hh]e|[Ss]he|[Ww]ho)\s(?:(?:had|has|was|were|is|been)\s)*)$")
_AT = re.compile(r"\b(?:through|(?:coast|shores?|waters|outskirts) of)\s(?:the\s)?$")
_FROM = re.compile(r"\bfrom\s(?:the\s)?$")
# Words of a full name.
FULL = 2
# Words that may stand between a verb and whom it befalls.
OBJECT = 6

Name = tuple[int, int, str]


def occasions(claim: Claim, text: str, dating: Dating) -> tuple[Occasion, ...]:
    """Return the occasions that a text tells of; ``dating`` says when a part of it puts what it tells."""
    if not told_of(text) or phrases()["again"].search(text):
        return ()
    names, site = list(_names(claim, text)), _site(claim, text)
    found: dict[tuple[str, tuple[str, ...]], Occasion] = {}
    for start, part in _parts(text):
        own = [(first - start, last - start, name) for first, last, name in names if start <= first < start + len(part)]
        hits = [(act, at) for act in acts() for at in act.told.finditer(part) if not _unsure(part[: at.start()])]
        for act, at in hits:
            others = [other for known, other in hits if known.sort != act.sort]
            if act.of_craft and not act.of_craft.search(text):
                continue
            bearer = site if act.of_site else _bearer(act, at, part, own, names)
            where = [] if act.of_site or not bearer else _sites(claim, part, act, at, others)
            low, high, hour = dating(part) if bearer and act.ever and not others else (None, None, "")
            if where or low is not None:
                occasion = Occasion(
                    sort=act.sort,
                    bearer=bearer,
                    of_thing=act.of_thing,
                    of_site=act.of_site,
                    sites=tuple(dict.fromkeys(map(exact.place, where))),
                    low=low,
                    high=high,
                    hour=hour,
                )
                found.setdefault((act.sort, bearer), occasion)
    return tuple(found.values())


def _unsure(before: str) -> bool:
    """Tell what is denied, planned or only wanted."""
    return bool(phrases()["unsure"].search(before))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text that are each of one time, with where they start."""
    start = 0
    for at in phrases()["parts"].finditer(text):
        yield start, text[start : at.start()]
        start = at.end()
    yield start, text[start:]


def _names(claim: Claim, text: str) -> Iterator[Name]:
    """Yield the names in a text, those of persons in full where the article has that: where, and who."""
    full = {
        party.canonical.split()[-1]: party.canonical
        for party in claim.parties
        if party.kind == "person" and len(party.canonical.split()) >= FULL
    }
    for at in _NAME.finditer(text):
        words = at.group().split()
        start = at.start()
        while words and _no_name(words[0], first=start == 0):
            start += len(words[0]) + 1
            words = words[1:]
        if words:
            name = " ".join(words)
            yield start, at.end(), full.get(name, name)


@lru_cache(maxsize=4096)
def _no_name(word: str, *, first: bool) -> bool:
    """Tell a word with a capital that names nobody: a title, a people, or what opens the sentence."""
    plain = word.casefold()
    return plain in lexicon().titles or plain in lexicon().nations or (first and anyword(plain))


def _bearer(act: Act, at: re.Match[str], part: str, own: list[Name], names: list[Name]) -> tuple[str, ...]:
    """Return the names of whom or what it befell; nothing where that is nobody with a full name."""
    if act.of_thing:
        return _thing(at, part, own)
    before = [name for name in own if name[1] <= at.start() and _free(name, part, at.start())]
    way = at.lastgroup
    if way == "noun":
        held = [name for name in own if name[0] >= at.end() and _OF.match(part[at.end() : name[0]])][:1]
        return _full(held[0][2]) if held and _DATED.match(part[held[0][1] :]) else ()
    reduced = any(_REDUCED.match(part[name[1] : at.start()]) for name in before)
    if way == "befallen" and not reduced and not _PASSIVE.search(part[: at.start()]):
        after = [name for name in own if name[0] >= at.end() and _object(part[at.end() : name[0]])][:1]
        taken = after and act.takes and re.fullmatch(act.takes, at.group(), re.IGNORECASE)
        return _full(after[0][2]) if taken and _free(after[0], part, len(part)) else ()
    whole = [name for name in before if _full(name[2])]
    if whole:
        return _full(whole[0][2])
    if _PRONOUN.search(part[: at.start()]) and not before:
        known = {_full(name[2]) for name in names} - {()}
        return known.pop() if len(known) == 1 else ()
    return ()


def _object(between: str) -> bool:
    """Tell whether only what says who he is stands between a verb and a name."""
    words = between.split()
    said = all(word[:1].islower() or _no_name(word, first=False) for word in words)
    return len(words) <= OBJECT and said and not _LINKED.search(between)


def _free(name: Name, part: str, end: int) -> bool:
    """Tell whether a name may be of whom it befell: it owns and narrows nothing, and nothing is said to be of it."""
    after = part[name[1] : end]
    alone = not after.strip() or _ENDS.match(after)
    return bool(alone) and not _OWNED.search(name[2]) and not _BESIDE.search(part[: name[0]])


def _full(name: str) -> tuple[str, ...]:
    words = inner(_OWNED.sub("", name))[0]
    return words if len(words) >= FULL else ()


def _site(claim: Claim, text: str) -> tuple[str, ...]:
    """Return the names, what narrows it, and last the noun of the works or the building that a text tells of.

    Nothing in a war, in which the same befalls it again.
    """
    told = " ".join((text, *(span.text for span in claim.scene.spans))) if claim.scene else text
    if phrases()["war"].search(told):
        return ()
    for at in sites().finditer(told):
        names = [word for part in (at["name"], at["at"]) if part for word in inner(part)[0]]
        if names:
            return *dict.fromkeys(names), *at["kind"].split(), at["noun"]
    scene = inner("; ".join(span.text for span in claim.scene.spans))[0] if claim.scene else ()
    return (*scene, "") if scene else ()


def _thing(at: re.Match[str], part: str, own: list[Name]) -> tuple[str, ...]:
    """Return the names before the act that are of no place, or behind a noun for it."""
    named = [name for name in own if name[1] <= at.start()]
    if at.lastgroup == "noun":
        named = [name for name in own if name[0] >= at.end() and _OF.match(part[at.end() : name[0]])][:1]
    placed = [name for name in named if not _of_place(part[max(0, name[0] - 40) : name[0]])]
    return tuple(dict.fromkeys(word for name in placed for word in inner(name[2])[0]))


def _of_place(ahead: str) -> bool:
    return bool(patterns()["there"].search(ahead) or patterns()["away"].search(ahead))


def _sites(claim: Claim, part: str, act: Act, at: re.Match[str], others: list[re.Match[str]]) -> list[Place]:
    """Return the places at which the act is put: those behind it, with nothing else between, or else before it."""
    after: list[Place] = []
    before: list[Place] = []
    for place in claim.places:
        start = part.find(place.text)
        if start < 0 or areas.fragment(place, part):
            continue
        ahead = part[max(0, start - 40) : start]
        if not (patterns()["there"].search(ahead) or _AT.search(ahead) or (act.starts and _FROM.search(ahead))):
            continue
        between = part[at.end() : start] if start >= at.end() else part[start + len(place.text) : at.start()]
        span = (at.end(), start) if start >= at.end() else (start, at.start())
        between = phrases()["within"].sub("", _FROM.sub("", between) if act.starts else between)
        blocked = phrases()["other"].search(between) or (act.of_deed and phrases()["of_deed"].search(between))
        if blocked or any(span[0] <= other.start() < span[1] for other in others):
            continue
        (after if start >= at.end() else before).append(place)
    return after or before
