"""Mentions: what in an article may name a party, where each name begins and ends, and which tokens name whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from crosswire.extract.attribute.cues import kinds, words
from crosswire.extract.attribute.sources import is_titled
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import registry
from crosswire_schemas.records import Party

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
UNTITLED = NAMED | {""}
NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
DASHES = frozenset({"-", "–", "—"})
LEAST = 3  # letters of a short form that names a body
KEPT = 1024  # names: several verbs ask of the same one
PRONOUNS = frozenset(
    {"he", "she", "him", "her", "his", "hers", "it", "its", "they", "them", "their", "who", "which", "that", "whom"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens ``first`` to ``last`` (included) that name ``party``; ``head`` is the number of the word at their head."""

    first: int
    last: int
    head: int
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The mentions of an article in order, and which of them a token is part of."""

    mentions: tuple[Mention, ...]
    firsts: tuple[int, ...]
    by_token: Mapping[int, Mention]

    def at(self, token: Token) -> Party | None:
        """Return the party that ``token`` names or is part of the name of."""
        found = self.by_token.get(token.i)
        return found.party if found else None

    def within(self, first: int, last: int) -> tuple[Party, ...]:
        """Return the parties named between two token numbers, both included, each once."""
        found: dict[str, Party] = {}
        for mention in self.mentions[bisect_left(self.firsts, first) : bisect_right(self.firsts, last)]:
            if mention.last <= last:
                found.setdefault(mention.party.canonical, mention.party)
        return tuple(found.values())


def candidates(reading: Reading) -> Iterator[tuple[int, int, Token, str]]:
    """Yield first and last token, head and sort of everything that may name a party, in order."""
    taken: set[int] = set()
    found: list[tuple[int, int, Token, str]] = []
    for entity in reading.entities:
        if (
            entity.label_ in NAMED
            and entity.text.strip()
            and not (entity.label_ == "NORP" and entity.root.pos_ == "ADJ")
        ):
            first, last = bare_edges(entity)
            if found and found[-1][1] >= first:
                if found[-1][1] >= last:
                    continue
                found.pop()
            taken.update(range(first, last + 1))
            head = entity.root if last < entity.end else reading.doc[first : last + 1].root
            sort = "ORG" if entity.label_ == "PERSON" else entity.label_
            found.append((first, last, head, "PERSON" if is_person(entity) else sort))
    firms = firm_names(reading)
    surnames = {entity[-1].text for entity in reading.entities if len(entity) > 1 and is_person(entity)}
    for token, sort in zip(reading.tokens, reading.sorts, strict=True):
        if sort not in NAMING:
            if of_age(token):
                found.append((token.left_edge.i, token.i, token, "AGE"))
            elif is_accused(token):
                found.append((token.i, token.i, token, "NOUN"))
            continue
        run_into = max(_run_into(token), _behind_office(token)) if sort == "PROPN" else -1
        if run_into >= 0 and token.i not in taken:
            surnames.add(token.text)
            found.append((run_into, token.i, token, "PERSON"))
            taken.update(range(run_into, token.i + 1))
        if sort == "PROPN" and token.ent_type_ not in UNTITLED and is_titled(token):
            compounds = [child.i for child in token.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
            first, last = min([token.i, *compounds]), token.i
            found = [candidate for candidate in found if candidate[1] < first or candidate[0] > last]
            found.append((first, last, token, "PERSON"))
            taken.update(range(first, last + 1))
        if token.i in taken:
            continue
        named = _unlabelled(token, sort, firms, surnames)
        if named:
            found.append((token.i, token.right_edge.i if named == "ONE" else token.i, token, named))
    return iter(sorted(found, key=lambda candidate: candidate[0]))


def _run_into(token: Token) -> int:
    """Return where a name begins that a role with a state runs into: "minister of labour of Chad Idris Saleh"; else -1.

    The model takes the state for a part of the name, and the whole for none.
    """
    parts = [child for child in token.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    if token.dep_ != "pobj" or token.ent_type_ or len(parts) < 2 or not _of_state(parts[0].text):
        return -1
    above = token.head
    while above.dep_ in {"prep", "pobj"}:
        above = above.head
    named = all(part.i == parts[0].i + number for number, part in enumerate(parts)) and parts[-1].i == token.i - 1
    return parts[1].i if named and kinds().get(above.lemma_.lower()) == "person" else -1


def _behind_office(token: Token) -> int:
    """Return where a name that the model does not know begins behind an office: "Minister of Mines of Chad Ada Obi"."""
    parts = [child for child in token.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    office = any(child.dep_ == "nmod" and kinds().get(child.lower_) == "person" for child in token.lefts)
    unknown = not token.ent_type_ and len(parts) == 1 and parts[0].i == token.i - 1 and not parts[0].ent_type_
    return parts[0].i if office and unknown and _nameable(token) and _nameable(parts[0]) else -1


def of_age(token: Token) -> bool:
    """Tell of "the 44-year-old" as somebody who has been named before."""
    aged = token.lower_ == "old" and token.i > 1 and token.nbor(-2).lower_ == "year"
    return aged and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.left_edge.lower_ == "the"


def is_accused(token: Token) -> bool:
    """Tell of "the accused", which the tagger takes for a verb."""
    noun = token.lower_ == "accused" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "agent"}
    return noun and any(child.lower_ == "the" for child in token.lefts)


def _firm(token: Token) -> bool:
    """Tell of "drugmaker Helvantis", which the model takes for no body's name."""
    noun = token.nbor(-1) if token.i > 0 else token
    tied = noun.head == token or (token.dep_ == "appos" and token.head == noun)
    return noun.pos_ == "NOUN" and tied and kinds().get(noun.lower_) == "organization"


