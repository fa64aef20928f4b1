"""Coreference: what has been named so far, from which the next short name, description or pronoun is understood."""

import re
from dataclasses import replace

from spacy.tokens import Token

from crosswire.extract.attribute.cues import kinds, words
from crosswire.extract.attribute.silence import nobodys, on_heading
from crosswire.extract.read.document import Reading
from crosswire.extract.resolve import names, registry
from crosswire.extract.resolve.businesses import Named, is_business, meant_business
from crosswire.extract.resolve.descriptions import means, ranks
from crosswire.extract.resolve.memory import FEMALE, PERSONAL, Memory
from crosswire.extract.resolve.mentions import Mention, acronyms, bare_edges, bodily, firm_names, is_person
from crosswire.extract.resolve.naming import name_after, state_named
from crosswire.extract.resolve.offices import affiliation_of, country_in, role_of, wording
from crosswire.extract.resolve.phrases import (
    acts,
    goes_on_telling,
    is_countryman,
    names_itself,
    phrase_start,
    place_named,
    unnamed,
    with_article,
    with_complement,
    with_honorific,
    with_owner,
    with_seat,
)
from crosswire_schemas.records import Party, PartyKind

PLURAL = frozenset({"they", "them", "their"})
OWNER = re.compile(r"^(?:its|his|her|their|our|my) ", re.IGNORECASE)  # "its chairwoman" is one to whoever reads it
RELATIVE = frozenset({"who", "which", "that", "whom"})


