"""Parties: who is named or meant in an article, each mention joined with the others of the same party."""

from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, nouns, words
from crosswire.extract.attribute.sources import Source
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve.coreference import RELATIVE, Resolver
from crosswire.extract.resolve.mentions import Mention, Parties, candidates
from crosswire.extract.resolve.offices import country_in, second_role, wording
from crosswire.extract.resolve.phrases import phrase_start
from crosswire_schemas.records import Party, PartyKind

PLACED = frozenset({"GPE", "ORG", "LOC", "NORP", "FAC"})
OWN_VOICE = frozenset({"i", "me", "he", "she", "him", "her", "who", "you", "someone", "somebody"})
WRITERS = frozenset({"ORG", "PERSON", "GPE"})
__all__ = ["Mention", "Parties", "resolve", "speaker"]


def resolve(reading: Reading, sources: frozenset[int] = frozenset()) -> Parties:
    """Return the parties of an article; ``sources`` are the numbers of tokens known to name a speaker."""
    resolver = Resolver(reading, sources)
    found = [mention for mention in map(resolver.mention, candidates(reading)) if mention]
    spread = {number: mention for mention in found for number in range(mention.first, mention.last + 1)}
    found.sort(key=lambda mention: mention.first)
    return Parties(mentions=tuple(found), firsts=tuple(mention.first for mention in found), by_token=spread)


def speaker(reading: Reading, parties: Parties, source: Source) -> Party:
    """Return the party that a source names: its own mention, or one made from its noun phrase.

    ``text`` is the name, pronoun or least noun phrase; ``spans`` holds the whole wording where titles or
    appositions make it longer.
    """
    source = _issued_by(parties, _named_beside(reading, parties, source))
    whole = reading.passage(source.first, source.last)
    mention = parties.by_token.get(source.head.i)
    mention = mention if mention is not None and mention.last <= max(source.last, source.head.i) else None
    if mention and source.head.pos_ in {"PROPN", "PRON"} and not _joined(source):
        party = mention.party
    else:
        party = _phrase(reading, parties, source, mention.party if mention else None)
    if (party.start, party.end) != (whole.start, whole.end):
        party = replace(party, spans=(reading.span(whole.start, whole.end),))
    return party


def _issued_by(parties: Parties, source: Source) -> Source:
    """Return the many whom no name means behind what they wrote: "posts by two accounts on X"."""
    head = source.head
    if head.tag_ != "NNS" or head.lemma_.lower() not in words("documents.tsv") or _author(parties, head):
        return source
    by = (child for child in head.rights if child.lower_ == "by" and child.dep_ in {"prep", "agent"})
    named = next((noun for child in by for noun in child.children if noun.dep_ == "pobj" and noun.tag_ == "NNS"), None)
    if named is None:
        return source
    return replace(source, head=named, first=named.left_edge.i, last=min(named.right_edge.i, source.last))


def _named_beside(reading: Reading, parties: Parties, source: Source) -> Source:
    """Return the source with its name as head: "his lawyer, Odile Ferrand-Roux", "the operator, Calamian Wings"."""
    head = source.head
    named = second_role(head)
    if named is not None:
        return replace(source, head=named)
    if head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ in {"PERSON", "ORG"}:
        return source
    within = head.doc[head.i + 1 : source.last + 1]
    near = [token for token in within if token.dep_ == "appos" and _beside(token)]
    after = head.doc[head.i + 1 : min(head.i + 3, source.last + 1)]
    near += [token for token in after if token.dep_ == "compound" and after[0].dep_ != "prep"]
    for child in (*near, *_at_the_end(reading, parties, source)):
        if (child.ent_type_ in {"PERSON", "ORG"} or child.i in parties.by_token) and child.pos_ == "PROPN":
            return replace(source, head=child)
    return source


def _beside(name: Token) -> bool:
    """Tell whether a name in apposition stands after a comma, or right after the role: "the diplomat Ines Roth"."""
    return name.left_edge.nbor(-1).text == "," or name.ent_type_ == "PERSON"


def _at_the_end(reading: Reading, parties: Parties, source: Source) -> list[Token]:
    """Return the name that a role with a place runs into: "the governor of Florida Ron Salter"."""
    head = source.head
    if kinds().get(head.lemma_.lower()) != "person":
        return []
    named = [item for item in reading.entities_between(head.i + 1, source.last + 1) if item.label_ == "PERSON"]
    found = [item.root for item in named if _before_rank(item[0]).ent_type_ in PLACED]
    last = parties.by_token.get(source.last)
    if last is not None and last.party.kind == "person" and country_in(head.doc[last.first - 1].text):
        found.append(head.doc[last.head])
    return [] if _joined(source) else found[:1]


