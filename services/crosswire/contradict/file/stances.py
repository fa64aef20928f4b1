"""Stances: the answers that a claim's words give by their meaning to questions such as open or closed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from crosswire.contradict.retold import Stance
from crosswire.contradict.values.slots import Facts
from crosswire.contradict.words.lexicon import Side, lexicon
from crosswire.contradict.words.likeness import lemmas
from crosswire.contradict.words.patterns import patterns

_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|as|with) ")
_ALL = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
_LONGEST = 4
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
# What moves which way is said by the main word only.
_OF_HEADS = frozenset({"direction", "rate"})


def stances(base: Facts, text: str) -> tuple[Stance, ...]:
    """Return the answers; to a question that ``text`` answers in two ways, that of its main word, if any."""
    heads = _heads(base)
    found: dict[tuple[str, str, bool], tuple[Stance, bool]] = {}
    for stance, head in (*_failing(base), *_all(text, heads, denied=base.denied and not base.nominal)):
        key = (stance.question, stance.answer, stance.negated)
        if key not in found or (head and not found[key][1]):
            found[key] = (stance, head)
    return tuple(stance for stance, head in found.values() if _alone(stance, list(found.values())) or head)


def _failing(base: Facts) -> Iterator[tuple[Stance, bool]]:
    """Yield that an attempt came to nothing, where the slots say so."""
    if base.slots and base.slots.outcome == "failed" and not patterns()["failed"].search(base.claim.content.text):
        yield Stance(type="outcome", question="success", answer="failed", word="failed"), True


def _alone(stance: Stance, found: list[tuple[Stance, bool]]) -> bool:
    ways = {(other.answer, other.negated) for other, _ in found if other.question == stance.question}
    return len(ways) == 1


def _all(text: str, heads: frozenset[str], *, denied: bool) -> Iterator[tuple[Stance, bool]]:
    """Yield the answers, and whether the main word gives them; within a longer phrase, none of its words does."""
    spans = [(at.start(), at.group()) for at in _WORD.finditer(text.casefold())]
    words = [word for _, word in spans]
    whole = bool(_ALL.search(text))
    # What is said not to be so is what a negation stands before, where there is one.
    denied = denied and not any(word in patterns()["negations"] or word.endswith("n't") for word in words)
    taken: dict[str, set[int]] = {}
    spoken: set[int] = set()
    opening = [at for at, word in enumerate(words) if _opens(word)]
    single = [at for at, word in enumerate(words) if _answers(word)]
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for at in opening if size > 1 else single:
            said = words[at : at + size]
            if len(said) < size:
                break
            if _attempted(words[:at]) or (size == 1 and at in spoken):
                continue
            head = bool({" ".join(said), *lemmas(said[0])} & heads)
            for side in _sides(said, words[:at], words[at + size :], whole=whole, head=head):
                places = set(range(at, at + size))
                if places & taken.setdefault(side.question, set()):
                    continue
                taken[side.question] |= places
                spoken |= places
                negated = _negated(words[:at]) or (head and denied)
                bearer = _CLAUSE.split(text[: spans[at][0]])[-1].strip()
                yield _stance(side, " ".join(said), bearer, negated=negated), head


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """Return the words that phrases begin with."""
    return frozenset(phrase.partition(" ")[0] for phrase in lexicon().sides if " " in phrase)


@lru_cache(maxsize=4096)
def _opens(word: str) -> bool:
    return bool({word, *lemmas(word)} & _openings())


@lru_cache(maxsize=4096)
def _answers(word: str) -> bool:
    """Tell whether a word by itself may be an answer."""
    return any(form in lexicon().sides for form in (word, *lemmas(word)))


def _heads(base: Facts) -> frozenset[str]:
    slots, cue = base.slots, base.claim.cue.lemma if base.nominal else ""
    said = (slots.predicate.casefold(), (slots.state or "").casefold()) if slots else ()
    return frozenset(filter(None, (*said, cue)))


def _sides(words: list[str], before: list[str], after: list[str], *, whole: bool, head: bool) -> tuple[Side, ...]:
    text = " ".join(words)
    if len(words) > 1:
        forms = {text, *(f"{form} {' '.join(words[1:])}" for form in lemmas(words[0]))}
    else:
        forms = {text, *lemmas(text)}
        if "fail" in forms and after[:1] == ["to"]:
            # That somebody failed to do it denies that it was done.
            return ()
        if not forms.isdisjoint({"success", "successful"}) and patterns()["partial"] & set(before[-1:]):
            return ()
        if after and "successfully" in forms and _stops(after[0]):
            # Whoever repelled it had success, and not those whom he repelled.
            return ()
        if not head and forms & patterns()["weak"] and not set(before[-2:]) & _LINKS:
            return ()
    found = dict.fromkeys(side for form in sorted(forms) for side in lexicon().sides.get(form, ()))
    ongoing = len(words) == 1 and text.endswith("ing")
    return tuple(
        side
        for side in found
        if side.question != "contest"
        and not (ongoing and side.question == "assault")
        and (head or side.question not in _OF_HEADS)
        and (whole or not side.whole)
    )


def _attempted(before: list[str]) -> bool:
    """Tell what was only tried or meant: "tried to break through"."""
    return len(before) > 1 and before[-1] == "to" and bool({before[-2], *lemmas(before[-2])} & patterns()["tried"])


def _negated(before: list[str]) -> bool:
    if before[-1:] == ["to"] and set(before[-3:-1]) & _FAILING:
        return True
    near = before[-_REACH:]
    return any(word in patterns()["negations"] or word.endswith("n't") or _stops(word) for word in near)


@lru_cache(maxsize=4096)
def _stops(word: str) -> bool:
    return bool({word, *lemmas(word)} & patterns()["stopping"])


def _stance(side: Side, word: str, bearer: str, *, negated: bool) -> Stance:
    still = bool(_STILL & {*bearer.casefold().split()[-3:], *word.split()})
    return Stance(
        type=side.type,
        question=side.question,
        answer=side.answer,
        negated=negated,
        word=word,
        bearer=bearer[-120:],
        still=still,
    )