class Resolver:
    """What has been named so far, from which the next short name, description or pronoun is understood."""

    def __init__(self, reading: Reading, sources: frozenset[int]) -> None:
        self.reading = reading
        self.sources = sources
        self.people = self._people()
        self.firms = firm_names(reading)
        self.acronyms = acronyms(reading)
        self.bodies = frozenset(item.text for item in reading.entities if item.label_ == "PERSON" and bodily(item))
        self.called: dict[str, Party] = {}
        self.roles: dict[str, str] = {}
        self.memory = Memory(reading, sources)
        self.silent: dict[int, bool] = {}
        self.holders: tuple[Party, ...] | None = None
        self.states: frozenset[str] | None = None

    def _people(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for entity in self.reading.entities:
            if is_person(entity):
                first, last = bare_edges(entity)
                name = names.bare(self.reading.doc[first : last + 1].text)
                if " " in name and len(name) < 60:
                    found.setdefault(names.full(name, found), None)
        return tuple(found)

    def mention(self, candidate: tuple[int, int, Token, str]) -> Mention | None:
        """Return what a candidate names, and remember it; None where it names no party."""
        first, last, head, sort = candidate
        last = with_seat(head, first, last) if sort == "ORG" else last
        party = self._party(first, last, head, sort)
        if party is None:
            return None
        if sort == "NOUN":
            first = phrase_start(head)
        elif sort == "PERSON":
            first = with_honorific(self.reading.doc, first)
        elif sort == "NORP" or (party.kind != "person" and sort != "PRON"):
            first = with_article(self.reading.doc, with_owner(first, head))
        whole = self.reading.passage(first, last)
        party = replace(party, text=self.reading.text[whole.start : whole.end], start=whole.start, end=whole.end)
        outer = head.head if head.dep_ == "appos" else head
        salient = outer.dep_ in {"nsubj", "nsubjpass"} or outer.i in self.sources
        speaks = outer.i in self.sources and self.reading.quotation_at(head.idx) is None
        if not self._silent(self.reading.sentence_index(head.i)):
            noun = head.lemma_.lower() if sort == "NOUN" else ""
            self.memory.recent.append(Named(party, salient, head.i, noun, speaks))
        return Mention(first=first, last=last, head=head.i, party=party)

    def _silent(self, sentence: int) -> bool:
        """Tell whether a sentence is furniture, whose names nobody goes on to mean."""
        if sentence not in self.silent:
            begun = self.reading.sentences[sentence].start_char
            linked = begun >= self.reading.body and on_heading(self.reading, begun)
            self.silent[sentence] = linked or nobodys(self.reading.sentence_texts[sentence])
        return self.silent[sentence]

    def _party(self, first: int, last: int, head: Token, sort: str) -> Party | None:
        if sort == "PRON":
            return self._pronoun(head)
        meant = self._countryman(head) if sort in {"NORP", "ORG"} and first == last else None
        if sort == "AGE" or (sort == "NORP" and self._one_of(head)):
            meant = self.memory.last(head, ("person",), None)
        elif sort == "NOUN":
            meant = self._description(head)
        if meant is not None or sort in {"AGE", "NOUN"}:
            return meant
        if sort == "ONE":
            return Party(canonical=self.reading.doc[first : last + 1].text, kind="anonymous")
        text = self.reading.doc[first : last + 1].text
        surname = " " not in text or text.split()[0] in words("particles.tsv")
        short = surname and names.full(text, self.people) != text
        if first == last and not short and text in self.firms and sort != "NORP" and head.dep_ != "compound":
            return self._named(self.firms[text], head, "ORG")
        sort = "ORG" if sort == "PERSON" and text in self.bodies else sort
        if sort == "PERSON" or _well_known(text) or (short and (sort != "GPE" or self._speaker(text, head))):
            return self._person(text, first, last, head)
        whole = self.reading.doc[with_owner(first, head) : last + 1].text
        return self._named(whole if registry.find(whole) or sort == "ORG" else text, head, sort)

    def _one_of(self, head: Token) -> bool:
        """Tell of "the Republican" who speaks: somebody named before by the party or people that he is of."""
        definite = any(child.lower_ == "the" for child in head.lefts)
        single = definite and head.i in self.sources and head.tag_ in {"NN", "NNP"} and head.dep_ == "nsubj"
        return single and country_in(head.text) is None  # "the Finnish" are many

    def _countryman(self, head: Token) -> Party | None:
        """Return whom named before "the Dane" means, where a single one does something."""
        if head.tag_ != "NNP" or head.dep_ not in {"nsubj", "nsubjpass"} or not is_countryman(head):
            return None
        meant = self.memory.last(head, ("person",), None)
        return meant if meant is not None and meant.country in {None, country_in(head.text)} else None

    def _speaker(self, text: str, head: Token) -> bool:
        """Tell whether what the model takes for a place speaks, and is no state: it is the surname of somebody."""
        return head.i in self.sources and registry.find(text) is None

    def _person(self, text: str, first: int, last: int, head: Token) -> Party:
        name = names.full(names.bare(text) or text, self.people)
        known = registry.known().get(registry.key(name))
        canonical = known.canonical if known and known.kind == "person" else names.respelled(name)
        said = role_of(self.reading, first, last, head)
        if said:
            self.roles.setdefault(canonical, OWNER.sub("", said))
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
        known = self._known(text)
        if (sort == "GPE" and not acts(head)) or place_named(head):
            return None
        if known is None and text in self.acronyms and text != self.acronyms[text]:
            text = self.acronyms[text].removeprefix("the ").removeprefix("The ")
            known = self._known(text)
        if sort == "ORG" and kinds().get(head.lower_) == "organization" and text == head.text and known is None:
            meant = self._described(head, text, "organization")
            if meant:
                return meant
        if known:
            return Party(canonical=known.canonical, kind=known.kind, country=known.country)
        adjective = registry.adjectives().get(registry.key(text))
        if sort == "NORP":
            return Party(canonical=text, kind="group", country=adjective[0] if adjective else None)
        canonical = " ".join(text.split()).removeprefix("the ").removeprefix("The ")
        party = Party(canonical=canonical, kind="organization", country=country_in(text))
        beside = [child for child in (*head.lefts, *head.rights) if child.dep_ in {"appos", "compound", "nmod"}]
        for noun in (*beside, head.head) if head.dep_ == "appos" else beside:
            if noun.lemma_.lower() in words("businesses.tsv") and is_business(party):
                self.called[noun.lemma_.lower()] = party
        return party

    def _known(self, text: str) -> registry.Known | None:
        """Return the curated party of that name; "the president's office" is no other state's than the article's."""
        found = registry.find(text)
        if found is None or found.country is None or registry.key(text) not in registry.bodies():
            return found
        if self.states is None:
            self.states = frozenset(filter(None, (country_in(entity.text) for entity in self.reading.entities)))
        return found if not self.states or found.country in self.states else None

    def _description(self, head: Token) -> Party | None:
        named = self._apposed(head) or self._naming(head)
        if named is not None or names_itself(self.reading, head):
            return named
        kind = kinds().get(head.lower_) or kinds()[head.lemma_.lower()]
        if kind == "organization" and head.tag_ == "NN" and _somebody(head):
            kind = "person"
        if kind == "person" and head.tag_ in {"NNS", "NNPS"}:
            kind = "group"
        modifiers = [child for child in head.lefts if child.dep_ in {"amod", "compound", "poss", "nmod", "nummod"}]
        text = wording(self.reading, min([head.i, *(child.left_edge.i for child in modifiers)]), head.i) or head.text
        owned = next((child for child in modifiers if child.dep_ == "poss"), None)
        definite = any(child.lower_ in {"the", "this", "that"} for child in head.lefts)
        whole = with_complement(self.reading, head, text)
        indefinite = any(child.lower_ in {"a", "an"} for child in head.lefts)
        of_state = not indefinite and country_in(whole if head.pos_ == "PROPN" else text) is not None
        if definite or of_state or (owned is not None and owned.pos_ == "PROPN"):
            meant = self._described(head, whole, kind) or self._holder(whole, kind)
            meant = meant or (meant_business(self.reading, head, self.called, self.memory.recent) if definite else None)
            meant = meant or (self._of_calling(head, whole) if definite and kind == "person" else None)
            meant = meant or (self.memory.befallen(head) if definite and whole == head.text else None)
            if meant:
                return meant
        country = country_in(text)
        known = self._known(text) or self._known(whole)
        if known:
            return Party(canonical=known.canonical, kind=known.kind, country=known.country)
        if kind == "person":
            text = with_complement(self.reading, head, text)
        if head.lower_ in words("forces.tsv") and country:
            text = f"{registry.adjective(country)} forces"
        if head.lower_ in words("anonymous.tsv") or unnamed(head, kind):
            kind = "anonymous"
        return Party(canonical=text, kind=kind, country=country)

    def _described(self, head: Token, text: str, kind: PartyKind) -> Party | None:
        """Return who was last named by the same noun, or holds the office that ``text`` describes."""
        noun, bare = head.lemma_.lower(), " " not in text
        recent = list(reversed(self.memory.recent[-80:]))
        leading = [named for named in recent if named.salient]  # "thanked the Polish government" makes it no subject
        spoken = [named for named in recent if named.speaks] if head.i in self.sources else []
        first = spoken if kind == "person" else leading if kind == "organization" else []
        for named in (*first, *recent) if bare else recent:
            party = named.party
            one = self.reading.doc[named.number].tag_ == head.tag_
            if bare and one and named.noun == noun and party.kind in {kind, "anonymous", "organization", "person"}:
                return party
            if kind == "person" and party.kind == "person" and means(text, party):
                if bare and not named.speaks and self._goes_on(head):
                    continue  # "Roth said Berg was late. The politician added": Roth, whatever office Berg has
                return party
            if bare and kind != "person" and party.kind == kind and noun in party.canonical.casefold().split():
                return party
        return self._stateless(text) if kind == "person" else None

    def _goes_on(self, head: Token) -> bool:
        """Tell of "the politician" who speaks where a person spoke just before him."""
        calling = head.i in self.sources and head.lemma_.lower() in words("callings.tsv")
        last = self.memory.spoke(self.reading.sentence_index(head.i)) if calling else None
        return last is not None and last.kind == "person"

    def _stateless(self, text: str) -> Party | None:
        """Return the one person whose office ``text`` gives with the state that nothing told of it so far."""
        country = country_in(text)
        if country is None:
            return None
        people = {
            named.party.canonical: named.party for named in self.memory.recent[-80:] if named.party.kind == "person"
        }
        found = [party for party in people.values() if party.country is None and means(text, party, country)]
        return replace(found[0], country=country) if len(found) == 1 else None

    def _of_calling(self, head: Token, text: str) -> Party | None:
        """Return who spoke last and has no role yet, where "the expert" goes on speaking, or "the mayor also said"."""
        further = goes_on_telling(head.head)
        if head.i not in self.sources or not (further or head.lemma_.lower() in words("callings.tsv")):
            return None
        last = self.memory.spoke(self.reading.sentence_index(head.i))
        known = last is not None and (last.role is not None or last.country is not None)
        if last is None or last.kind != "person" or (known and "president" not in ranks().get(text, ())):
            return None
        if further and last.canonical != head.text:
            self.roles.setdefault(last.canonical, text)
        return replace(last, role=self.roles.get(last.canonical))

    def _apposed(self, head: Token) -> Party | None:
        """Return the person after whose name a description stands: "Ana Roth, the mayor"."""
        if head.dep_ != "appos" or head.head.i >= head.i:
            return None
        party = next((item.party for item in reversed(self.memory.recent[-12:]) if item.number == head.head.i), None)
        return party if party is not None and party.kind == "person" else None

    def _naming(self, head: Token) -> Party | None:
        """Return whose name a description has beside it: "his lawyer, Ana Roth", "a suspect named Ana Roth"."""
        entity = name_after(self.reading, head)
        if entity is None:
            return None
        first, last = bare_edges(entity)
        return self._person(self.reading.doc[first : last + 1].text, first, last, entity.root)

    def _holder(self, text: str, kind: PartyKind) -> Party | None:
        """Return the one person in the whole article who holds an office that is described before the name is given."""
        if kind != "person" or " " not in text:
            return None
        if self.holders is None:
            people = [entity for entity in self.reading.entities if len(entity) > 1 and is_person(entity)]
            edges = ((*bare_edges(entity), entity.root) for entity in people)
            self.holders = tuple(self._person(self.reading.doc[a : b + 1].text, a, b, head) for a, b, head in edges)
        found = {party.canonical: party for party in self.holders if means(text, party)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _pronoun(self, head: Token) -> Party | None:
        word = head.lower_
        if word in RELATIVE:
            return self._antecedent(head)
        if word in PERSONAL:
            return self.memory.speaking(head, word in FEMALE) or self.memory.last(
                head, ("person", "anonymous"), word in FEMALE
            )
        if head.dep_ not in {"nsubj", "nsubjpass", "pobj"} and head.i not in self.sources:
            return None
        sorts: tuple[PartyKind, ...] = (
            ("group", "organization") if word in PLURAL else ("organization", "state", "outlet")
        )
        return self.memory.telling(head, sorts) or self.memory.last(head, sorts, None)

    def _antecedent(self, head: Token) -> Party | None:
        verb = head.head
        noun = verb.head if verb.dep_ == "relcl" else None
        if noun is None:
            return None
        near = {named.number: named.party for named in self.memory.recent[-20:]}
        if head.lower_ != "who":
            return near.get(noun.i) or state_named(noun)
        while near.get(noun.i) is None and noun.dep_ in {"pobj", "prep", "appos"}:
            noun = noun.head  # "Ana Roth, the favourite for the post, who said"
        return near.get(noun.i)


def _somebody(head: Token) -> bool:
    """Tell of "a furnace operator, who said": one person, where the word may be a firm's too."""
    clauses = [child for child in head.rights if child.dep_ == "relcl"]
    indefinite = any(child.lower_ in {"a", "an", "another"} for child in head.lefts)
    return indefinite and any(word.lower_ == "who" for clause in clauses for word in clause.lefts)


def _well_known(text: str) -> bool:
    """Tell whether a name is that of a person on the list, whatever the model takes it for."""
    known = registry.find(text)
    return known is not None and known.kind == "person"
