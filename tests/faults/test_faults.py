"""Whatever dies, fills up, is cut off or lies: the tables are those of a run without, nothing lost, nothing doubled."""

import os

import pytest

from tests.deploy.composing import docker_is_here
from tests.faults.comparing import End, compared, differences, table, undisturbed
from tests.faults.harm import LONG, SHORT
from tests.faults.load import made

SOAK = int(os.environ.get("CROSSWIRE_FAULT_ARTICLES", "20000"))


def check(found: End, expected: End) -> None:
    assert {kind: sum(row[0] == kind for row in expected.of_all) > 5 for kind in ("contradiction", "matter")} == {
        "contradiction": True,
        "matter": True,
    }
    assert differences(found, expected) == []
    assert found == expected


@pytest.mark.timeout(1500)
def test_one_fault_after_the_other_under_load_of_2000_articles_loses_and_doubles_nothing() -> None:
    docker_is_here()
    told, found, expected = compared(list(SHORT.items()), 2000)
    print(table(told))
    check(found, expected)
    assert {each.fault for each in told} == set(SHORT)
    assert [each.fault for each in told if each.lost or each.doubled or not each.in_flight] == []


@pytest.fixture(scope="module")
def without() -> End:
    docker_is_here()
    return undisturbed([made(number) for number in range(SOAK)])


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("fault", LONG)
def test_a_fault_three_times_in_a_run_of_its_own_loses_and_doubles_nothing(fault: str, without: End) -> None:
    told, found, expected = compared([(fault, LONG[fault])] * 3, SOAK, expected=without)
    print(table(told))
    check(found, expected)
