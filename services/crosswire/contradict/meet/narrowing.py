"""Narrowing: whether two passages that share their wording tell of two things, each narrowed by a word of its own.

The strike at the brewery is not the strike at the smelter, and the minister of health is not the minister of finance;
but the fire at the plant may be the fire at the chemical plant.
"""

import re
from collections.abc import Iterator
from itertools import product

from crosswire.contradict.meet.acts import VIOLENCE, sorts
from crosswire.contradict.meet.windows import over_two_times
from crosswire.contradict.words import excluding, names, wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import AKIN, ALIKE, alike, inflected, lemma, lemmas, matches
from crosswire.contradict.words.names import skeleton
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.phrases import Phrase, kinds_of_words, phrases
from crosswire.contradict.words.terms import inner
from crosswire_schemas.records import Claim

# Questions of what a passage begins with.
_OF_ITS_FIRST = frozenset({"status", "time", "outcome", "place", "control"})
# Questions of who did it or has it, so that what follows "by" is in dispute.
_OF_WHO = frozenset({"control", "responsibility"})
# Prepositions that tell where something is, be it a place that no gazetteer has.
_AROUND = frozenset({"where", "over", "to", "from"})
# Prepositions that bind closely.
_NEAREST = frozenset({"of", "to", "from", "with"})
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
    one, other = (_Told(text, disputed, placed) for text in (left, right))
    if kind == "number" and (over_two_times(left, right) or _of_some(one, other) or _of_some(other, one)):
        return True
    known = kind != "number" and bool(one.names & other.names & (one.known | other.known))
    if any(
        _of_two_kinds(mine, theirs, one, other, known=known) for mine, theirs in product(one.phrases, other.phrases)
    ):
        return True
    if known:
        return False
    linked = [pair for pair in _linked(one, other) if not (kind in _OF_WHO and pair[0].by == "by")]
    if kind in {"number", "outcome"} and _other_doers(one, other):
        return True
    return any(_apart(mine, theirs, one, other) for mine, theirs in linked) or (
        kind in _OF_ITS_FIRST and _first_apart(one, other)
    )


def _of_some(one: "_Told", other: "_Told") -> bool:
    """Tell a number among some of those whom the other text counts: unemployment, and that among the young."""
    words = {form for word in other.words for form in lemmas(word)}
    return any(
        at.by == "among" and at.head and one.strays(at.head, other) and any(lemmas(word) & words for word in at.of)
        for at in one.phrases
    ) and not any(at.by == "among" for at in other.phrases)


class _Told:
    """A text by its phrases and all its words, with what is not to be asked of it."""

    def __init__(self, text: str, disputed: str, placed: frozenset[str]) -> None:
        self.phrases = phrases(text)
        self.words = tuple({word for at in self.phrases for word in (*at.words, at.head, *at.of) if word})
        self.names = frozenset(name for at in self.phrases for name in at.names)
        # A name in the place of a thing's tells where it is.
        self.known = frozenset(name for at in self.phrases if at.by not in _AROUND for name in at.names) - placed
        self.states = frozenset(state for at in self.phrases for state in at.states)
        self.placed = placed
        said = inner(disputed)
        self._gone = {*said[2], *disputed.casefold().split()}
        self._forms = {form for word in self._gone for form in lemmas(word)}
        self.gone_names = {*said[0]}

    @property
    def bearer(self) -> Phrase | None:
        """Return of what the answer in dispute is given: what is done to something, or what the text begins with."""
        acts = self._forms | lexicon().taking
        done = (at for at in self.phrases if not at.by and at.head and any(lemmas(verb) & acts for verb in at.of))
        return next(done, next((at for at in self.phrases[:1] if at.first and at.head), None))

    def strays(self, word: str, other: "_Told", *, vague: bool = False, least: int = AKIN) -> bool:
        """Tell a noun that the other text does not have, and that is not what is disputed.

        ``vague``: be it one that may be said of anything; ``least``: how like it another must be to be taken for it.
        """
        forms = lemmas(word)
        skipped = kinds_of_words()["times"] | (frozenset() if vague else kinds_of_words()["vague"] | lexicon().generic)
        meant = {word} if wordnet.kinds(word) else forms
        if meant & skipped or {word, *forms} & self._gone:
            return False
        # A word that stands in both is taken already: trade of "the trade deal" is not "deal" of "the fishing deal".
        return not any(
            forms & lemmas(found) or (alike(word, found) >= least and not self.has(found)) for found in other.words
        )

    def several(self, head: str) -> bool:
        """Tell whether several phrases have one noun: two trains met."""
        return len([at for at in self.phrases if at.head and lemmas(at.head) & lemmas(head)]) > 1

    def has(self, word: str) -> bool:
        """Tell whether the text has a word in some form."""
        return any(lemmas(word) & lemmas(own) for own in self.words)


