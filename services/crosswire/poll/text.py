"""The text of an article: what outlets put around and between its paragraphs is taken out."""

from collections.abc import Sequence

from crosswire.poll import markup, patterns
from crosswire_schemas.identity import normalise

SHORTEST_TITLE_COPY = 12


def body(text: str, *titles: str) -> str:
    """Return the paragraphs of ``text`` that are the article's: no notices, captions or pleas, nor its titles again."""
    kept: list[str] = []
    for paragraph in map(markup.one_line, text.split("\n")):
        if kept and ends_article(paragraph):
            break
        if paragraph and not is_notice(paragraph) and not _repeats(paragraph, titles, kept):
            kept.append(paragraph)
    return "\n\n".join(kept)


def is_notice(paragraph: str) -> bool:
    """Whether a paragraph is addressed to the reader, or is furniture, instead of telling the story."""
    if len(paragraph) > 700:
        return False
    folded = patterns.whole("cleaning", "drop_paragraphs")
    return bool(
        folded.match(paragraph) or patterns.whole("cleaning", "drop_paragraphs_cased", cased=True).match(paragraph)
    )


def ends_article(paragraph: str) -> bool:
    """Whether a paragraph is a heading after which only links and the like follow."""
    return len(paragraph) < 80 and bool(patterns.whole("cleaning", "cut_after").match(paragraph))


def _repeats(paragraph: str, titles: Sequence[str], kept: list[str]) -> bool:
    """Whether a paragraph is a title once more at the start, or the very paragraph before."""
    if kept:
        return paragraph == kept[-1]
    named = {normalise(title) for title in titles if len(title) >= SHORTEST_TITLE_COPY}
    return normalise(paragraph) in named


def whole(title: str, text: str) -> str:
    """Return an article's text: the title, a blank line, the body; one of them alone where the other is empty."""
    return "\n\n".join(part for part in (title, text) if part)
