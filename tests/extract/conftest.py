"""What the tests of extraction share: the pipeline, loaded once, and articles made from a text."""

from collections.abc import Callable

import pytest
from spacy.language import Language
from tests.extract.parsing import article, pipeline

from crosswire.extract import Extracted, split
from crosswire_schemas.records import Article, Claim

Make = Callable[..., Article]
Split = Callable[..., Extracted]
Claims = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="session")
def make() -> Make:
    return article


@pytest.fixture(scope="session")
def extracted(nlp: Language, make: Make) -> Split:
    def run(text: str, title: str = "") -> Extracted:
        return split(make(text, title), nlp)

    return run


@pytest.fixture(scope="session")
def claims(extracted: Split) -> Claims:
    def run(text: str) -> tuple[Claim, ...]:
        return extracted(text).claims

    return run
