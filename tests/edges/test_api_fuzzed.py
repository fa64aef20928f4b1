"""The API under schemathesis: whatever is asked of it, it answers as its own document says, and never with 5xx."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from crosswire.edges.store.database import Database, upgrade
from crosswire_schemas.examples import EXAMPLES
from tests.edges.test_store import keep
from tests.edges.test_web import serving

# A stream of events has no end.
ENDLESS = "/api/stream"
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def address(module_database: str) -> Iterator[str]:
    """The console over a database with one record of each kind."""
    upgrade(module_database)
    with Database(module_database) as database:
        keep(database, *EXAMPLES.values())
    with serving(module_database) as (found, _):
        yield found


def test_the_api_answers_as_its_document_says(address: str) -> None:
    document = schemathesis.openapi.from_url(f"{address}/openapi.json").exclude(path=ENDLESS)
    asked = []
    for found in document.get_all_operations():
        operation = found.ok()

        @BOUNDED
        @given(case=operation.as_strategy())
        def answers(case: Case) -> None:
            # What a cursor, a date or a state may be is said in words, so a refusal (422) is an answer too.
            case.call_and_validate(timeout=10, excluded_checks=[positive_data_acceptance])

        answers()
        asked.append(operation.path)
    assert len(asked) > 10
