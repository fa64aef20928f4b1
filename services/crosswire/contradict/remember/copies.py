"""Groups of near-copies among articles, in this process."""

from collections import defaultdict

from crosswire.contradict.remember import origin
from crosswire_schemas.records import Extraction


class Copies:
    """Groups of near-copies: union-find over articles whose signatures are alike."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._naming: dict[str, Extraction] = {}
        self._bands: dict[str, list[Extraction]] = defaultdict(list)

    def add(self, listing: Extraction) -> set[str]:
        """Take in an article and return the others whose origin now has another name."""
        roots = {self._root(listing.article_id)}
        for band in origin.bands(listing.signature):
            for other in self._bands[band]:
                root = self._root(other.article_id)
                if root not in roots and origin.near(other.signature, listing.signature):
                    roots.add(root)
            self._bands[band].append(listing)
        return self._join(roots, listing)

    def name(self, article: str) -> str:
        """Return the name of the origin of an article's group."""
        return _name(self._naming[self._root(article)])

    def _root(self, article: str) -> str:
        while (parent := self._parent.setdefault(article, article)) != article:
            article = parent
        return article

    def _join(self, roots: set[str], listing: Extraction) -> set[str]:
        before = {root: self._naming.pop(root) for root in roots & self._naming.keys()}
        naming = origin.naming((listing, *before.values()))
        renamed = [self._members[root] for root, old in before.items() if _name(old) != _name(naming)]
        others = {article for members in renamed for article in members} - {listing.article_id}
        # Into the largest, so that a story that is copied without end does not take longer each time.
        top = max(roots, key=lambda root: (len(self._members[root]), root))
        for root in roots - {top}:
            self._parent[root] = top
            self._members[top] |= self._members.pop(root)
        self._members[top].add(listing.article_id)
        self._naming[top] = naming
        return others


def _name(first: Extraction) -> str:
    return origin.name(first.outlet.name, origin.credit(first))
