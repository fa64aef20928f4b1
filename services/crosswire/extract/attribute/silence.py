"""Silence: the sentences in which nobody claims anything."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from crosswire.extract.read.document import Reading

ENDS = ".?!…:;,)]\"”’'"
CREDIT = re.compile(r"\((?:[A-Z][\w.’'-]+ ?){1,4}(?:/|for |via )[A-Z][\w ./’'-]{1,40}\)\W*$")
SHOUTED = 0.8
LONGEST = 16
LONGEST_LINE = 240
LINES = 3
KEPT = 1024  # texts: one article asks several times of the same line


@lru_cache(maxsize=KEPT)
def nobodys(text: str) -> bool:
    """Tell whether a sentence is nobody's claim: a notice, a credit, a question, or that nothing is known."""
    plain = text.strip()
    asked = plain.rstrip("\"”’'").endswith("?")
    return asked or furniture(plain) or any(pattern.search(plain) for pattern in patterns("unclear.txt"))


def furniture(text: str) -> bool:
    """Tell whether a sentence is of the page and not of the article: a notice, a credit, a link, a call to act."""
    return any(pattern.match(text) for pattern in patterns("boilerplate.txt"))


def on_heading(reading: Reading, offset: int) -> bool:
    """Tell whether the line at ``offset`` is a heading; a text of one or two lines has none."""
    if len(reading.paragraphs) < LINES:
        return False
    line = reading.paragraphs[reading.paragraph_index(offset)]
    return line.end - line.start < LONGEST_LINE and heading(reading.text[line.start : line.end])


@lru_cache(maxsize=KEPT)
def heading(text: str) -> bool:
    """Tell whether a line is a heading or a link to another story: in capitals, or short and without a full stop."""
    letters = [letter for letter in text if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > SHOUTED * len(letters)
    if (shouted and text.count(" ") >= 3) or CREDIT.search(text):
        return True
    return text.count(" ") < LONGEST and text[-1] not in ENDS and text[0] not in '"“”«»'


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions of a data file, one a line."""
    lines = files("crosswire.extract").joinpath("data/en", name).read_text("utf-8").splitlines()
    return tuple(re.compile(line, re.IGNORECASE | re.DOTALL) for line in lines if line and not line.startswith("#"))
