"""Parties: who is named or meant in an article, each mention joined with the others of the same party."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from crosswire.extract import names, registry
from crosswire.extract.cues import nouns, table, words
from crosswire.extract.document import Reading
from crosswire.extract.sources import Source
from crosswire_schemas.records import Party, PartyKind

NAMED: Mapping[str, PartyKind] = {"PERSON": "person", "ORG": "organization", "NORP": "group", "GPE": "state"}
ACTING = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "agent", "conj", "appos", "poss", "compound", "amod", "ROOT"})
PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
IMPERSONAL = frozenset({"it", "its"})
PLURAL = frozenset({"they", "them", "their"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
LOCATIVE = frozenset({"in", "at", "near", "from", "to", "toward", "towards", "around", "outside", "across", "into"})
FEMALE = frozenset({"she", "her", "hers"})


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


def resolve(reading: Reading, sources: frozenset[int] = frozenset()) -> Parties:
    """Return the parties of an article; ``sources`` are the numbers of tokens known to name a speaker."""
    resolver = _Resolver(reading, sources)
    found = [mention for mention in map(resolver.mention, _candidates(reading)) if mention]
    spread = {number: mention for mention in found for number in range(mention.first, mention.last + 1)}
    found.sort(key=lambda mention: mention.first)
    return Parties(mentions=tuple(found), firsts=tuple(mention.first for mention in found), by_token=spread)


def role_of(reading: Reading, first: int, last: int, head: Token) -> str | None:
    """Return the role that an apposition after the name, or the words before it, give to a person."""
    for child in head.children:
        if child.dep_ == "appos" and child.i > last and child.ent_type_ != "PERSON":
            return _text(reading, child.left_edge.i, _short_edge(child))
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < first:
        return _text(reading, head.head.left_edge.i, first - 1)
    before = [
        child for child in head.children if child.i < first and child.dep_ in {"compound", "nmod", "amod", "poss"}
    ]
    if before:
        return _text(reading, min(child.left_edge.i for child in before), first - 1)
    return None


def affiliation_of(role: str | None) -> str | None:
    """Return the body that a role is held in: what follows "of", "at", "for" or "with" in it."""
    for preposition in (" of ", " at ", " for ", " with "):
        if role and preposition in role:
            return role.split(preposition, 1)[1].split(",")[0].removeprefix("the ") or None
    return None


def country_in(text: str) -> str | None:
    """Return the alpha-3 code of the first state that ``text`` names or that an adjective in it belongs to."""
    parts = text.replace("'s", " ").replace("’s", " ").replace(",", " ").split()
    for number in range(len(parts)):
        for size in (3, 2, 1):
            phrase = registry.key(" ".join(parts[number : number + size]))
            if phrase in registry.adjectives():
                return registry.adjectives()[phrase][0]
            known = registry.known().get(phrase)
            if known and known.kind == "state" and known.country:
                return known.country
    return None


def _candidates(reading: Reading) -> Iterator[tuple[int, int, Token, str]]:
    """Yield first and last token, head and sort of everything that may name a party, in order."""
    taken: set[int] = set()
    found: list[tuple[int, int, Token, str]] = []
    for entity in reading.entities:
        if (
            entity.label_ in NAMED
            and entity.text.strip()
            and not (entity.label_ == "NORP" and entity.root.pos_ == "ADJ")
        ):
            first, last = _bare_edges(entity)
            taken.update(range(first, last + 1))
            found.append((first, last, entity.root, "PERSON" if is_person(entity) else entity.label_))
    kinds = _kinds()
    for token in reading.doc:
        if token.i in taken:
            continue
        if token.pos_ == "PRON" and token.lower_ in PERSONAL | IMPERSONAL | PLURAL | RELATIVE:
            found.append((token.i, token.i, token, "PRON"))
        elif (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ != "compound"
            and (token.lower_ in kinds or token.lemma_.lower() in kinds)
        ):
            found.append((token.i, token.i, token, "NOUN"))
    return iter(sorted(found, key=lambda candidate: candidate[0]))


def is_person(entity: Tokens) -> bool:
    """Tell whether a name is a person's: as the model says, or by the role of a person beside it."""
    if entity.label_ == "PERSON":
        return True
    if entity.label_ not in {"ORG", "GPE", "NORP", "FAC", "PRODUCT", "LOC"} or len(entity) > 4:
        return False
    root = entity.root
    if len(entity) == 1 and not (entity.start > 0 and _part_of_name(root.nbor(-1)) and root.nbor(-1).head.i == root.i):
        return False
    named = all(token.pos_ == "PROPN" or token.text in {"-", "."} for token in entity)
    after = [
        child for child in root.children if child.dep_ == "appos" and child.i >= entity.end and child.pos_ == "NOUN"
    ]
    return named and any(_kinds().get(child.lemma_.lower()) == "person" for child in after)


