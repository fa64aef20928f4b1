"""Cues: the words that attribute content to a speaker, read from the tables beside the code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from crosswire_schemas.records import Force, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWord:
    """A word that can attribute: its force and the frames in which content follows it (see data/en/verbs.tsv)."""

    lemma: str
    force: Force
    frames: str = ""
    prepositions: frozenset[str] = frozenset()


def table(name: str) -> Iterator[list[str]]:
    """Yield the rows of a TSV file of this package; lines that start with # are its comments."""
    for line in files("crosswire.extract").joinpath("data/en", name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of a table as a set."""
    return frozenset(row[0] for row in table(name))


@cache
def verbs() -> Mapping[str, CueWord]:
    """Return the cue verbs by lemma."""
    rows = ((row + [""] * 4)[:4] for row in table("verbs.tsv"))
    return {
        lemma: CueWord(lemma=lemma, force=force, frames=frames, prepositions=frozenset(filter(None, prep.split(","))))
        for lemma, force, frames, prep in rows
    }


@cache
def nouns() -> Mapping[str, CueWord]:
    """Return the cue nouns by lemma: for what is told, and for what is felt or aimed at."""
    rows = ([*row, ""][:3] for name in ("attitudes.tsv", "nouns.tsv") for row in table(name))
    return {
        lemma: CueWord(lemma=lemma, force=force, prepositions=frozenset(filter(None, prep.split(","))))
        for lemma, force, prep in rows
    }


@cache
def adjectives() -> Mapping[str, CueWord]:
    """Return the adjectives that attribute ("is convinced that ...") by form."""
    rows = ((row + [""] * 4)[:4] for row in table("adjectives.tsv"))
    return {
        form: CueWord(lemma=form, force=force, frames="c" + more, prepositions=frozenset(filter(None, prep.split(","))))
        for form, force, prep, more in rows
    }


@cache
def _forms() -> Mapping[str, str]:
    return {row[0]: row[1] for row in table("forms.tsv")}


@cache
def kinds() -> Mapping[str, PartyKind]:
    """Return the kind of party that a common noun names, by lemma or form."""
    return {row[0]: row[1] for row in table("party_nouns.tsv")}


@cache
def phrasals() -> Mapping[str, tuple[str, CueWord]]:
    """Return the verbs that are cues with a particle only ("ruled out") by lemma, with the particle."""
    return {
        row[0]: (row[1], CueWord(lemma=f"{row[0]} {row[1]}", force=row[2], frames=row[3]))
        for row in table("phrasals.tsv")
    }


def _phrasal(token: Token, lemma: str) -> CueWord | None:
    found = phrasals().get(lemma)
    if found is None:
        return None
    return found[1] if any(child.lower_ == found[0] and child.i > token.i for child in token.children) else None


def lemma_of(token: Token) -> str:
    """Return the lemma of a verb, right where the lemmatiser takes a form for another word's ("hoped")."""
    return _forms().get(token.lower_) or token.lemma_.lower()


def verb(token: Token) -> CueWord | None:
    """Return the cue that ``token`` is as a verb."""
    if token.pos_ in {"VERB", "AUX"}:
        lemma = lemma_of(token)
        return _phrasal(token, lemma) or verbs().get(lemma)
    return adjectives().get(token.lower_) if token.dep_ in {"acomp", "ROOT", "oprd"} else None


def told(token: Token) -> bool:
    """Tell whether ``token`` is a noun for what somebody tells ("claim"), not for what he feels ("faith")."""
    return noun(token) is not None and token.lemma_.lower() not in words("attitudes.tsv")


def noun(token: Token) -> CueWord | None:
    """Return the cue that ``token`` is as a noun."""
    if token.pos_ != "NOUN" or (token.lower_ in {"order", "charge"} and token.i > 0 and token.nbor(-1).lower_ == "in"):
        return None
    return nouns().get(token.lemma_.lower())
