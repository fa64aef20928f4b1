"""The reliability table: it can be made, and judges pairs by what scenarios expect."""

from tests.bench import reliability, scenarios


def test_pairs_are_judged_by_what_scenarios_expect() -> None:
    given = scenarios.read(scenarios.SCENARIOS / "dev.jsonl")[:20]
    found = [
        pair
        for at, records in zip(given, scenarios.extracted(given), strict=True)
        for pair in reliability.judged(at, records)
    ]
    assert any(pair.expected for pair in found)
    head, *rows = reliability.table(found)
    assert head.startswith("| score | pairs |")
    assert sum(int(row.split("|")[2]) for row in rows if row.startswith("| 0")) == len(found)
