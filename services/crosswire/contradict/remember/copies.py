"""Groups of near-copies among articles, in this process."""

from collections import defaultdict

from crosswire.contradict.remember import origin
from crosswire_schemas.records import Extraction


class Copies:
    """Groups of near-copies: union-find over articles whose signatures are alike."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[Extraction]] = {}
        self._bands: dict[str, list[Extraction]] = defaultdict(list)

    def add(self, listing: Extraction) -> list[str]:
        """Take in an article and return the articles whose group may now have another name."""
        root = self._root(listing.article_id)
        self._members.setdefault(root, []).append(listing)
        for band in origin.bands(listing.signature):
            for other in self._bands[band]:
                if origin.near(other.signature, listing.signature):
                    self._join(other.article_id, listing.article_id)
            self._bands[band].append(listing)
        root = self._root(listing.article_id)
        return sorted({found.article_id for found in self._members[root]} - {listing.article_id})

    def name(self, article: str) -> str:
        """Return the name of the origin of an article's group."""
        return origin.name(self._members[self._root(article)])

    def _root(self, article: str) -> str:
        while (parent := self._parent.setdefault(article, article)) != article:
            article = parent
        return article

    def _join(self, a: str, b: str) -> None:
        first, second = self._root(a), self._root(b)
        if first != second:
            self._parent[second] = first
            self._members[first] += self._members.pop(second, [])
