"""Questions, answers and explanations in words, from the slots: what a reader of a page or a wire may be shown."""

from datetime import date

from crosswire.contradict.rows import Answer, Subject, Telling, When
from crosswire.contradict.words import wordnet
from crosswire.contradict.words.citing import named
from crosswire.contradict.words.lexicon import lexicon

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def question(subject: Subject) -> str:
    """Return the question that a matter asks."""
    if subject.gist and subject.type == "denial":
        return f"What happened{circumstances(subject) or ', as this account has it'}?"
    happening = topic(subject)
    return {
        "number": f"What is the {counted(subject)}{circumstances(subject)}?",
        "denial": f"Did this happen: {happening}?",
        "responsibility": f"Who is responsible for {happening}?",
        "control": f"Who controls {thing(subject)}?",
        "place": f"Where was {happening}?",
        "time": f"When was {happening}?",
        "outcome": f"How did {happening} end?",
        "status": f"In what state is {thing(subject)} ({subject.about})?",
    }[subject.type]


def statement(subject: Subject, answer: Answer) -> str:
    """Return the answer that a position gives."""
    if subject.type == "number":
        return number(answer, subject)
    if subject.gist and subject.type == "denial":
        return "as told" if answer.value == "yes" else "not as told"
    if subject.type == "denial":
        return "it happened" if answer.value == "yes" else "it did not happen"
    named = subject.type in {"control", "responsibility", "place", "time"} or answer.value in {"yes", "no"}
    words = answer.words if named else answer.value
    words = f"not {words}" if answer.value.startswith("not ") and not words.startswith("not ") else words
    return words.replace("_", " ")


Told = tuple[Telling, Answer, bool]
_QUOTED = 160


def explanation(subject: Subject, left: Told, right: Told, contents: tuple[str, str]) -> str:
    """Return one sentence that names both outlets, their speakers and the point on which they differ.

    People counted are a point that a few words name; on any other both are quoted, since no noun phrase made from
    slots says as well what a passage is about.
    """
    if subject.type == "denial":
        return _denial(left, right, contents)
    (first, answer, unsure), (second, other, doubted) = left, right
    if subject.type == "number" and subject.unit == "people" and not subject.gist:
        put = f"puts the {counted(subject)}{circumstances(subject)} at {statement(subject, answer)}{_doubt(unsure)}"
        return f"{who(first)} {put}, while {who(second)} puts it at {statement(subject, other)}{_doubt(doubted)}."
    one = f"{who(first)} says: “{_quoted(contents[0])}”{_doubt(unsure)}"
    two = f"{who(second)} says: “{_quoted(contents[1])}”{_doubt(doubted)}"
    return f"{one}, while {two}: {statement(subject, answer)} against {statement(subject, other)}."


def _denial(left: Told, right: Told, contents: tuple[str, str]) -> str:
    """Quote what is affirmed: a denial is of these words, and no noun phrase says them better."""
    (first, answer, unsure), (second, _, doubted) = left, right
    if answer.value == "yes":
        said = f"{who(first)} says: “{_quoted(contents[0])}”{_doubt(unsure)}"
        return f"{said}, while {who(second)} says that this did not happen{_doubt(doubted)}."
    said = f"{who(first)} says that this did not happen{_doubt(unsure)}"
    return f"{said}, while {who(second)} says: “{_quoted(contents[1])}”{_doubt(doubted)}."


def _quoted(content: str) -> str:
    """Return the words of a passage on one line, cut at a word where they are many."""
    words = " ".join(content.split()).strip(' .,;:"“”')
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]} …"


def _doubt(unverified: bool) -> str:
    return " (unverified)" if unverified else ""


def who(telling: Telling) -> str:
    """Return who prints it and whom it cites."""
    if telling.speaker_kind == "outlet":
        return telling.outlet
    unnamed = telling.speaker_kind == "anonymous" and not telling.speaker
    cited = "an unnamed source" if unnamed else named(telling.speaker, telling.speaker_kind)
    return f"{telling.outlet}, citing {cited},"


def topic(subject: Subject) -> str:
    """Return the happening as a noun phrase."""
    noun = lexicon().nouns.get(subject.about) or _noun(subject.about)
    # Neither "the assault (assault)" nor "the resignation (Paucar) by Minister Paucar".
    said = f"{noun} {subject.actor}".casefold()
    on = next((name for name in (subject.target, subject.object) if name and name.casefold() not in said), "")
    # Who alone is named did it, or it befell him: a class of happenings does not tell.
    party = f" ({on}) by {subject.actor}" if on and subject.actor else f" ({on or subject.actor})"
    return f"{noun}{party if on or subject.actor else ''}{circumstances(subject)}"


def _noun(verb: str) -> str:
    """Return an act by the nearest noun of its verb, else by the verb as it was reported."""
    derived = wordnet.nouns(verb, "act") | wordnet.nouns(verb, "event")
    near = sorted((noun for noun in derived if noun[:3] == verb[:3]), key=lambda noun: (len(noun), noun))
    return f"the {near[0]}" if near else f"the reported “{verb}”"


def thing(subject: Subject) -> str:
    """Return what is held or in a state."""
    name = subject.object or subject.target
    return f"{name}{circumstances(subject)}" if name else circumstances(subject).removeprefix(" in ").strip()


def circumstances(subject: Subject) -> str:
    """Return where and when."""
    place = f" in {subject.place.name}" if subject.place else ""
    return place + ("" if subject.type == "time" else days(subject.when))


def days(when: When | None) -> str:
    """Return the days in words; nothing where they are a guess."""
    if when is None or when.guessed:
        return ""
    if when.start == when.end:
        return f" on {_day(when.start)}"
    return f" between {_day(when.start)} and {_day(when.end)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(subject: Subject) -> str:
    """Return what is counted or measured, in words: "number of people killed", "profit in EUR", "temperature"."""
    about, unit = subject.about.replace("_", " "), subject.unit
    group = next((part for part in subject.scope.split("; ") if part in lexicon().groups.values()), "")
    if unit == "percent":
        return f"share of {about}"
    if unit.isupper():
        return f"{about} in {unit}"
    if subject.about in {kind for kind, _, _ in lexicon().measures.values()} or unit in {"score", "magnitude"}:
        return about if unit != "magnitude" else f"magnitude of the {about}"
    return " ".join(filter(None, ("number of", group or (unit if unit not in about else ""), about)))


def number(answer: Answer, subject: Subject) -> str:
    """Return the bounds of a number in words."""
    low, high, words = answer.low, answer.high, answer.words
    if subject.unit == "percent" and not words.endswith("percent"):
        words = f"{words} percent"
    if low is not None and high is not None:
        return words
    if low is not None:
        return f"more than {words}" if answer.low_open else f"at least {words}"
    return f"less than {words}" if answer.high_open else f"at most {words}"
