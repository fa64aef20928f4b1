"""Clocks: which hours of a day a text names."""

import pytest

from crosswire.contradict.values.clocks import clock
from crosswire.contradict.values.days import instant

HOURS = {
    "half past, with its part of the day": (
        "It blew up at about half past four in the afternoon on Monday",
        16.5,
        16.5,
    ),
    "the part of the day behind the day": ("A pipe burst at 10:50 on Monday night", 22 + 50 / 60, 22 + 50 / 60),
    "the part of the day before it": ("On Monday evening at a quarter to nine the hall went dark", 20.75, 20.75),
    "minutes past": ("The ground shook at twelve minutes past four on Friday morning", 4.2, 4.2),
    "minutes to": ("The alarm was raised at twenty minutes to nine on Monday night", 20 + 2 / 3, 20 + 2 / 3),
    "five to": ("The shop was robbed at five to eight on Friday evening", 19 + 55 / 60, 19 + 55 / 60),
    "ten past": ("The train derailed at ten past seven on Monday morning", 7 + 1 / 6, 7 + 1 / 6),
    "points between hour and minutes": ("It struck at 04.12 on Thursday", 4.2, 4.2),
    "four figures": ("The plane took off at 0745 local time on Tuesday", 7.75, 7.75),
    "just after": ("They left just after one o'clock on Tuesday afternoon", 13, 14),
    "shortly before midnight": ("The riot began shortly before midnight on Saturday", 23, 24),
    "past midnight": ("The truce began at one minute past midnight on Sunday", 1 / 60, 1 / 60),
    "by an hour": ("The fire was out by 8 p.m. on Monday", 0, 20),
    "after an hour": ("Shots were heard after 10 p.m. on Monday", 22, 24),
    "between two": ("It was stolen between 2 and 4 p.m. on Friday", 14, 16),
    "noon": ("The dam gave way at noon on Tuesday", 12, 12),
    "by the light": ("Climbers reached the top at first light on Sunday", 3, 8.5),
    "before it is light": ("They set out before dawn on Friday", 0, 8.5),
    "the small hours": ("He died in the early hours of Tuesday", 0, 7),
    "a part of a day": ("She was last seen on the evening of 27 February", 16, 24),
    "a night may be either side of midnight": ("The depot burned on Tuesday night", 0, 30),
}


@pytest.mark.parametrize(("text", "low", "high"), HOURS.values(), ids=HOURS.keys())
def test_hours_of_a_day(text: str, low: float, high: float) -> None:
    found = clock(text)
    assert found is not None
    assert found[:2] == pytest.approx((low, high))


NONE = {
    "an hour of either half of the day": "It happened at half past four on Monday",
    "either midnight of a day": "The law came into force at midnight on Saturday",
    "another zone's clock": "The blast came at 14:30 GMT on Sunday",
    "a decimal": "The rate rose to 4.12 percent on Thursday",
    "a span of numbers": "They won from five to seven seats on Monday",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_what_is_no_hour(text: str) -> None:
    assert clock(text) is None


def test_an_instant_is_told_to_the_minute_however_it_was_rounded() -> None:
    assert instant(485_014.83, 485_014.83) == "22:50 on 30 April 2025"
    assert instant(485_008.0, 485_016.0) == "16:00 to 00:00 on 30 April 2025"