def _linked(one: _Told, other: _Told) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield what follows one preposition, or one of its family, and may narrow one word; numbers are no such thing."""
    for mine, theirs in product(*([at for at in told.phrases if not at.counted] for told in (one, other))):
        if mine.by and mine.by == theirs.by and any(_one_word(a, b) for a, b in product(_of(mine), _of(theirs))):
            yield mine, theirs


def _of(found: Phrase) -> tuple[str, ...]:
    """Return what a phrase may narrow: any word before it, after some prepositions the nearest; of a name no act."""
    if found.by in _NEAREST:
        return found.of[-1:]
    if not found.head:
        return tuple(word for word in found.of[-1:] if found.near and not _happening(word))
    return found.of


def _happening(word: str) -> bool:
    return inflected(word) or _acted(word)


def _acted(word: str) -> bool:
    """Tell a happening from the thing that it befell: an explosion was that of a boiler."""
    return any(lexicon().happenings.get(form) in lexicon().deeds for form in lemmas(word))


def _one_word(a: str, b: str) -> bool:
    return bool(lemmas(a) & lemmas(b)) or (_acted(a) and bool(sorts(a) & sorts(b)))


def _apart(mine: Phrase, theirs: Phrase, one: _Told, other: _Told) -> bool:
    """Tell whether two phrases in one place name two things."""
    if mine.head and theirs.head:
        if _of_one_name(mine, theirs) or not _comparable(mine, theirs):
            return False
        # A court is near enough to a parliament, but not so their presidents.
        least = ALIKE if mine.near and theirs.near and _person(mine.of[-1]) else AKIN
        return one.strays(mine.head, other, least=least) and other.strays(theirs.head, one, least=least)
    if mine.head or theirs.head:
        return False
    if mine.states and theirs.states:
        return not {*mine.states} & other.states and not {*theirs.states} & one.states
    if {*mine.names} & one.placed and {*theirs.names} & one.placed:
        return False
    named = [
        {name for name in at.names if name not in told.gone_names and name not in against.names}
        for at, told, against in ((mine, one, other), (theirs, other, one))
    ]
    return all(named) and not any(names.spelt_alike(a, b) for a, b in product(*named))


def _of_one_name(mine: Phrase, theirs: Phrase) -> bool:
    """Tell whether two phrases share a name, or a word before their nouns: the coal port is the coal terminal."""
    return bool({*mine.names} & {*theirs.names} or matches(mine.words, theirs.words))


def _comparable(mine: Phrase, theirs: Phrase) -> bool:
    """Tell whether two nouns answer one question: whom an attack hits was at the place that it hits."""
    if _wider(mine.head, theirs.head) or _wider(theirs.head, mine.head):
        return False
    violent = mine.by != "among" and any(sorts(word) & VIOLENCE for word in mine.of)
    return not violent or _person(mine.head) == _person(theirs.head)


def _wider(wide: str, narrow: str) -> bool:
    """Tell what a noun is a kind of, however far above: a steroid is a substance; a camp is a base."""
    if {wide, narrow} <= patterns()["strongholds"]:
        return True
    own = {kind for form in lemmas(wide) for kind in wordnet.kinds(form)[:1]}
    if any(own & set(wordnet.kinds(form)) for form in lemmas(narrow)):
        return True
    # What is made or done somewhere is often called by a word that no dictionary has: a brewery is a plant.
    return bool(lemmas(wide) & kinds_of_words()["works"]) and not any(map(wordnet.kinds, lemmas(narrow)))


def _person(word: str) -> bool:
    kinds = {kind for form in lemmas(word) for kind in wordnet.kinds(form)}
    return bool(kinds & {"person.1", "organism.1"}) or word in lexicon().forces


def _of_two_kinds(mine: Phrase, theirs: Phrase, one: _Told, other: _Told, *, known: bool) -> bool:
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
        excluding.exclude(a, b) or (not known and _noun(a) and _noun(b)) for a, b in product(mine_own, their_own)
    )


def _noun(word: str) -> bool:
    """Tell a noun before a noun, which tells its kind; a word in no dictionary is one."""
    forms = lemmas(word)
    opposites, acts = any(map(wordnet.antonyms, forms)), any(map(wordnet.acts, forms))
    if opposites != acts:
        # With an opposite mostly an adjective, as in heavy rain; with an act a noun, as in cruise ship.
        return acts
    return any(map(wordnet.kinds, forms)) or not any(map(wordnet.known, forms))


def _first_apart(one: _Told, other: _Told) -> bool:
    """Tell whether what it is told of is another thing in either text: a school is no library."""
    mine, theirs = one.bearer, other.bearer
    if mine is None or theirs is None or _of_one_name(mine, theirs):
        return False
    if _person(mine.head) or _person(theirs.head) or _acted(mine.head) != _acted(theirs.head):
        return False
    if _wider(mine.head, theirs.head) or _wider(theirs.head, mine.head):
        return False
    return one.strays(mine.head, other) and other.strays(theirs.head, one)


def _other_doers(one: _Told, other: _Told) -> bool:
    """Tell whether two numbers are of what two did who are each named by one text, or fight each other."""
    firsts = [at for told in (one, other) for at in told.phrases[:1] if at.first]
    if len(firsts) < 2:
        return False
    if all(at.head for at in firsts) and names.opposed(firsts[0].head, firsts[1].head):
        return True
    named = [set(at.names) for at in firsts]
    own = [found - one.placed - told.names for found, told in zip(named, (other, one), strict=True)]
    return all(own) and named == own and not any(at.states for at in firsts)
