"""Ids as functions of content: doing a thing twice gives the same id."""

import hashlib
import unicodedata


def identify(kind: str, *parts: str | int) -> str:
    """Hash ``kind`` and ``parts`` to 32 lower-case hex digits (BLAKE2b, 128 bits); two lists never run together."""
    encoded = [str(part).encode("utf-8", "surrogatepass") for part in (kind, *parts)]
    framed = b"".join([piece for data in encoded for piece in (len(data).to_bytes(8, "big"), data)])
    return hashlib.blake2b(framed, digest_size=16).hexdigest()


def normalise(text: str) -> str:
    """Fold ``text`` for comparison inside an id: NFKC, case folded, white space single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def article_id(outlet_id: str, canonical_url: str) -> str:
    """Return the id of a story page: its outlet and the canonical address (or the entry's own id where it has none)."""
    return identify("article", outlet_id, canonical_url)


def claim_id(article: str, speaker: str, cue_lemma: str, content: str, count: int) -> str:
    """Return the id of a claim: ``count`` is 0 for the first of equal claims in the article, 1 for the next."""
    return identify("claim", article, normalise(speaker), cue_lemma, normalise(content), count)


def event_id(article: str, root: str, trigger: str, sentence: str, count: int) -> str:
    """Return the id of an event: what it is, its trigger and the sentence it is told in, and its count among equals."""
    return identify("event", article, root, normalise(trigger), normalise(sentence), count)


def contradiction_id(position: str, other: str) -> str:
    """Return the id of the contradiction between two positions, in whichever order they are given."""
    return identify("contradiction", *sorted((position, other)))


def content_hash(title: str, text: str) -> str:
    """Return the hash by which a revision is told from the one before: title and text, white space folded."""
    return identify("content", " ".join(title.split()), " ".join(text.split()))