def _bare_edges(entity: Tokens) -> tuple[int, int]:
    first, last = entity.start, entity.end - 1
    while last > first and (entity.doc[last].tag_ == "POS" or entity.doc[last].is_punct or entity.doc[last].is_space):
        last -= 1
    if is_person(entity):
        first, last = _whole_name(entity.doc, first, last)
    while last + 1 < len(entity.doc) and entity.label_ == "PERSON" and _goes_on(entity.doc[last]):
        last += 1
    while first < last and (
        entity.doc[first].dep_ == "det" or entity.doc[first].is_space or entity.doc[first].is_punct
    ):
        first += 1
    return first, last


def _whole_name(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Return a person's name with the names beside it that the model left out: "Quiroga" before "Salas"."""
    while first > 0 and _part_of_name(doc[first - 1]) and doc[first - 1].head.i in range(first, last + 1):
        first -= 1
    while last + 1 < len(doc) and _part_of_name(doc[last + 1]) and doc[last].head.i == last + 1:
        last += 1
    return first, last


def _part_of_name(token: Token) -> bool:
    plain = token.lower_.rstrip(".")
    return (
        token.pos_ == "PROPN"
        and not token.ent_type_
        and token.text[:1].isupper()
        and token.text.isalpha()
        and plain not in _kinds()
        and plain not in words("honorifics.tsv")
        and registry.key(token.text) not in registry.adjectives()
    )


def _goes_on(token: Token) -> bool:
    """Tell whether a name that the model cut in two goes on: "Yunus" and "-bek Yevkurov"."""
    following = token.nbor(1)
    return (
        following.ent_type_ == "PERSON" and following.ent_iob_ == "B" and following.idx == token.idx + len(token.text)
    )


@cache
def _kinds() -> Mapping[str, PartyKind]:
    return {row[0]: row[1] for row in table("party_nouns.tsv")}


def _text(reading: Reading, first: int, last: int) -> str | None:
    if first > last:
        return None
    whole = reading.passage(first, last)
    text = " ".join(reading.text[whole.start : whole.end].split()).strip(" ,;:—–-")
    if text.rstrip(".").casefold() in words("honorifics.tsv"):
        return None
    for article in ("The ", "the ", "A ", "a ", "An ", "an "):
        text = text.removeprefix(article)
    return text or None


def _short_edge(head: Token) -> int:
    clause = next((child for child in head.rights if child.dep_ == "relcl"), None)
    return clause.left_edge.i - 1 if clause is not None else head.right_edge.i


class _Resolver:
    """What has been named so far, from which the next short name, description or pronoun is understood."""

    def __init__(self, reading: Reading, sources: frozenset[int]) -> None:
        self.reading = reading
        self.sources = sources
        self.people = self._people()
        self.roles: dict[str, str] = {}
        self.female: dict[str, bool] = {}
        self.recent: list[tuple[Party, bool, int]] = []

    def _people(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for entity in self.reading.entities:
            if is_person(entity):
                first, last = _bare_edges(entity)
                name = names.bare(self.reading.doc[first : last + 1].text)
                if " " in name and len(name) < 60:
                    found.setdefault(names.full(name, found), None)
        return tuple(found)

    def mention(self, candidate: tuple[int, int, Token, str]) -> Mention | None:
        """Return what a candidate names, and remember it; None where it names no party."""
        first, last, head, sort = candidate
        party = self._party(first, last, head, sort)
        if party is None:
            return None
        if party.kind != "person" and sort != "PRON":
            first = _with_article(self.reading.doc, _with_owner(first, head))
        whole = self.reading.passage(first, last)
        party = replace(party, text=self.reading.text[whole.start : whole.end], start=whole.start, end=whole.end)
        salient = head.dep_ in {"nsubj", "nsubjpass"} or head.i in self.sources
        self.recent.append((party, salient, head.i))
        return Mention(first=first, last=last, head=head.i, party=party)

    def _party(self, first: int, last: int, head: Token, sort: str) -> Party | None:
        if sort == "PRON":
            return self._pronoun(head)
        if sort == "NOUN":
            return self._description(head)
        text = self.reading.doc[first : last + 1].text
        if sort == "PERSON" or (" " not in text and sort != "GPE" and names.full(text, self.people) != text):
            return self._person(text, first, last, head)
        whole = self.reading.doc[_with_owner(first, head) : last + 1].text
        return self._named(whole if registry.key(whole) in registry.known() or sort == "ORG" else text, head, sort)

    def _person(self, text: str, first: int, last: int, head: Token) -> Party:
        name = names.full(names.bare(text) or text, self.people)
        known = registry.known().get(registry.key(name))
        canonical = known.canonical if known and known.kind == "person" else names.respelled(name)
        role = role_of(self.reading, first, last, head)
        if role:
            self.roles.setdefault(canonical, role)
        role = self.roles.get(canonical) or (known.role if known else None)
        country = country_in(role) if role else None
        return Party(
            canonical=canonical,
            kind="person",
            role=role,
            affiliation=affiliation_of(role),
            country=country or (known.country if known else None),
        )

    def _named(self, text: str, head: Token, sort: str) -> Party | None:
        known = registry.known().get(registry.key(text))
        if sort == "GPE" and not _acts(head):
            return None
        if known:
            return Party(canonical=known.canonical, kind=known.kind, country=known.country)
        adjective = registry.adjectives().get(registry.key(text))
        if sort == "NORP":
            return Party(canonical=text, kind="group", country=adjective[0] if adjective else None)
        canonical = " ".join(text.split()).removeprefix("the ").removeprefix("The ")
        return Party(canonical=canonical, kind="organization", country=country_in(text))

    def _description(self, head: Token) -> Party | None:
        kinds = _kinds()
        kind = kinds.get(head.lower_) or kinds[head.lemma_.lower()]
        if kind == "person" and head.tag_ in {"NNS", "NNPS"}:
            kind = "group"
        modifiers = [child for child in head.lefts if child.dep_ in {"amod", "compound", "poss", "nmod", "nummod"}]
        definite = any(child.lower_ in {"the", "this", "that"} for child in head.lefts)
        if definite and not modifiers:
            before = self._described(head.lemma_.lower(), kind)
            if before:
                return before
        text = _text(self.reading, min([head.i, *(child.left_edge.i for child in modifiers)]), head.i) or head.text
        country = country_in(text)
        known = registry.known().get(registry.key(text))
        if known:
            return Party(canonical=known.canonical, kind=known.kind, country=known.country)
        if head.lower_ in words("forces.tsv") and country:
            text = f"{_adjective(country)} forces"
        if head.lower_ in words("anonymous.tsv") or _unnamed(head, kind):
            kind = "anonymous"
        return Party(canonical=text, kind=kind, country=country)

    def _described(self, noun: str, kind: PartyKind) -> Party | None:
        for party, _, _ in reversed(self.recent[-60:]):
            named = f"{party.canonical} {party.role or ''}".casefold()
            if party.kind == kind and (
                noun in named or (kind == "person" and noun in words("offices.tsv") and party.role)
            ):
                return party
        return None

    def _pronoun(self, head: Token) -> Party | None:
        word = head.lower_
        if word in RELATIVE:
            return self._antecedent(head)
        if word in PERSONAL:
            return self._last(head, ("person",), word in FEMALE)
        if head.dep_ not in {"nsubj", "nsubjpass", "pobj"} and head.i not in self.sources:
            return None
        kinds: tuple[PartyKind, ...] = (
            ("group", "organization") if word in PLURAL else ("organization", "state", "outlet")
        )
        return self._last(head, kinds, None)

    def _antecedent(self, head: Token) -> Party | None:
        verb = head.head
        noun = verb.head if verb.dep_ == "relcl" else None
        if noun is None:
            return None
        for party, _, number in reversed(self.recent[-20:]):
            if number == noun.i:
                return party
        return None

    def _last(self, head: Token, kinds: tuple[PartyKind, ...], female: bool | None) -> Party | None:
        fits = [
            (party, salient, number)
            for party, salient, number in self.recent[-80:]
            if party.kind in kinds and (female is None or self.female.get(party.canonical, female) == female)
        ]
        if not fits:
            return None
        here = self.reading.sentence_index(head.i)
        near = [party for party, salient, number in fits if salient and here - self.reading.sentence_index(number) <= 3]
        chosen = near[-1] if near else fits[-1][0]
        if female is not None:
            self.female.setdefault(chosen.canonical, female)
        return chosen


def _with_owner(first: int, head: Token) -> int:
    """Return where "Uganda's Health Ministry" begins, of which the model names the last two words only."""
    owner = next((child for child in head.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"), None)
    return owner.left_edge.i if owner is not None and owner.i < first and first - owner.i <= 3 else first


def _with_article(doc: Doc, first: int) -> int:
    return first - 1 if first > 0 and doc[first - 1].lower_ in {"the", "a", "an"} else first


def _unnamed(head: Token, kind: PartyKind) -> bool:
    """Tell whether somebody is left unnamed: "a nurse", "two traders", "one of them"; a spokesperson is not."""
    if head.lower_.startswith("spokes"):
        return False
    indefinite = any(child.lower_ in {"a", "an", "another", "one"} for child in head.lefts)
    return (kind == "person" and indefinite) or (
        kind == "group" and any(child.dep_ == "nummod" for child in head.lefts)
    )


def _acts(head: Token) -> bool:
    if head.dep_ in {"nsubj", "nsubjpass", "poss", "agent", "dobj", "conj"}:
        return True
    if head.dep_ == "pobj":
        return head.head.lower_ not in LOCATIVE
    return head.dep_ == "compound" and head.head.lemma_.lower() in words("acts.tsv")


def _adjective(country: str) -> str:
    return next(form for code, form in registry.adjectives().values() if code == country)


def speaker(reading: Reading, parties: Parties, source: Source) -> Party:
    """Return the party that a source names: its own mention, or one made from its noun phrase.

    ``text`` is the name, pronoun or least noun phrase; ``spans`` holds the whole wording where titles or
    appositions make it longer.
    """
    source = _named_beside(reading, source)
    whole = reading.passage(source.first, source.last)
    mention = parties.by_token.get(source.head.i)
    if mention and source.head.pos_ in {"PROPN", "PRON"} and not _joined(source):
        party = mention.party
    else:
        party = _phrase(reading, parties, source, mention.party if mention else None)
    if (party.start, party.end) != (whole.start, whole.end):
        party = replace(party, spans=(reading.span(whole.start, whole.end),))
    return party


def _named_beside(reading: Reading, source: Source) -> Source:
    """Return the source with its name as head: "his lawyer, Odile Ferrand-Roux", "the operator, Calamian Wings"."""
    head = source.head
    if head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ in {"PERSON", "ORG"}:
        return source
    near = [child for child in head.children if child.dep_ == "appos" and child.i <= source.last]
    near += [token for token in head.doc[head.i + 1 : min(head.i + 3, source.last + 1)] if token.dep_ == "compound"]
    for child in near:
        if child.ent_type_ in {"PERSON", "ORG"} and child.pos_ == "PROPN" and child.ent_type_:
            return replace(source, head=child)
    return source


def _joined(source: Source) -> bool:
    return any(child.dep_ == "conj" and child.i <= source.last for child in source.head.children)


def _phrase(reading: Reading, parties: Parties, source: Source, party: Party | None) -> Party:
    """Return the party of "a spokesman for the ministry", "residents and a local official", "reports by channels"."""
    head = source.head
    if head.lemma_.lower() in words("documents.tsv") or head.lemma_.lower() in nouns():
        author = _author(parties, head)
        if author:
            return author
    last = _least_end(source)
    passage = reading.passage(source.first, last)
    text = reading.text[passage.start : passage.end]
    own = (
        party is not None and party.start is not None and source.first <= reading.token_at(party.start).i <= source.last
    )
    if party is None or (
        own and head.lower_ not in words("forces.tsv") and party.canonical.casefold() in text.casefold()
    ):
        kind: PartyKind = party.kind if party else _kind(head, joined=_joined(source))
        country = (party.country if party else None) or country_in(text)
        party = Party(canonical=_text(reading, source.first, last) or text, kind=kind, country=country)
    if _joined(source):
        party = replace(party, kind="group")
    return replace(party, text=text, start=passage.start, end=passage.end)


def _author(parties: Parties, head: Token) -> Party | None:
    issued = [child for child in head.rights if child.dep_ == "acl"]
    for child in (*head.rights, *(agent for verb in issued for agent in verb.rights)):
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}:
            return next((party for noun in child.children if noun.dep_ == "pobj" and (party := parties.at(noun))), None)
    return None


def _least_end(source: Source) -> int:
    """Return the last token of the source's noun phrase without appositions and clauses set off by a comma."""
    for number in range(source.head.i + 1, source.last + 1):
        token = source.head.doc[number]
        if token.text in {",", "(", "—", "–"} and not _joined(source):
            return number - 1
    return source.last


def _kind(head: Token, joined: bool) -> PartyKind:
    if head.pos_ == "PROPN":
        return "organization" if head.ent_type_ != "PERSON" else "person"
    if head.lower_ in words("anonymous.tsv") or head.lower_ == "another":
        return "anonymous"
    if joined or head.tag_ == "NNS":
        return "group"
    definite = any(child.lower_ in {"the", "this", "that"} or child.dep_ == "poss" for child in head.lefts)
    return "organization" if definite or head.n_lefts == 0 else "anonymous"
