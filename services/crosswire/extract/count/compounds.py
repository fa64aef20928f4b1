"""Measures told in two units: "2 hours and 8 minutes" is one length of time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from crosswire.extract.count.amounts import smaller
from crosswire_schemas.records import Quantity

if TYPE_CHECKING:
    from crosswire.extract.count.quantities import Counted

_BETWEEN = re.compile(r"(?:,? and|,)? ")


def compounded(text: str, found: Iterable["Counted"]) -> Iterator["Counted"]:
    """Yield what was counted in ``text``, in order, an amount in a smaller unit joined with the one right before it.

    The unit is the smaller one, what is measured and the verb are the first's.
    """
    held: Counted | None = None
    for counted in found:
        joined = _joined(text, held.quantity, counted.quantity) if held else None
        if held and joined:
            held = replace(held, quantity=joined, last=counted.last)
            continue
        if held:
            yield held
        held = counted
    if held:
        yield held


def _joined(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    factor = smaller().get((one.unit, two.unit))
    if not factor or not _BETWEEN.fullmatch(text[one.end : two.start]) or two.low is None or two.low != two.high:
        return None
    low, high = (None if end is None else end * factor + two.low for end in (one.low, one.high))
    return replace(one, unit=two.unit, text=text[one.start : two.end], end=two.end, low=low, high=high)