def _of_several(token: Token) -> bool:
    """Tell of "one of the residents", "another of them": somebody whom a pronoun can mean."""
    return token.dep_ == "nsubj" and any(
        child.lower_ == "of" and any(_several(noun) for noun in child.children) for child in token.rights
    )


def _several(noun: Token) -> bool:
    return noun.lower_ in {"them", "whom"} or kinds().get(noun.lemma_.lower()) == "person"


def _unlabelled(token: Token, sort: str, firms: Mapping[str, str], surnames: AbstractSet[str]) -> str:
    """Return the sort of what may name a party where the model gives it no label; "" for what names none."""
    apart = token.dep_ not in {"compound", "poss"}
    if sort == "PROPN" and apart and token.text in surnames:
        return "PERSON"
    if sort == "PROPN" and apart and token.text in firms:
        return "ORG"
    if sort == "PRON" and token.lower_ in PRONOUNS:
        return "PRON"
    if sort in {"NUM", "PRON"} and token.lower_ in {"one", "another"} and _of_several(token):
        return "ONE"
    noun = sort in {"NOUN", "PROPN"} and token.dep_ != "compound"
    return "NOUN" if noun and (token.lower_ in kinds() or token.lemma_.lower() in kinds()) else ""


def firm_names(reading: Reading) -> dict[str, str]:
    """Return the long names of bodies by their first word, by which alone articles go on to call them."""
    found: dict[str, str] = {}
    for entity in reading.entities:
        parts = entity.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").split()
        plain = entity.label_ == "ORG" and len(parts) > 1 and parts[0].isalpha() and parts[0][0].isupper()
        if plain and not registry.find(parts[0]) and not registry.find(" ".join(parts)):
            found.setdefault(parts[0], " ".join(parts))
    for token, sort in zip(reading.tokens, reading.sorts, strict=True):
        if sort == "PROPN" and token.ent_type_ in {"", "PERSON", "PRODUCT"} and _firm(token):
            found.setdefault(token.text, token.text)
    return found


def acronyms(reading: Reading) -> dict[str, str]:
    """Return the long names of bodies by their first letters: "MFA" for the Ministry of Foreign Affairs of Chad."""
    found: dict[str, str] = {}
    for entity in reading.entities:
        parts = [token for token in entity if token.pos_ == "PROPN" and token.text[:1].isupper()]
        if entity.label_ != "ORG" or len(parts) < LEAST:
            continue
        after = reading.doc[entity.end : entity.end + 2]
        of_state = len(after) == 2 and after[0].lower_ == "of" and _of_state(after[1].text)
        long = f"{entity.text} {after.text}" if of_state else entity.text
        parts = parts[:-1] if len(parts) > LEAST and _of_state(parts[-1].text) else parts
        found.setdefault("".join(token.text[0] for token in parts), long)
    return found


@lru_cache(maxsize=KEPT)
def is_person(entity: Tokens) -> bool:
    """Tell whether a name is a person's: as the model says, or by the role of a person beside it."""
    if entity.label_ == "PERSON":
        return not bodily(entity)
    if entity.label_ not in {"ORG", "GPE", "NORP", "FAC", "PRODUCT", "LOC"} or len(entity) > 4:
        return False
    root = entity.root
    if len(entity) == 1 and not (entity.start > 0 and _first_name(root.nbor(-1)) and root.nbor(-1).head.i == root.i):
        return False
    named = all(token.pos_ == "PROPN" or token.text in {"-", "."} for token in entity)
    after = [
        child for child in root.children if child.dep_ == "appos" and child.i >= entity.end and child.pos_ == "NOUN"
    ]
    if not named:
        return False
    office = root.head if root.dep_ == "appos" and root.head.i < entity.start and len(entity) > 1 else None
    held = office is not None and office.pos_ == "NOUN" and is_title(office)
    return held or _under_title(entity) or any(kinds().get(child.lemma_.lower()) == "person" for child in after)


