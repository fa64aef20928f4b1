"""Narrowing: whether two passages that share their wording tell of two things, each narrowed by a word of its own.

The strike at the brewery is not the strike at the smelter, and the minister of health is not the minister of finance;
but the fire at the plant may be the fire at the chemical plant.
"""

import re
from collections.abc import Iterator
from itertools import product

from crosswire.contradict.meet import called, nouns
from crosswire.contradict.meet.acts import VIOLENCE, sorts
from crosswire.contradict.meet.told import Told
from crosswire.contradict.meet.windows import over_two_times
from crosswire.contradict.words import excluding, names
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import AKIN, ALIKE, inflected, lemma, lemmas, matches
from crosswire.contradict.words.names import skeleton
from crosswire.contradict.words.phrases import Phrase, kinds_of_words
from crosswire_schemas.records import Claim

# Questions of what a passage begins with.
_OF_ITS_FIRST = frozenset({"status", "time", "outcome", "place", "control"})
# Questions of what was done.
_OF_WHAT = frozenset({"number", "denial"})
# Questions of who did it or has it, so that what follows "by" is in dispute.
_OF_WHO = frozenset({"control", "responsibility"})
# Prepositions that bind closely.
_NEAREST = frozenset({"of", "to", "from", "with"})
# Prepositions of whoever has a part in something.
_FROM = frozenset({"to", "from", "with", "by"})
# Prepositions of which the one may be the answer in dispute: voted for, voted against.
_SIDES = frozenset({"for", "against"})
_OWN = re.compile(r"(?:that )?(?:to|his|her|its|their|our|my)\b", re.IGNORECASE)


def of_two_things(left: Claim, right: Claim, kind: str, disputed: str) -> bool:
    """Tell whether two claims tell of two things, apart from the words ``disputed`` on a point of ``kind``."""
    placed = frozenset(
        skeleton(word)
        for claim in (left, right)
        for place in claim.places
        for word in f"{place.text} {place.name}".split()
    )
    return two_things(_text(left), _text(right), kind, disputed, placed)


def _text(claim: Claim) -> str:
    """Return what a claim says, and after it who says it where that is of him: "his client", "to resign", a denial."""
    text = claim.content.text
    return f"{text}; {claim.speaker.text}" if _OWN.match(text) or claim.cue.force == "deny" else text


def two_things(left: str, right: str, kind: str, disputed: str = "", placed: frozenset[str] = frozenset()) -> bool:
    """Tell whether two texts tell of two things, apart from the words ``disputed`` on a point of ``kind``.

    ``placed`` are the words of the names of places, which are compared as places. Of what has a name that is no
    place's, one may tell more than the other; but two numbers may be of two of its parts.
    """
    one, other = (Told(text, disputed, placed) for text in (left, right))
    known = kind != "number" and called.known(one, other)
    pairs = tuple(product(one.phrases, other.phrases))
    if (
        (kind == "number" and (over_two_times(left, right) or _of_some(one, other) or _of_some(other, one)))
        or called.two_numbers(left, right)
        or _groups_apart(one, other)
        or (kind != "control" and _borne_apart(one, other, kind, known=known))
        or any(_of_two_names(*pair, one, other, known=known) for pair in pairs)
        or any(_of_two_kinds(*pair, one, other, known=known) for pair in pairs)
    ):
        return True
    linked = [pair for pair in _linked(one, other) if not (kind in _OF_WHO and pair[0].by == "by")]
    if known:
        return any(_of_its_own(*pair, one, other) and _apart(*pair, one, other) for pair in linked)
    if kind in {"number", "outcome"} and _other_doers(one, other):
        return True
    return (
        any(_apart(mine, theirs, one, other) for mine, theirs in linked)
        or (kind in _OF_ITS_FIRST and _first_apart(one, other))
        or (kind not in _OF_WHO and _named_apart(one, other))
    )


def _of_some(one: "Told", other: "Told") -> bool:
    """Tell a number among some of those whom the other text counts: unemployment, and that among the young."""
    words = {form for word in other.words for form in lemmas(word)}
    return any(
        at.by == "among" and at.head and one.strays(at.head, other) and any(lemmas(word) & words for word in at.of)
        for at in one.phrases
    ) and not any(at.by == "among" for at in other.phrases)


