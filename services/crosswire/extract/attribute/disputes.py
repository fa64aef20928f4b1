"""Disputes: which claims another source in the article denies, contradicts or counts otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from crosswire.extract.attribute.attribution import Attribution
from crosswire.extract.attribute.cues import told, words
from crosswire.extract.attribute.denials import POINTING, denied_by
from crosswire.extract.count.quantities import Counted
from crosswire.extract.read.document import Reading
from crosswire_schemas.records import Quantity, Verification

UNTESTED = frozenset({"order", "question", "non_report", "promise"})
NEAR = 12  # attributions before a denial among which the denied one is looked for
ACCUSING = frozenset({"accusation", "allegation", "charge"})
WHOLE = frozenset({"account", "version", "story"})  # all that one has told
CLAIMED = frozenset({"claim", "estimate", "suggestion", "assertion"})
FIGURES = frozenset({"figure", "number", "toll", "count", "estimate"})
EARLIER = frozenset({"earlier", "previously", "initially", "originally", "first"})
TRUE = frozenset({"actual", "real", "true"})
Spoken = tuple[str, Attribution]


def disputed(
    reading: Reading, told: Sequence[Spoken], counted: Sequence[Counted]
) -> Mapping[Attribution, Verification]:
    """Return the claims of ``told`` (speaker and attribution) that another source in the article disputes, by whom."""
    ordered = sorted(told, key=lambda item: item[1].start)
    found: dict[Attribution, Verification] = {}
    for number, (speaker, later) in enumerate(ordered):
        if later.source is None:
            continue
        before = [item for item in ordered[max(0, number - NEAR) : number] if _other(item, (speaker, later))]
        before = [item for item in before if _near(reading, item[1], later)]
        if later.force == "deny":
            inside = [item for item in told if item[1].via is later or _set_against(item, (speaker, later))]
            denied = inside or list(_denied(reading, later, before, counted))
        else:
            denied = list(_countered(later, before)) or _contradicted(later, before)
            other = _recounted(ordered, number, counted) if later.force not in UNTESTED else None
            if other is not None:
                denied.append(other)
                found.setdefault(later, Verification(status="disputed", by=named(reading, other[1])))
        for _, item in denied:
            found.setdefault(item, Verification(status="disputed", by=named(reading, later)))
    return found


def _contradicted(later: Attribution, before: Sequence[Spoken]) -> list[Spoken]:
    """Return what went before "an official contradicted him, saying a letter had come"."""
    verb = later.anchor.head
    against = later.anchor.dep_ == "advcl" and verb.lemma_ == "contradict"
    whom = [child for child in verb.rights if child.dep_ == "dobj" and child.pos_ == "PRON"] if against else []
    return list(before[-1:]) if whom else []


def _set_against(one: Spoken, denial: Spoken) -> bool:
    """Tell of "denied it, after fighters said so" and "denied that it fled, as a union alleged"."""
    (speaker, item), (denier, later) = one, denial
    if speaker == denier or item.force in {"deny", *UNTESTED}:
        return False
    return (item.anchor.dep_ == "advcl" and item.anchor.head == later.anchor) or item.passages == later.passages


def named(reading: Reading, item: Attribution) -> str | None:
    """Return the words that name the source of ``item``, from its determiner on."""
    return reading.doc[item.source.head.left_edge.i : item.source.head.i + 1].text if item.source else None


def _other(one: Spoken, denial: Spoken) -> bool:
    (speaker, item), (denier, later) = one, denial
    if item is later.via or item.force in {"deny", *UNTESTED}:
        return False
    return speaker != denier


def _near(reading: Reading, item: Attribution, later: Attribution) -> bool:
    return reading.paragraph_index(later.start) - reading.paragraph_index(item.start) <= 2


def _denied(
    reading: Reading, denial: Attribution, before: Sequence[Spoken], counted: Sequence[Counted]
) -> list[Spoken]:
    """Return what of ``before`` a denial denies: what it points at, is a part of, or speaks of."""
    thing = _thing(denial)
    if thing is not None and thing.lemma_ in words("parts_denied.tsv"):
        return [item for item in before if item[1].force == "allege"][-1:]
    clauses = (
        [child for child in thing.children if child.dep_ in {"acl", "relcl", "ccomp"}] if thing is not None else []
    )
    if thing is None or any(clause != denial.anchor for clause in clauses):
        own = _lemmas(reading, denial)
        alike = [item for item in before if len(own & _lemmas(reading, item[1])) >= min(2, len(own))]
        return alike[-1:] or [item for item in before[-1:] if _about(reading, item[1], denial)]
    if whose := _owners(thing):
        return [item for item in before if item[1].source is not None and item[1].source.head.lower_ in whose][-1:]
    if thing.pos_ == "PRON":
        return list(before[-1:])
    alike = [item for item in before if thing.lemma_ in CLAIMED and item[1].lemma == thing.lemma_]
    alike = alike or [
        item for item in before if thing.lemma_ in FIGURES | words("sums.tsv") and _counts(item[1], counted)
    ]
    if alike:
        return alike[-1:]
    together = _speech(reading, before, apart=thing.tag_ == "NNS" or thing.lemma_ in WHOLE)
    accused: list[Spoken] = []
    if thing.lemma_ in ACCUSING:
        accused = [item for item in together if item[1].force == "allege"]
        accused = accused or [item for item in _speech(reading, before, apart=True) if item[1].force == "allege"]
    return accused or together


def _thing(denial: Attribution) -> Token | None:
    """Return the word by which a denial points at what was said: "the claim", "that figure", "it"; None: none."""
    if (thing := denied_by(denial)) is not None:
        return thing
    objects = [child for child in denial.anchor.children if child.dep_ == "dobj"]
    for word in (*objects, *([denial.root] if denial.root is not None else [])):
        if word.lower_ in POINTING or told(word) or word.lemma_ in FIGURES | words("parts_denied.tsv"):
            return word
    return None


def _owners(thing: Token) -> set[str]:
    """Return whose claim a denial is of: "the union's figures", "a statement by the chief"."""
    by = [child for child in thing.children if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}]
    named = [word for word in thing.children if word.dep_ == "poss"]
    named += [word for prep in by for word in prep.children if word.dep_ == "pobj"]
    return {word.lower_ for word in named if word.tag_ != "PRP$"}


def _speech(reading: Reading, before: Sequence[Spoken], *, apart: bool) -> list[Spoken]:
    """Return the last of ``before`` with what its speaker said just before it, ``apart``: a paragraph before too."""
    told: list[Spoken] = []
    for speaker, item in reversed(before):
        far = told and _paragraph(reading, told[-1][1]) - _paragraph(reading, item) > apart
        if told and (speaker != told[-1][0] or far):
            break
        told.append((speaker, item))
    return told


def _paragraph(reading: Reading, item: Attribution) -> int:
    return reading.paragraph_index(item.start)


def _about(reading: Reading, item: Attribution, denial: Attribution) -> bool:
    """Tell whether a claim just before a denial accuses somebody, or speaks of who denies."""
    if denial.source is None or denial.root is None or denial.root.pos_ not in {"VERB", "AUX"}:
        return False
    if _paragraph(reading, item) != _paragraph(reading, denial):
        return False
    head = denial.source.head
    return item.force == "allege" or (head.pos_ in {"NOUN", "PROPN"} and head.lemma_.lower() in _lemmas(reading, item))


def _counts(item: Attribution, counted: Sequence[Counted]) -> list[Counted]:
    starts = [(piece.start, piece.end) for piece in item.passages]
    return [known for known in counted if any(a <= known.quantity.start < b for a, b in starts)]


def _lemmas(reading: Reading, item: Attribution) -> set[str]:
    firsts = (reading.token_at(piece.start).i for piece in item.passages)
    ends = (reading.token_at(piece.end - 1).i + 1 for piece in item.passages)
    tokens = (token for start, end in zip(firsts, ends, strict=True) for token in reading.doc[start:end])
    return {token.lemma_.lower() for token in tokens if token.pos_ in {"NOUN", "VERB", "PROPN", "ADJ"}}


def _countered(later: Attribution, before: Sequence[Spoken]) -> Iterator[Spoken]:
    """Yield the claim just before one that rules it out, or says what the "real" reason or number is."""
    root = later.root
    if root is None or later.force != "assert":
        return
    subject = next((child for child in root.children if child.dep_ == "nsubj"), None)
    real = root.lemma_ == "be" and subject is not None and any(child.lower_ in TRUE for child in subject.children)
    ruled = root.lemma_ == "rule" and any(child.lower_ == "out" for child in root.rights)
    if real or (ruled and any(child.lower_ in POINTING for child in root.children if child.dep_ == "dobj")):
        yield from before[-1:]


def _recounted(ordered: Sequence[Spoken], number: int, counted: Sequence[Counted]) -> Spoken | None:
    """Return the last claim of another source that counts otherwise: "put the toll at 35", "nobody was hurt"."""
    later = ordered[number]
    own = _counts(later[1], counted)
    put = later[1].lemma in words("recounts.tsv") and not _once(later[1])
    for item in reversed(ordered[max(0, number - NEAR) : number]):
        if item[0] == later[0] or item[1].force in {"deny", *UNTESTED}:
            continue
        theirs = _counts(item[1], counted)
        if any(_unlike(one.quantity, other.quantity, put) for one in theirs for other in own):
            return item
        if put and any(one.quantity.of == other.quantity.of for one in theirs for other in own):
            return None
    return None


def _unlike(one: Quantity, other: Quantity, put: bool) -> bool:
    """Tell whether two numbers cannot both be right of one thing; without a recount only none against some."""
    same = one.of == other.of or (put and other.of in FIGURES)
    if not same or not {one.unit, other.unit} & {"people", *FIGURES}:
        return False
    apart = _above(one, other) or _above(other, one)
    return apart and (put or 0 in {one.high, other.high})


def _above(one: Quantity, other: Quantity) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _once(item: Attribution) -> bool:
    """Tell whether a claim is told as one that its source has left since: "earlier put the number at six"."""
    return any(child.lower_ in EARLIER for child in item.anchor.children)
