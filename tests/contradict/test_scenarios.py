"""The development scenarios: most contradictions in them are found, and next to nothing else is flagged."""

from tests.bench import scenarios


def test_most_contradictions_are_found_and_traps_stay_quiet() -> None:
    given = scenarios.read(scenarios.SCENARIOS / "dev.jsonl")
    tallies = [scenarios.tally(at, records) for at, records in zip(given, scenarios.extracted(given), strict=True)]
    found, expected = sum(at.found for at in tallies), sum(at.expected for at in tallies)
    false = [flag.explanation for at in tallies for flag in at.false]
    assert found / expected >= 0.8
    assert len(false) <= 2, false
