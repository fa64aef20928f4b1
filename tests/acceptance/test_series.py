"""Ten months of real feeds through the whole system, and a part of them with everything killed at random."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.acceptance.series import __main__ as whole_series
from tests.acceptance.series import captures, killing
from tests.acceptance.series.feeding import SITES

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not captures.FOLDER.is_dir(), reason="the series of captures is not at ../shared/data"),
]


@pytest.mark.timeout(5 * 3600)
def test_ten_months_of_captures_add_up_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    assert whole_series.main(captures.read(SITES), tmp_path / "data") == []


@pytest.mark.timeout(3600)
def test_after_twenty_kills_the_tables_are_those_of_a_run_without(tmp_path: Path) -> None:
    part = captures.read(SITES, datetime.strptime(killing.LAST, "%Y%m%d").replace(tzinfo=UTC))
    assert killing.main(part, tmp_path, 20, random.Random(9)) == []
