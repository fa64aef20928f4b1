"""WikiEvents dev (Li et al., 2021): triggers of seven kinds, and of those found the heads of actor, target and place.

The map from KAIROS types to our kinds of happening is MAP, the map from roles to ours ROLES. A trigger is found where
one of the same kind shares a word with it; arguments are those of its sentence. Meeting and moving have no one-sided
roles: either of ours will do.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract.code.coded import Coded
from crosswire.extract.code.events import code
from crosswire.extract.locate.gazetteer import opened
from crosswire.extract.locate.places import locate
from crosswire.extract.read.document import Reading
from crosswire.extract.read.parse import load, read_all
from tests.bench.article import article
from tests.bench.row import Row

SET = "WikiEvents dev"
MAP = {
    "Conflict.Attack": ("attack", "explode", "shoot", "fight"),
    "Life.Die": ("kill", "die"),
    "Life.Injure": ("injure",),
    "Justice.ArrestJailDetain": ("arrest", "prisoner"),
    "Contact.Contact.Meet": ("consult",),
    "Movement.Transportation": ("travel", "flee"),
    "Conflict.Demonstrate": ("protest",),
}
ROLES = {
    "actor": ("Attacker", "Killer", "Injurer", "Jailer", "Transporter", "Demonstrator", "Participant"),
    "target": ("Target", "Victim", "Detainee", "PassengerArtifact", "Participant"),
    "place": ("Place", "Destination", "Origin"),
}
MUTUAL = frozenset({"Contact.Contact.Meet", "Movement.Transportation"})
OURS = {kind: name for name, kinds in MAP.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Gold:
    kind: str
    start: int
    end: int
    roles: frozenset[tuple[str, int]]


def rows(data: Path) -> list[Row]:
    """Measure triggers and arguments on ``data``/wikievents/dev.jsonl."""
    hits, guessed, wanted, all_words = 0, 0, 0, 0
    right: Counter[str] = Counter()
    for reading, golds, coded, _ in read(data):
        pairs = matched(golds, coded)
        hits, guessed, wanted = hits + len(pairs), guessed + len(coded), wanted + len(golds)
        all_words += sum(token.pos_ == "VERB" for token in reading.doc)
        for gold, one in pairs:
            right.update(compared(reading, gold, one))
    verbs = 2 * hits / (all_words + wanted)
    heads = 2 * right["right"] / max(right["guessed"] + right["wanted"], 1)
    return [
        Row(
            set=SET,
            measure="trigger F1",
            value=2 * hits / (guessed + wanted),
            goal=0.55,
            baselines={"every verb at best": verbs},
        ),
        Row(
            set=SET,
            measure="argument head F1",
            value=heads,
            goal=0.45,
            baselines={"its own subject and object": _plain(data)},
        ),
    ]


def read(data: Path) -> Iterator[tuple[Reading, list[Gold], list[Coded], Sequence[int]]]:
    """Yield each document's reading with its gold events of the seven kinds and ours."""
    lines = (data / "wikievents" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    gazetteer = opened(gazetteer_file())
    texts = [_text(document) for document in documents]
    for document, (_, starts), reading in zip(
        documents, texts, read_all([article(text) for text, _ in texts], load(gazetteer_file())), strict=True
    ):
        coded = code(reading, locate(reading, gazetteer), (), lambda _: None)
        ours = [one for one in coded if one.kind in OURS]
        yield reading, list(_golds(document, starts, reading)), ours, starts


def matched(golds: Sequence[Gold], coded: Sequence[Coded]) -> list[tuple[Gold, Coded]]:
    """Pair each gold event with the first of ours of its kind that shares a word with its trigger."""
    left = list(coded)
    pairs: list[tuple[Gold, Coded]] = []
    for gold in golds:
        one = next((item for item in left if OURS[item.kind] == gold.kind and _share(gold, item)), None)
        if one is not None:
            left.remove(one)
            pairs.append((gold, one))
    return pairs


def compared(reading: Reading, gold: Gold, one: Coded) -> Counter[str]:
    """Count heads: right, guessed, wanted."""
    ours = {("actor", one.actor.head.i)} if one.actor else set()
    ours |= {("target", one.target.head.i)} if one.target else set()
    heads = {reading.token_at(place.end - 1).i for place in one.places}
    here = reading.sentence_index(one.anchor.i)
    ours |= {("place", number) for number in heads if reading.sentence_index(number) == here}
    theirs = set(gold.roles)
    if gold.kind in MUTUAL:
        ours = {("place" if role == "place" else "party", number) for role, number in ours}
        theirs = {("place" if role == "place" else "party", number) for role, number in theirs}
    return Counter(right=len(ours & theirs), guessed=len(ours), wanted=len(theirs))


def _plain(data: Path) -> float:
    """Return the head F1 of taking the grammatical subject and object as they stand."""
    right: Counter[str] = Counter()
    for _, golds, coded, _ in read(data):
        for gold, one in matched(golds, coded):
            ours = {("actor", child.i) for child in one.anchor.children if child.dep_ == "nsubj"}
            ours |= {("target", child.i) for child in one.anchor.children if child.dep_ in {"dobj", "nsubjpass"}}
            theirs = set(gold.roles)
            if gold.kind in MUTUAL:
                ours = {("party", number) for _, number in ours}
                theirs = {("place" if role == "place" else "party", number) for role, number in theirs}
            right.update(right=len(ours & theirs), guessed=len(ours), wanted=len(theirs))
    return 2 * right["right"] / max(right["guessed"] + right["wanted"], 1)


def _share(gold: Gold, one: Coded) -> bool:
    return one.trigger.start < gold.end and gold.start < one.trigger.end


def _text(document: dict[str, Any]) -> tuple[str, list[int]]:
    text, starts = "", []
    for words, _ in document["sentences"]:
        for word, *_ in words:
            starts.append(len(text))
            text += word + " "
        text = text[:-1] + "\n"
    return text, starts


def _golds(document: dict[str, Any], starts: Sequence[int], reading: Reading) -> Iterator[Gold]:
    tokens = document["tokens"]
    mentions = {mention["id"]: mention for mention in document["entity_mentions"]}
    for event in document["event_mentions"]:
        kind = next((name for name in MAP if event["event_type"].startswith(name)), None)
        if kind is None:
            continue
        first, last = event["trigger"]["start"], event["trigger"]["end"] - 1
        roles = frozenset(
            (ours, _head(reading, starts, tokens, mentions[argument["entity_id"]]))
            for argument in event["arguments"]
            for ours, theirs in ROLES.items()
            if argument["role"] in theirs
        )
        yield Gold(kind, starts[first], starts[last] + len(tokens[last]), roles)


def _head(reading: Reading, starts: Sequence[int], tokens: Sequence[str], mention: dict[str, Any]) -> int:
    last = mention["end"] - 1
    first = reading.token_at(starts[mention["start"]]).i
    end = reading.token_at(starts[last] + len(tokens[last]) - 1).i
    return reading.doc[first : end + 1].root.i
