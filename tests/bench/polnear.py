"""Who says what on PolNeAR dev (Newell et al., 2018), scored by the script beside the data, as it is."""

import re
import subprocess
import sys
from pathlib import Path

from tests.bench.row import Row

SET = "PolNeAR dev"
GOAL = 0.80
FIGURES = re.compile(r"attributions F1 (?P<attributions>\S+) .*source (?P<source>[\d.]+), content (?P<content>[\d.]+)")


def rows(data: Path) -> list[Row]:
    """Measure ``crosswire split`` on ``data``/polnear/dev; the baseline takes every quotation for a claim."""
    script = data.parent / "bench" / "attribution.py"
    ours = scored(script, data, [sys.executable, "-m", "crosswire"])
    baseline = scored(script, data, [sys.executable, str(Path(__file__).with_name("quotations.py"))])
    return [
        Row(
            set=SET,
            measure=f"{part} F1",
            value=ours[part],
            goal=None if part == "attributions" else GOAL,
            baselines={"quotations only": baseline[part]},
        )
        for part in ("attributions", "content", "source")
    ]


def scored(script: Path, data: Path, command: list[str]) -> dict[str, float]:
    """Return the F1 values that the scoring script prints for ``command``."""
    if not script.exists():
        raise FileNotFoundError(2, "the scoring script is absent", str(script))
    call = [sys.executable, str(script), str(data / "polnear" / "dev"), *command]
    printed = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    found = FIGURES.search(printed)
    assert found is not None, printed
    return {part: float(value) for part, value in found.groupdict().items()}
