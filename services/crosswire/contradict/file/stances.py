"""Stances: the answers that a claim's words give by their meaning to questions such as open or closed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from crosswire.contradict.file.offices import in_office
from crosswire.contradict.retold import Stance
from crosswire.contradict.values.slots import Facts, declined
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.lexicon import lexicon
from crosswire.contradict.words.likeness import inflected, lemmas
from crosswire.contradict.words.patterns import patterns
from crosswire.contradict.words.sides import MEASURED, Side, possessed

_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|as|with) ")
_ALL = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
# What has power again in most of a town may be without it in parts of it.
_PARTLY = re.compile(r"\b(most|much|parts?|some|half) of\b", re.IGNORECASE)
_LONGEST = 4
# Words that may stand within a phrase that is parted.
_WITHIN = 9
_BREAK = re.compile(r"[,;:]|\b(?:to|by|and|but|or|after|before|when|while|that|who|which|as|because)\b")
_DETERMINERS = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "these", "those"}
)
# What a preposition stands before.
_GOVERNED = re.compile(r"\s+(?:[A-Z\d]|(?:the|an?|his|her|its|their|our|my|this|that|these|those|of|to)\b)")
# Words within which a negation before a word is of it.
_REACH = 4
# After these a word is the predicate, or near it.
_LINKS = frozenset(
    {
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "been",
        "be",
        "being",
        "remains",
        "remained",
        "remain",
        "still",
        "stays",
        "now",
    }
)
# After these and "to" it is not so.
_FAILING = frozenset({"failed", "fails", "failing", "unable", "refused", "refuses"})
_STILL = frozenset({"still", "remain", "remains", "remained", "stays", "stayed"})
# Whoever tries to does not want what is told to be.
_HINDERING = frozenset({"block", "obstruct", "hinder", "disrupt", "delay", "sabotage", "derail"})
# What may be so for some and not for others.
BARRING = frozenset({"opening", "supply", "blockade"})


def stances(base: Facts, text: str) -> tuple[Stance, ...]:
    """Return the answers; to a question that ``text`` answers in two ways, that of its main word, if any."""
    heads = _heads(base)
    nay = declined(base.claim) or (base.denied and not base.nominal)
    found: dict[tuple[str, str, bool], tuple[Stance, bool]] = {}
    for stance, head in (
        *_failing(base),
        *((stance, True) for stance in in_office(text)),
        *_all(text, heads, denied=nay),
    ):
        key = (stance.question, stance.answer, stance.negated)
        if key not in found or (head and not found[key][1]):
            found[key] = (stance, head)
    given = [stance for stance, head in found.values() if _alone(stance, list(found.values())) or head]
    return *given, *_implied(given)


def _implied(given: Sequence[Stance]) -> Iterator[Stance]:
    """Yield what else is so where these answers are: what is shut does not work."""
    answered = {stance.question for stance in given}
    for stance in given:
        question, answer = lexicon().implies.get((stance.question, stance.answer), ("", ""))
        if question and not stance.negated and question not in answered:
            answered.add(question)
            yield replace(stance, question=question, answer=answer, implied=True)


def _failing(base: Facts) -> Iterator[tuple[Stance, bool]]:
    """Yield that an attempt came to nothing, where the slots say so; not where it was to stop what is told."""
    words = _WORD.findall(base.claim.content.text.casefold())
    if any(_hinders(word) for word in words):
        return
    if base.slots and base.slots.outcome == "failed" and not patterns()["failed"].search(base.claim.content.text):
        yield Stance(type="outcome", question="success", answer="failed", word="failed"), True


def _alone(stance: Stance, found: list[tuple[Stance, bool]]) -> bool:
    """Tell whether no other answer excludes this one: "not dead but alive" is one answer."""
    return not any(stance.question == other.question and _exclude(stance, other) for other, _ in found)


def _exclude(stance: Stance, other: Stance) -> bool:
    if stance.negated == other.negated:
        return not stance.negated and stance.answer != other.answer
    return stance.answer == other.answer


def _all(text: str, heads: frozenset[str], *, denied: bool) -> Iterator[tuple[Stance, bool]]:
    """Yield the answers, and whether the main word gives them; within a longer phrase, none of its words does."""
    spans = list(_WORD.finditer(text))
    words = [at.group().casefold() for at in spans]
    nouns = frozenset(form for word in words for form in lemmas(word))
    whole = bool(_ALL.search(text))
    # What is said not to be so is what a negation stands before, where there is one.
    denied = denied and not any(word in patterns()["negations"] or word.endswith("n't") for word in words)
    taken: dict[str, set[int]] = {}
    spoken: set[int] = set()
    for places, sides in _phrases(text, spans, words):
        at, end = places[0], places[-1] + 1
        if _attempted(words[:at]) or (len(places) == 1 and at in spoken):
            continue
        if any(place and text[spans[place].start()].isupper() for place in places):
            # Whoever is "in the Red Sea" is not in the red.
            continue
        said = [words[place] for place in places]
        head = bool({" ".join(said), *lemmas(said[0])} & heads)
        if len(places) == 1 and not _fits(said[0], words[:at], words[end:], head=head):
            continue
        parted = places[-1] - at >= len(places)
        if (len(places) == 1 or parted) and said[-1] in lexicon().particles and _governs(text[spans[end - 1].end() :]):
            continue
        if len(places) == 1 and _attributive(said[0], words[:at], words[end:]):
            continue
        for side in sides:
            if set(places) & taken.setdefault(side.question, set()) or (side.about and not side.about & nouns):
                continue
            if not _meant(side, said, words[:at], whole=whole, head=head):
                continue
            taken[side.question] |= set(places)
            spoken |= set(places)
            negated = _negated(words[:at]) or (head and denied)
            bearer = _CLAUSE.split(text[: spans[at].start()])[-1].strip()
            part = _PARTLY.search(text) if side.question == "supply" else None
            if part:
                whom = part.group(1).casefold()
            else:
                whom = barred(said, text[spans[places[-1]].end() :]) if side.question in BARRING else ""
            yield _stance(side, " ".join(said), bearer, whom, negated=negated), head


def _phrases(text: str, spans: list[re.Match[str]], words: list[str]) -> Iterator[tuple[tuple[int, ...], list[Side]]]:
    """Yield the words that may give answers, by their places: what something stands within first, then the longest."""
    owned = [possessed(word) for word in words]
    for at, word in enumerate(words):
        for tail, side in (found for form in sorted({word, *lemmas(word)}) for found in lexicon().parted.get(form, ())):
            for start in range(at + 2, min(at + 2 + _WITHIN, len(words) - len(tail) + 1)):
                if tuple(owned[start : start + len(tail)]) == tail:
                    if not _BREAK.search(text, spans[at].end(), spans[start].start()):
                        yield (at, *range(start, start + len(tail))), [side]
                    break
    opening = [
        at
        for at, (first, second) in enumerate(pairwise(owned))
        if any((form, second) in _openings() for form in (first, *lemmas(first)))
    ]
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for at in opening if size > 1 else [at for at, word in enumerate(words) if _answers(word)]:
            if at + size <= len(words) and (sides := _given(" ".join(owned[at : at + size]))):
                yield tuple(range(at, at + size)), sides


@lru_cache(maxsize=16384)
def _given(phrase: str) -> list[Side]:
    """Return the answers of a phrase, of whose first word any form will do."""
    first, _, rest = phrase.partition(" ")
    forms = sorted({phrase, *(f"{form} {rest}".strip() for form in lemmas(first))})
    known = lexicon()
    return list(
        dict.fromkeys(side for form in forms for row in (known.sides, known.bound) for side in row.get(form, ()))
    )


@lru_cache(maxsize=1)
def _openings() -> frozenset[tuple[str, str]]:
    """Return the first two words of each phrase."""
    phrases = (phrase.split(maxsplit=2) for row in (lexicon().sides, lexicon().bound) for phrase in row)
    return frozenset((words[0], words[1]) for words in phrases if len(words) > 1)


@lru_cache(maxsize=4096)
def _answers(word: str) -> bool:
    """Tell whether a word by itself may be an answer."""
    return any(form in row for form in (word, *lemmas(word)) for row in (lexicon().sides, lexicon().bound))


def _heads(base: Facts) -> frozenset[str]:
    slots, cue = base.slots, base.claim.cue.lemma if base.nominal else ""
    said = (slots.predicate.casefold(), (slots.state or "").casefold()) if slots else ()
    return frozenset(filter(None, (*said, cue)))


def _fits(word: str, before: list[str], after: list[str], *, head: bool) -> bool:
    """Tell whether a word by itself gives its answer where it stands."""
    forms = {word, *lemmas(word)}
    if "fail" in forms and after[:1] == ["to"]:
        # That somebody failed to do it denies that it was done.
        return False
    if not forms.isdisjoint({"success", "successful"}) and patterns()["partial"] & set(before[-1:]):
        return False
    if after and "successfully" in forms and _stops(after[0]):
        # Whoever repelled it had success, and not those whom he repelled.
        return False
    return head or not forms & patterns()["weak"] or bool(set(before[-2:]) & _LINKS)


def _meant(side: Side, said: list[str], before: list[str], *, whole: bool, head: bool) -> bool:
    """Tell whether an answer counts: what is intercepted or said to rise only as the main word, or of all.

    A single word that answers only beside its noun does so as the main word, or after "is".
    """
    single = len(said) == 1
    ongoing = single and said[0].endswith("ing")
    predicate = head or not (single and side.about) or bool(set(before[-2:]) & _LINKS)
    # What moves which way is said by the main word only.
    moving = head or side.question not in MEASURED or (not single and not _acts(said[0]))
    return (
        side.question != "contest"
        and not (ongoing and side.question == "assault")
        and predicate
        and moving
        and (whole or not side.whole)
    )


@lru_cache(maxsize=4096)
def _acts(word: str) -> bool:
    return any(map(wordnet.acts, lemmas(word)))


def _attributive(word: str, before: list[str], after: list[str]) -> bool:
    """Tell a participle that only says which one is meant: "the kidnapped nun"."""
    return before[-1:] != [] and before[-1] in _DETERMINERS and bool(after) and inflected(word) and _noun(after[0])


def _noun(word: str) -> bool:
    return word not in lexicon().plain and any(map(wordnet.kinds, lemmas(word)))


def _governs(after: str) -> bool:
    """Tell whether what follows a particle makes a preposition of it: "off Skagen", "out of town"."""
    return bool(_GOVERNED.match(after))


def _attempted(before: list[str]) -> bool:
    """Tell what was only tried or meant: "tried to break through"."""
    return len(before) > 1 and before[-1] == "to" and bool({before[-2], *lemmas(before[-2])} & patterns()["tried"])


def _negated(before: list[str]) -> bool:
    if before[-1:] == ["to"] and set(before[-3:-1]) & _FAILING:
        return True
    near = before[-_REACH:]
    if "but" in near:
        # "Not dead but alive".
        near = near[near.index("but") :]
    return any(word in patterns()["negations"] or word.endswith("n't") or _stops(word) for word in near)


@lru_cache(maxsize=4096)
def _stops(word: str) -> bool:
    return bool({word, *lemmas(word)} & patterns()["stopping"])


@lru_cache(maxsize=4096)
def _hinders(word: str) -> bool:
    return _stops(word) or bool({word, *lemmas(word)} & _HINDERING)


def barred(said: list[str], after: str) -> str:
    """Return to whom it is open or shut, unless to all: "closed to lorries"."""
    found = re.match(r"\s+(?:(?:to|for) )?(?:all |any |most |the )?([a-z]+)", after)
    if found is None or not (said[-1] in {"to", "for"} or re.match(r"\s+(?:to|for) ", after)):
        return ""
    return "" if found.group(1) in patterns()["anybody"] or found.group(1).endswith("ing") else found.group(1)


def _stance(side: Side, word: str, bearer: str, whom: str, *, negated: bool) -> Stance:
    still = bool(_STILL & {*bearer.casefold().split()[-3:], *word.split()})
    return Stance(
        type=side.type,
        question=side.question,
        answer=side.answer,
        negated=negated,
        word=word,
        bearer=bearer[-120:],
        whom=whom,
        still=still,
    )
