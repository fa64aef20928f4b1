"""When words were said: articles of Wednesday, 8 January 2025; a dash stands for a claim of the outlet itself."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from spacy.language import Language
from tests.extract.conftest import Make

from crosswire.extract import split
from crosswire_schemas.records import Claim

WEDNESDAY = datetime(2025, 1, 8, 12, tzinfo=UTC)
CASES = [
    ("beside the cue", "The mayor said on Monday that the bridge had fallen.", "2025-01-06"),
    ("late on a day", "The minister told reporters late on Tuesday that the talks had failed.", "2025-01-07"),
    ("of the old year", "On Dec. 27, the ministry said that the army had lost 40 men.", "2024-12-27"),
    (
        "by the day of a statement",
        "In a statement published on Jan. 4, the ministry said that the talks had failed.",
        "2025-01-04",
    ),
    (
        "by the day of a report",
        "According to a report released on Friday, 40 percent of the wells are dry.",
        "2025-01-03",
    ),
    (
        "by the day of a speech",
        "Speaking at a rally in Lagos on Saturday, Mr Ade said the vote had been stolen.",
        "2025-01-04",
    ),
    ("not by the day of what happened", "Three people died on Sunday, the mayor said.", "None"),
    ("not by the day of a background", "The general, who was appointed on Monday, said the war was lost.", "None"),
    (
        "on the day on which the speaker began",
        "The mayor said on Monday that the bridge had fallen. He added that nobody was hurt.",
        "2025-01-06 2025-01-06",
    ),
    (
        "on the day of the first of two verbs",
        "On Tuesday, Mr Chen said the plant would close and described the losses as heavy.",
        "2025-01-07 2025-01-07",
    ),
    (
        "on the day of the verb that a participle goes with",
        "Work would resume, the union said on Tuesday, hailing a rise of 18 percent.",
        "2025-01-07 2025-01-07",
    ),
    (
        "on the day of publication, where the story is of it",
        "The bridge collapsed on Wednesday. The mayor said nobody was hurt.",
        "- 2025-01-08",
    ),
    (
        "not on a day to come",
        "The envoy said that talks would begin on Jan. 20, adding that all was well.",
        "None None",
    ),
    ("on the day of the asking", "The league urged both sides on Monday to remain calm.", "2025-01-06"),
    (
        "not on the day of a story before publication",
        "The bridge collapsed on Tuesday. The mayor said nobody was hurt.",
        "- None",
    ),
]


def days(claims: Sequence[Claim]) -> str:
    return " ".join(
        "-" if claim.speaker.kind == "outlet" else str(claim.said_on.from_ if claim.said_on else None)
        for claim in claims
    )


@pytest.mark.parametrize(("_", "text", "said"), CASES, ids=[case[0] for case in CASES])
def test_words_are_said(_: str, text: str, said: str, make: Make, nlp: Language) -> None:
    assert days(split(make(text, published_at=WEDNESDAY), nlp).claims) == said
