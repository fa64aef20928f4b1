"""The one annotated document that every verb of extraction reads: tokens, sentences, paragraphs, title, quotations."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import add

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from crosswire_schemas.records import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Characters ``start`` to ``end`` (exclusive) of the article's text."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quoted passage within one paragraph: ``start`` and ``end`` include the marks, ``inner`` leaves them out."""

    start: int
    end: int
    inner: Passage
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article with its annotation; token ``i`` of ``doc`` begins at ``doc[i].idx`` in ``article.text``.

    ``sentences`` cover all of ``doc`` in order; ``paragraphs`` are the stretches between line breaks;
    ``tokens`` are those of ``doc``, with their lower-case forms in ``words`` and their parts of speech in ``sorts``:
    to look through them needs none of spaCy's look-ups. ``body`` is the offset at which the body begins (0 where the
    article has no title).
    """

    article: Article
    doc: Doc
    sentences: tuple[Tokens, ...]
    paragraphs: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
    body: int
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    sorts: tuple[str, ...]
    token_starts: tuple[int, ...]
    token_ends: tuple[int, ...]
    sentence_texts: tuple[str, ...]
    sentence_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    entities: tuple[Tokens, ...]
    entity_starts: tuple[int, ...]
    quotation_starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The article's text, in which all offsets count."""
        return self.article.text

    @property
    def published(self) -> datetime:
        """The instant from which relative dates count."""
        return self.article.published_at

    def span(self, start: int, end: int) -> Span:
        """Return the record of characters ``start`` to ``end``."""
        return Span(text=self.article.text[start:end], start=start, end=end)

    def span_of(self, tokens: Tokens | Token) -> Span:
        """Return the record of ``tokens``."""
        start = tokens.idx if isinstance(tokens, Token) else tokens.start_char
        return self.span(start, start + len(tokens.text))

    def token_at(self, offset: int) -> Token:
        """Return the token that holds the character ``offset``, or the last one before it."""
        return self.tokens[max(bisect_right(self.token_starts, offset) - 1, 0)]

    def passage(self, first: int, last: int) -> Passage:
        """Return the characters from token number ``first`` to token number ``last``, both included."""
        return Passage(start=self.token_starts[first], end=self.token_ends[last])

    def sentence_index(self, token: int) -> int:
        """Return which sentence holds token number ``token``; constant in the sentence's length, unlike Token.sent."""
        return bisect_right(self.sentence_starts, token) - 1

    def sentence_of(self, token: Token) -> Tokens:
        """Return the sentence that holds ``token``."""
        return self.sentences[self.sentence_index(token.i)]

    def sentence_text(self, token: Token) -> str:
        """Return the text of the sentence that holds ``token``, which Span.text would put together anew."""
        return self.sentence_texts[self.sentence_index(token.i)]

    def entities_between(self, first: int, stop: int) -> tuple[Tokens, ...]:
        """Return the named entities from token ``first`` to before ``stop``; unlike Span.ents, by no full scan."""
        return self.entities[bisect_left(self.entity_starts, first) : bisect_left(self.entity_starts, stop)]

    def paragraph_index(self, offset: int) -> int:
        """Return which paragraph holds the character ``offset``."""
        return max(bisect_right(self.paragraph_starts, offset) - 1, 0)

    def quotation_number(self, offset: int) -> int | None:
        """Return the number of the quotation whose inside or marks hold the character ``offset``."""
        found = bisect_right(self.quotation_starts, offset) - 1
        return found if found >= 0 and offset < self.quotations[found].end else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the quotation whose inside or marks hold the character ``offset``."""
        found = self.quotation_number(offset)
        return None if found is None else self.quotations[found]

    def quotations_from(self, offset: int) -> Iterator[Quotation]:
        """Yield the quotations that begin at or after the character ``offset``."""
        for number in range(bisect_left(self.quotation_starts, offset), len(self.quotations)):
            yield self.quotations[number]

    def in_title(self, token: Token) -> bool:
        """Tell whether ``token`` is part of the title."""
        return token.idx < self.body


def bound(article: Article, doc: Doc, quotations: Sequence[Quotation]) -> Reading:
    """Put ``article``, its parse ``doc`` (same length as its text) and the quotations in it together."""
    sentences = tuple(doc.sents)
    lines = tuple(paragraphs(article.text))
    entities = tuple(doc.ents)
    tokens, text = tuple(doc), doc.text
    starts = tuple(doc.to_array("IDX").tolist())
    lengths = doc.to_array("LENGTH").tolist()
    title = article.title
    body = len(title) if title and article.text.startswith(title) else 0
    return Reading(
        article=article,
        doc=doc,
        sentences=sentences,
        paragraphs=lines,
        quotations=tuple(quotations),
        body=body,
        tokens=tokens,
        words=tuple(token.lower_ for token in tokens),
        sorts=tuple(token.pos_ for token in tokens),
        token_starts=starts,
        token_ends=tuple(map(add, starts, lengths)),
        sentence_texts=tuple(text[sentence.start_char : sentence.end_char] for sentence in sentences),
        sentence_starts=tuple(sentence.start for sentence in sentences),
        paragraph_starts=tuple(paragraph.start for paragraph in lines),
        entities=entities,
        entity_starts=tuple(entity.start for entity in entities),
        quotation_starts=tuple(quotation.start for quotation in quotations),
    )


def paragraphs(text: str) -> Iterator[Passage]:
    """Yield the lines of ``text`` that hold anything, without the white space around them."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped)
            yield Passage(start=begin, end=begin + len(stripped))
        start += len(line)