def bodily(entity: Tokens) -> bool:
    """Tell of the name of a body: "the fund Blackmere", "newspaper Posten", "Rio das Antas, which runs the dam"."""
    if any(_of_body(child) for child in entity.root.rights if child.dep_ == "appos" and child.i >= entity.end):
        return True
    which = (child for clause in entity.root.rights if clause.dep_ == "relcl" for child in clause.lefts)
    if any(child.lower_ == "which" and child.dep_ == "nsubj" for child in which):
        return True
    if len(entity) > 2 or entity.start == 0:
        return False
    noun = entity[0].nbor(-1)
    tied = noun.head.i == entity.root.i or entity.root.head.i == noun.i
    return noun.pos_ == "NOUN" and tied and kinds().get(noun.lower_) == "organization"


def _of_body(noun: Token) -> bool:
    """Tell of "an affiliate of the guild" after a name."""
    return noun.pos_ == "NOUN" and kinds().get(noun.lemma_.lower()) == "organization"


def _under_title(entity: Tokens) -> bool:
    """Tell whether a person's title stands right before a name of two or three words: "commissioner Osaro Bello"."""
    if entity.start == 0 or len(entity) not in {2, 3} or entity.label_ not in {"ORG", "GPE", "FAC"}:
        return False
    title = entity[0].nbor(-1)
    bodily = kinds().get(entity[-1].lower_) in {"organization", "group"} or entity.root.tag_ == "NNPS"
    return title.pos_ == "NOUN" and title.head.i == entity.root.i and is_title(title) and not bodily


def is_title(noun: Token) -> bool:
    """Tell whether a noun is a person's title and not what a body can be called too ("the owner Fenway Group")."""
    return kinds().get(noun.lower_) == "person" and noun.lower_ not in words("bodied.tsv")


def bare_edges(entity: Tokens) -> tuple[int, int]:
    """Return the first and last token of a name without possessive, article and marks, whole where it was cut."""
    first, last = entity.start, entity.end - 1
    while last > first and (entity.doc[last].tag_ == "POS" or entity.doc[last].is_punct or entity.doc[last].is_space):
        last -= 1
    if entity.label_ == "PERSON" or is_person(entity):
        first, last = _whole_name(entity.doc, first, last)
    if entity.label_ == "PERSON":
        last = _hyphenated(entity.doc, last)
    if last - first >= 2 and first > 0 and _of_state(entity.doc[first].text) and entity.doc[first - 1].lower_ == "of":
        first += 1  # "the mayor of Chad Idris Saleh"
    if last - first >= 2 and entity.doc[first].is_sent_start and kinds().get(entity.doc[first].lower_) == "person":
        first += 1
    dashes = (token.i for token in entity if token.text in DASHES)
    dash = next((at for at in dashes if at > 0 and entity.doc[at - 1].whitespace_), last)
    first = dash + 1 if first < dash < last else first  # "RIGA - Guards", a dateline with the word after it
    while first < last and (
        entity.doc[first].dep_ == "det" or entity.doc[first].is_space or entity.doc[first].is_punct
    ):
        first += 1
    return first, last


def _whole_name(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Return a person's name with the names beside it that the model left out: "Quiroga" before "Salas"."""
    if first == last and first > 0 and _first_name(doc[first - 1]) and doc[first - 1].head.i == first:
        first -= 1
    while first > 0 and _part_of_name(doc[first - 1]) and doc[first - 1].head.i in range(first, last + 1):
        first -= 1
    while last + 1 < len(doc) and _part_of_name(doc[last + 1]) and doc[last].head.i == last + 1:
        last += 1
    while last + 1 < len(doc) and (
        _particle(doc[last + 1]) or (_particle(doc[last]) and doc[last + 1].pos_ == "PROPN")
    ):
        last += 1
    return first, last


def _particle(token: Token) -> bool:
    """Tell whether a token is a part of a surname like "von der": the model ends names before it or after it."""
    return token.lower_ in words("particles.tsv") and token.pos_ in {"PROPN", "X", "NOUN"}


def _first_name(token: Token) -> bool:
    """Tell whether a token before a surname is a first name, even where the model takes it for a place."""
    return _part_of_name(token) or (token.ent_type_ in {"GPE", "ORG", "NORP"} and _nameable(token))


def _part_of_name(token: Token) -> bool:
    return not token.ent_type_ and _nameable(token)


def _nameable(token: Token) -> bool:
    plain = token.lower_.rstrip(".")
    named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text.isalpha()
    listed = plain in kinds() or plain in words("honorifics.tsv")
    return named and not listed and not _of_state(token.text)


def _hyphenated(doc: Doc, last: int) -> int:
    """Return the last token of a name that the model cut at a hyphen: "Yunus" and "-bek Yevkurov"."""
    end = last
    while end + 1 < len(doc) and not doc[end].whitespace_ and (doc[end + 1].text == "-" or doc[end].text == "-"):
        end += 1
    if end > last and end + 1 < len(doc) and (doc[end + 1].ent_type_ == "PERSON" or _first_name(doc[end + 1])):
        end += 1
    return end if doc[end].is_alpha else last


def _of_state(name: str) -> bool:
    folded = registry.key(name)
    return folded in registry.adjectives() or folded in registry.known()