def _before_rank(name: Token) -> Token:
    """Return the word before a name and the ranks at its front: "of Ukraine" before "General Oleksandr Syrskyi"."""
    before = name.nbor(-1)
    while before.i > 0 and before.pos_ == "PROPN" and kinds().get(before.lower_) == "person":
        before = before.nbor(-1)
    return before


def _joined(source: Source) -> bool:
    joined = [child for child in source.head.children if child.dep_ == "conj" and child.i <= source.last]
    return bool(joined) and second_role(source.head) is None


def _phrase(reading: Reading, parties: Parties, source: Source, party: Party | None) -> Party:
    """Return the party of "a spokesman for the ministry", "residents and a local official", "reports by channels"."""
    head = source.head
    document = head.lemma_.lower() in words("documents.tsv") or head.lemma_.lower() in nouns()
    if document:
        author = _author(parties, head)
        if author:
            return author
    last = _least_end(source)
    passage = reading.passage(source.first, last)
    writer = _writer(reading, parties, source) if document else None
    if writer is not None:
        return replace(writer, text=reading.text[passage.start : passage.end], start=passage.start, end=passage.end)
    text = reading.text[passage.start : passage.end]
    own = (
        party is not None and party.start is not None and source.first <= reading.token_at(party.start).i <= source.last
    )
    if (
        party is None
        or _joined(source)
        or (own and head.lower_ not in words("forces.tsv") and party.canonical.casefold() in text.casefold())
    ):
        meant = _before_clause(head) or head
        kind: PartyKind = party.kind if party else _kind(meant, joined=_joined(source))
        named = (source.first, last) if meant is head else (phrase_start(meant), meant.i)
        country = (party.country if party else None) or country_in(wording(reading, *named) or text)
        party = Party(canonical=wording(reading, *named) or text, kind=kind, country=country)
    if _joined(source):
        party = replace(party, kind="group")
    return replace(party, text=text, start=passage.start, end=passage.end)


def _before_clause(pronoun: Token) -> Token | None:
    """Return the noun that "who" or "which" takes up, where it is nobody known: "newcomers who believe that ..."."""
    clause = pronoun.head
    taken_up = pronoun.lower_ in RELATIVE and clause.dep_ == "relcl" and clause.head.pos_ in {"NOUN", "PROPN"}
    return clause.head if taken_up else None


def _author(parties: Parties, head: Token) -> Party | None:
    issued = [child for child in head.rights if child.dep_ == "acl" and child.lemma_ in words("issuing.tsv")]
    for child in (*head.rights, *(agent for verb in issued for agent in verb.rights)):
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}:
            return next((party for noun in child.children if noun.dep_ == "pobj" and (party := parties.at(noun))), None)
    return None


def _writer(reading: Reading, parties: Parties, source: Source) -> Party | None:
    """Return whose paper it is: "the EU statement", "a statement from the union's chairwoman", named nowhere."""
    head = source.head
    for child in head.lefts:
        party = parties.at(child) if child.dep_ in {"compound", "poss", "nmod"} else None
        if party is not None and party.kind in {"organization", "person", "state"} and child.ent_type_ in WRITERS:
            return party
    for prep in head.rights:
        inside = (noun for noun in prep.rights if noun.dep_ == "pobj") if prep.lower_ in {"by", "from"} else ()
        for noun in inside:
            if kinds().get(noun.lemma_.lower()) == "person":
                last = min(noun.right_edge.i, source.last)
                return _phrase(reading, parties, Source(head=noun, first=noun.left_edge.i, last=last), None)
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
    if head.pos_ == "PRON" and head.lower_ not in words("anonymous.tsv"):
        thing = head.lower_ in {"it", "which", "that", "this"}
        return "person" if head.lower_ in OWN_VOICE else "organization" if thing else "group"
    if head.lower_ in words("anonymous.tsv"):
        return "anonymous"
    if head.lower_ == "old":  # "the 23-year-old"
        return "person" if any(child.lower_ == "the" for child in head.lefts) else "anonymous"
    if joined or head.tag_ == "NNS" or head.lower_.endswith("men"):
        return "group"
    definite = any(child.lower_ in {"the", "this", "that"} or child.dep_ == "poss" for child in head.lefts)
    return "organization" if definite or head.n_lefts == 0 else "anonymous"
