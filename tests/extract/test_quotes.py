"""Quotation marks of all shapes: what stands between them, and what is none."""

import pytest

from crosswire.extract.read.quotes import mark

CASES = [
    ("straight", 'He said "no" twice.', ["no"]),
    ("curly", "He said “no” twice.", ["no"]),
    ("doubled single marks", "''We don't know,'' he said.", ["We don't know,"]),
    ("British single marks with an apostrophe inside", "‘It wasn’t us,’ he said.", ["It wasn’t us,"]),
    ("guillemets", "«We left», he said.", ["We left"]),
    ("dashes before a verb of saying", "- We left. It was late - said the mayor.", ["We left. It was late"]),
    (
        "speech that goes on after the verb",
        "It was over.- We left - he added. - Nobody came.",
        ["We left", "Nobody came."],
    ),
    ("marks and a dash before a verb of saying", '"We left. It was late" - said the mayor.', ["We left. It was late"]),
    ("marks within a phrase that says", 'Even now "half" left - said the mayor.', ['Even now "half" left']),
    ("marks around a sentence", 'It rained."We left" - said the mayor.', ["We left"]),
    ("dashes before an adverb and a verb of saying", "- We left - once again stressed the mayor.", ["We left"]),
    ("a dash before a phrase that says", "It rained. We left - the old mayor says.", ["We left"]),
    ("dashes around an aside", "The ship - a tanker - sank. The plan - said to be secret - failed.", []),
    ("an apostrophe of possession", "The soldiers' trucks and the '90s.", []),
    ("inches", 'A 6" pipe burst.', []),
    ("single marks inside double", "\"He shouted 'run' and ran,\" she said.", ["He shouted 'run' and ran,"]),
    ("unclosed, to the paragraph's end", '"We ran.\n\nThen he left.', ["We ran."]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[found.inner.start : found.inner.end] for found in mark(text)] == expected
