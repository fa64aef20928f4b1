"""Lines over time as SVG, readable on light and on dark ground."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 360, 50, 100, 20, 40
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8c8c00", "#999999", "#56b4e9")
HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    'font-family="sans-serif" font-size="12" fill="#888">'
)
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)


def plot(lines: Mapping[str, Sequence[tuple[float, float]]], *, across: str, up: str) -> str:
    """An SVG of ``lines`` by name, each points of (x, y); the axes begin at zero, named ``across`` and ``up``."""
    most_x = max(x for points in lines.values() for x, _ in points)
    most_y = 1.05 * max(y for points in lines.values() for _, y in points)

    def at(x: float, y: float) -> tuple[float, float]:
        wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return LEFT + wide * x / most_x, HEIGHT - BOTTOM - high * y / most_y

    drawn = []
    for y in _ticks(most_y):
        _, height = at(0, y)
        drawn.append(f'<path d="M{LEFT} {height:.1f}H{WIDTH - RIGHT}" stroke="#888" stroke-opacity=".3"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{height + 4:.1f}" text-anchor="end">{y:g}</text>')
    for x in _ticks(most_x):
        drawn.append(f'<text x="{at(x, 0)[0]:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{x:g}</text>')
    drawn.append(f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{escape(across)}</text>')
    drawn.append(f'<text x="6" y="{TOP - 6}">{escape(up)}</text>')
    taken = list[float]()
    for (name, points), colour in sorted(zip(lines.items(), COLOURS, strict=False), key=lambda one: -one[0][1][-1][1]):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        # Names stand at their lines' ends, and not on each other.
        height = max(at(*points[-1])[1] + 4, taken[-1] + 13 if taken else 0)
        taken.append(height)
        drawn.append(f'<text x="{WIDTH - RIGHT + 6}" y="{height:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([HEAD, *drawn, "</svg>\n"])


def _ticks(most: float) -> list[float]:
    step = next((step for step in STEPS if most / step <= 6), STEPS[-1])
    return [step * number for number in range(int(most / step) + 1)]