def _linked(one: Told, other: Told) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield what follows one preposition, or one of its family, and may narrow one word; numbers are no such thing."""
    for mine, theirs in product(*([at for at in told.phrases if not at.counted] for told in (one, other))):
        if mine.by and mine.by == theirs.by and any(_one_word(a, b) for a, b in product(_of(mine), _of(theirs))):
            yield mine, theirs


def _of(found: Phrase) -> tuple[str, ...]:
    """Return what a phrase may narrow: any word before it, after some prepositions the nearest; of a name no act."""
    if found.by in _NEAREST:
        return found.of[-1:]
    if not found.head:
        return tuple(word for word in found.of[-1:] if found.near and not nouns.happening(word))
    return found.of


def _one_word(a: str, b: str) -> bool:
    return bool(lemmas(a) & lemmas(b)) or (nouns.acted(a) and bool(sorts(a) & sorts(b)))


def _apart(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    """Tell whether two phrases in one place name two things."""
    if mine.head and theirs.head:
        if _of_one_name(mine, theirs) or not _comparable(mine, theirs):
            return False
        # A court is near enough to a parliament, but not so their presidents.
        least = ALIKE if mine.near and theirs.near and nouns.person(mine.of[-1]) else AKIN
        return one.strays(mine.head, other, least=least) and other.strays(theirs.head, one, least=least)
    if mine.head or theirs.head:
        return False
    if mine.states and theirs.states:
        return not {*mine.states} & other.states and not {*theirs.states} & one.states
    return called.two_names(mine, theirs, one, other)


def _of_its_own(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    """Tell whether two phrases narrow a noun that has not itself the name by which what is told of is known."""
    word = mine.of[-1] if mine.of else ""
    near = (mine.near and theirs.near) or mine.by in _SIDES
    if not (near and theirs.of and lemmas(word) & lemmas(theirs.of[-1])) or inflected(word):
        return False
    named = one.names & other.names
    if mine.by in _FROM and (nouns.person(mine.head) or nouns.person(theirs.head)):
        # The same man may be called by another word.
        return False
    return mine.by in _SIDES or not any(
        lemmas(at.head) & lemmas(word) and named & {*at.names}
        for told in (one, other)
        for at in told.phrases
        if at.head
    )


def _borne_apart(one: Told, other: Told, kind: str, *, known: bool) -> bool:
    """Tell whether one verb has another object, or subject, in each text: who attended the funeral, and who the vigil.

    People may be called by other words unless they do other work, or what is asked is what was done to them; so may
    what is ``known`` by a name.
    """
    return any(
        _of_two_callings(mine, theirs, one, other)
        or (
            not known
            and nouns.person(mine.head) == nouns.person(theirs.head)
            and (not nouns.person(mine.head) or (kind in _OF_WHAT and _of_one_verb(mine.done, theirs.done)))
            and (called.two_names if mine.names and theirs.names else _apart)(mine, theirs, one, other)
        )
        for mine, theirs in product(*([at for at in told.phrases if _bears(at)] for told in (one, other)))
        if _of_one_verb(mine.done, theirs.done) or _of_one_verb(mine.does, theirs.does)
    )


def _bears(at: Phrase) -> bool:
    return bool((at.done or at.does) and at.head and not at.counted)


def _of_one_verb(a: str, b: str) -> bool:
    return bool(a and b and lemmas(a) & lemmas(b))


def _of_one_name(mine: Phrase, theirs: Phrase) -> bool:
    """Tell whether two phrases share a name, or a word before their nouns: the coal port is the coal terminal."""
    return bool({*mine.names} & {*theirs.names} or matches(mine.words, theirs.words))


def _comparable(mine: Phrase, theirs: Phrase) -> bool:
    """Tell whether two nouns answer one question: whom an attack hits was at the place that it hits."""
    if nouns.wider(mine.head, theirs.head) or nouns.wider(theirs.head, mine.head):
        return False
    violent = mine.by != "among" and any(sorts(word) & VIOLENCE for word in mine.of)
    return not violent or nouns.person(mine.head) == nouns.person(theirs.head)


def _of_two_names(mine: Phrase, theirs: Phrase, one: Told, other: Told, *, known: bool) -> bool:
    """Tell whether one noun, or none, has another name in each text."""
    if mine.by != theirs.by:
        return False
    if mine.head == theirs.head and called.sister_names(mine, theirs, one, other):
        return True
    return (
        not known
        and bool(mine.head and theirs.head and lemmas(mine.head) & lemmas(theirs.head))
        and not (one.several(mine.head) or other.several(theirs.head))
        and (called.two_names(mine, theirs, one, other) or _of_two_states(mine, theirs, one, other))
    )


def _of_two_kinds(mine: Phrase, theirs: Phrase, one: Told, other: Told, *, known: bool) -> bool:
    """Tell whether one noun has another word before it in each text: the trade deal, and the fishing deal.

    Of what is ``known`` by a name the words must exclude each other.
    """
    if not (mine.by == theirs.by or {mine.by, theirs.by} <= _SIDES) or not (
        mine.head and theirs.head and lemmas(mine.head) & lemmas(theirs.head)
    ):
        return False
    if set(mine.names) & set(theirs.names) or one.several(mine.head) or other.several(theirs.head):
        return False
    if mine.nth and theirs.nth and mine.nth != theirs.nth and not lemmas(mine.head) & kinds_of_words()["times"]:
        return True
    ranks = [{*at.words} & kinds_of_words()["ranks"] for at in (mine, theirs)]
    if ranks[0] != ranks[1] and not known and lemma(mine.head) == mine.head:
        return True
    mine_own = [word for word in mine.words if one.strays(word, other, vague=True)]
    their_own = [word for word in theirs.words if other.strays(word, one, vague=True)]
    return any(
        excluding.exclude(a, b) or (not known and nouns.noun(a) and nouns.noun(b))
        for a, b in product(mine_own, their_own)
    )


def _of_two_states(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    """Tell the president of one state from that of another; but an act, and forces, are told by who is behind them."""
    told = not nouns.acted(mine.head) and not lemmas(mine.head) & lexicon().forces
    return told and all(
        at.states and not {*at.states} & (own.gone_states | against.states)
        for at, own, against in ((mine, one, other), (theirs, other, one))
    )


def _first_apart(one: Told, other: Told) -> bool:
    """Tell whether what it is told of is another thing in either text: a school is no library."""
    mine, theirs = one.bearer, other.bearer
    if mine is None or theirs is None or _of_one_name(mine, theirs):
        return False
    if nouns.person(mine.head) or nouns.person(theirs.head) or nouns.acted(mine.head) != nouns.acted(theirs.head):
        return False
    if nouns.wider(mine.head, theirs.head) or nouns.wider(theirs.head, mine.head):
        return False
    return one.strays(mine.head, other) and other.strays(theirs.head, one)


def _groups_apart(one: Told, other: Told) -> bool:
    """Tell whether the texts begin with two groups, each known by what it does, whom the other does not name."""
    firsts = [at for told in (one, other) for at in told.phrases[:1] if at.first and lemma(at.head) != at.head]
    return len(firsts) > 1 and _of_two_callings(firsts[0], firsts[1], one, other)


def _of_two_callings(mine: Phrase, theirs: Phrase, one: Told, other: Told) -> bool:
    strange = one.strays(mine.head, other) and other.strays(theirs.head, one)
    return strange and called.two_callings(mine.head, theirs.head)


def _named_apart(one: Told, other: Told) -> bool:
    """Tell whether one noun has a name in each text, and another: the tanker Halmen is not the tanker Bragen."""
    return any(
        _of_one_noun(mine.head, theirs.head)
        and lemma(mine.head) == mine.head
        and not (one.several(mine.head) or other.several(theirs.head))
        and not {*mine.names} & {*theirs.names}
        and called.two_names(mine, theirs, one, other)
        for mine, theirs in product(*([at for at in told.phrases if _called(at)] for told in (one, other)))
    )


def _of_one_noun(a: str, b: str) -> bool:
    """Tell whether two nouns are one, or of things one is a kind of the other: a ferry is a ship."""
    return bool(lemmas(a) & lemmas(b)) or (
        not nouns.person(a) and not nouns.person(b) and (nouns.wider(a, b) or nouns.wider(b, a))
    )


def _called(at: Phrase) -> bool:
    return bool(at.head and at.names and at.by in {"", "of"})


def _other_doers(one: Told, other: Told) -> bool:
    """Tell whether two numbers are of what two did who are each named by one text, or fight each other."""
    firsts = [at for told in (one, other) for at in told.phrases[:1] if at.first]
    if len(firsts) < 2:
        return False
    if all(at.head for at in firsts) and names.opposed(firsts[0].head, firsts[1].head):
        return True
    named = [set(at.names) for at in firsts]
    own = [found - one.placed - told.names for found, told in zip(named, (other, one), strict=True)]
    return all(own) and named == own and not any(at.states for at in firsts)
