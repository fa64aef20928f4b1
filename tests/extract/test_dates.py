"""Wordings of time: what each means, reckoned from noon of Sunday, 5 January 2025, unless a case says otherwise."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from tests.extract.conftest import Claims
from tests.extract.parsing import parsed

from crosswire.extract.date.dates import date
from crosswire.extract.date.occurrences import happened
from crosswire_schemas.records import Interval


def shown(interval: Interval | None) -> str:
    if interval is None:
        return "none"
    days = [
        f"{at:%Y-%m-%dT%H:%M}" if isinstance(at, datetime) else at.isoformat() for at in (interval.from_, interval.to)
    ]
    return f"{' '.join(dict.fromkeys(days))} {interval.precision}"


POINTS = [
    ("a day on which they set out", "They set out on Friday.", "Friday", "2025-01-03 day"),
    (
        "a night between two days",
        "They came in the night from Friday to Saturday.",
        "in the night from Friday to Saturday",
        "2025-01-03 2025-01-04 day",
    ),
    ("the next of a season", "It will be drilled next spring.", "next spring", "2025-03-01 2025-05-31 month"),
    (
        "a month after a colon, past what is told before it",
        "Other unions call for calm: In March, the union called for talks.",
        "March",
        "2024-03-01 2024-03-31 month",
    ),
    ("the same day", "He fled on Thursday. She was held the same day.", "the same day", "2025-01-02 day"),
    (
        "a day of the old year in January is last year's",
        "He said on Dec. 27 that it fell.",
        "Dec. 27",
        "2024-12-27 day",
    ),
    ("a day just past is this year's", "He claimed on Jan. 5 that it fell.", "Jan. 5", "2025-01-05 day"),
    ("a month in full", "It fell on December 27.", "December 27", "2024-12-27 day"),
    ("a day before a colon", 'He said on Dec. 27: "It fell."', "Dec. 27", "2024-12-27 day"),
    ("a day before its month", "It fell on 27 December.", "27 December", "2024-12-27 day"),
    ("an ordinal day", "It fell on March 3rd.", "March 3rd", "2024-03-03 day"),
    ("an ordinal day of a month", "It fell on the 3rd of March.", "the 3rd of March", "2024-03-03 day"),
    ("a weekday before the day", "It fell on Friday, Dec. 27.", "Friday, Dec. 27", "2024-12-27 day"),
    ("a full date", "Russia invaded on Feb. 24, 2022.", "Feb. 24, 2022", "2022-02-24 day"),
    ("a full date, day first", "He was born on 12 May 1961 in Riga.", "12 May 1961", "1961-05-12 day"),
    ("a date in figures", "Updated 2024-11-30 by the desk.", "2024-11-30", "2024-11-30 day"),
    ("a date in figures with points", "It was signed on 30.11.2024 in Bern.", "30.11.2024", "2024-11-30 day"),
    ("two days", "It was fought on Feb. 3-5 near the river.", "Feb. 3-5", "2024-02-03 2024-02-05 day"),
    ("from a day to a day", "They met from June 3 to June 7.", "June 3 to June 7", "2024-06-03 2024-06-07 day"),
    ("between days", "They met between 3 and 5 February.", "3 and 5 February", "2024-02-03 2024-02-05 day"),
    (
        "between days of two months",
        "It fell between Nov. 28 and Dec. 2.",
        "Nov. 28 and Dec. 2",
        "2024-11-28 2024-12-02 day",
    ),
    ("a day ahead", "The court will rule on Jan. 19.", "Jan. 19", "2025-01-19 day"),
    ("a day ahead that is scheduled", "The vote is scheduled for Oct. 19.", "Oct. 19", "2025-10-19 day"),
    (
        "overnight on a day is the night before it",
        "Drones hit Kyiv overnight on Jan. 4.",
        "overnight on Jan. 4",
        "2025-01-03 2025-01-04 day",
    ),
    (
        "overnight into a weekday",
        "It burned overnight into Saturday.",
        "overnight into Saturday",
        "2025-01-03 2025-01-04 day",
    ),
    ("overnight", "Drones hit Kyiv overnight.", "overnight", "2025-01-04 2025-01-05 day"),
    ("the night of a day", "It burned on the night of Dec. 30.", "the night of Dec. 30", "2024-12-30 2024-12-31 day"),
    ("last night", "Police said last night that he fled.", "last night", "2025-01-04 2025-01-05 day"),
    ("a weekday is the last one", "Police arrested him on Tuesday.", "Tuesday", "2024-12-31 day"),
    ("today's weekday is today", "Police arrested him on Sunday.", "Sunday", "2025-01-05 day"),
    ("last and today's weekday is a week ago", "Police arrested him last Sunday.", "last Sunday", "2024-12-29 day"),
    ("a weekday ahead", "The vote will be held on Friday.", "Friday", "2025-01-10 day"),
    ("next weekday", "The vote is next Tuesday.", "next Tuesday", "2025-01-07 day"),
    ("a weekday with its time of day", "He was shot on Tuesday night.", "Tuesday night", "2024-12-31 day"),
    ("early on a weekday", "He was shot early Tuesday.", "early Tuesday", "2024-12-31 day"),
    ("yesterday", "He was shot yesterday.", "yesterday", "2025-01-04 day"),
    ("today", "He was shot today.", "today", "2025-01-05 day"),
    ("tomorrow", "He will be tried tomorrow.", "tomorrow", "2025-01-06 day"),
    ("this morning", "He was shot this morning.", "this morning", "2025-01-05 day"),
    ("early in a month", "Ukraine launched it in early August.", "early August", "2024-08-01 2024-08-10 month"),
    ("the middle of a month", "They left in mid-March.", "mid-March", "2024-03-11 2024-03-20 month"),
    ("late in a month", "They left in late November.", "late November", "2024-11-21 2024-11-30 month"),
    (
        "late in a month of a year",
        "They left in late November 2022.",
        "late November 2022",
        "2022-11-21 2022-11-30 month",
    ),
    ("the end of a month", "They left at the end of February.", "the end of February", "2024-02-21 2024-02-29 month"),
    (
        "a month for which something is planned",
        "The fair is planned for October.",
        "October",
        "2025-10-01 2025-10-31 month",
    ),
    ("a month", "They left in October.", "October", "2024-10-01 2024-10-31 month"),
    ("a month of a year", "They left in October 2019.", "October 2019", "2019-10-01 2019-10-31 month"),
    ("last and a month", "They left last October.", "last October", "2024-10-01 2024-10-31 month"),
    ("a month ahead", "It will reopen in March.", "March", "2025-03-01 2025-03-31 month"),
    ("May the month", "They left in May.", "May", "2024-05-01 2024-05-31 month"),
    ("a year", "The bridge was built in 1932.", "1932", "1932-01-01 1932-12-31 year"),
    ("early in a year", "It fell in early 2023.", "early 2023", "2023-01-01 2023-04-30 month"),
    ("a decade", "He fled in the 1990s.", "the 1990s", "1990-01-01 1999-12-31 year"),
    ("late in a decade", "He fled in the late 1990s.", "the late 1990s", "1997-01-01 1999-12-31 year"),
    ("a season of a year", "They attacked in the summer of 2023.", "the summer of 2023", "2023-06-01 2023-08-31 month"),
    ("last summer", "They attacked last summer.", "last summer", "2024-06-01 2024-08-31 month"),
    ("last week", "They met last week.", "last week", "2024-12-23 2024-12-29 week"),
    ("earlier this week", "They met earlier this week.", "earlier this week", "2024-12-30 2025-01-05 week"),
    ("next week", "They will meet next week.", "next week", "2025-01-06 2025-01-12 week"),
    ("last month", "They met last month.", "last month", "2024-12-01 2024-12-31 month"),
    ("this year", "Prices rose this year.", "this year", "2025-01-01 2025-12-31 year"),
    ("last year", "Prices rose last year.", "last year", "2024-01-01 2024-12-31 year"),
    ("later this month", "They will meet later this month.", "later this month", "2025-01-05 2025-01-31 month"),
    ("the weekend", "Three drowned over the weekend.", "the weekend", "2025-01-04 2025-01-05 day"),
    ("two days ago", "He was shot two days ago.", "two days ago", "2025-01-03 day"),
    ("three weeks ago", "He was shot three weeks ago.", "three weeks ago", "2024-12-12 2024-12-18 week"),
    ("two months ago", "He was shot two months ago.", "two months ago", "2024-11-01 2024-11-30 month"),
    ("ten years ago", "He was shot ten years ago.", "ten years ago", "2015-01-01 2015-12-31 year"),
    ("a decade ago", "He was shot a decade ago.", "a decade ago", "2010-01-01 2020-12-31 year"),
    ("two hours ago", "It fell two hours ago.", "two hours ago", "2025-01-05T10:00 hour"),
    ("hours earlier", "Hours earlier, a bomb went off.", "Hours earlier", "2025-01-05T00:00 2025-01-05T12:00 hour"),
    (
        "days earlier counts from the day last told of",
        "He fled on Dec. 20. Two days earlier he was shot.",
        "Two days earlier",
        "2024-12-18 day",
    ),
    (
        "the following day counts from the day last told of",
        "He fled on Dec. 20. The following day he was shot.",
        "The following day",
        "2024-12-21 day",
    ),
    ("a time of day with its zone", "It fell at 06:30 GMT on Saturday.", "06:30 GMT", "2025-01-04T06:30 minute"),
    ("a month of last year", "It fell in November last year.", "November last year", "2024-11-01 2024-11-30 month"),
    ("late last month", "He quit late last month.", "late last month", "2024-12-21 2024-12-31 month"),
    ("a week of a month", "He quit in the first week of May.", "the first week of May", "2024-05-01 2024-05-07 week"),
    ("a decade without its century", "It seceded in the early 90s.", "the early 90s", "1990-01-01 1993-12-31 year"),
    ("half a century", "Half a century ago, it drowned.", "Half a century ago", "1950-01-01 2000-12-31 year"),
    ("a season", "They attacked in the summer.", "the summer", "2024-06-01 2024-08-31 month"),
    ("what is said of a day in the present is ahead", "The match is on Friday.", "Friday", "2025-01-10 day"),
    ("a month before a noun", "The November deal was brokered by Paris.", "November", "2024-11-01 2024-11-30 month"),
    ("Christmas Eve", "It fell on Christmas Eve.", "Christmas Eve", "2024-12-24 day"),
    ("two years", "He was mayor in 2014–2019.", "2014–2019", "2014-01-01 2019-12-31 year"),
]
WINDOWS = [
    (
        "a half of a year",
        "Sales fell in the first half of the year.",
        "the first half of the year",
        "2024-01-01 2024-06-30 month",
    ),
    (
        "a quarter",
        "Profit fell in the third quarter of 2024.",
        "the third quarter of 2024",
        "2024-07-01 2024-09-30 month",
    ),
    ("half a year", "Profit fell in the first half of 2023.", "the first half of 2023", "2023-01-01 2023-06-30 month"),
    (
        "a quarter that has ended",
        "Profit fell in the fourth quarter.",
        "the fourth quarter",
        "2024-10-01 2024-12-31 month",
    ),
    (
        "a quarter to come",
        "Sales will fall in the second quarter.",
        "the second quarter",
        "2025-04-01 2025-06-30 month",
    ),
    (
        "a quarter by its end",
        "Profit fell in the quarter to June 30.",
        "the quarter to June 30",
        "2024-04-01 2024-06-30 month",
    ),
    (
        "half a year by its end",
        "Output fell in the half year to end-June.",
        "the half year to end-June",
        "2024-01-01 2024-06-30 month",
    ),
    (
        "months of this year",
        "Exports fell in the first six months of last year.",
        "the first six months of last year",
        "2024-01-01 2024-06-30 month",
    ),
    ("month to month", "Profit for July to September fell.", "July to September", "2024-07-01 2024-09-30 month"),
    (
        "over the turn of a year",
        "Sales from November to January fell.",
        "November to January",
        "2023-11-01 2024-01-31 month",
    ),
    (
        "the past week counts from the day of the report",
        "The White House said on Dec. 27 that they lost 1,000 men over the past week alone.",
        "the past week alone",
        "2024-12-20 2024-12-27 week",
    ),
    (
        "the past week counts from publication",
        "They lost 1,000 men over the past week.",
        "the past week",
        "2024-12-29 2025-01-05 week",
    ),
    (
        "the past three days",
        "They lost 1,000 men in the past three days.",
        "the past three days",
        "2025-01-02 2025-01-05 day",
    ),
    (
        "the last 24 hours",
        "They lost 100 men in the last 24 hours.",
        "the last 24 hours",
        "2025-01-04T12:00 2025-01-05T12:00 hour",
    ),
    (
        "the past two years",
        "Prices doubled over the past two years.",
        "the past two years",
        "2023-01-05 2025-01-05 year",
    ),
    (
        "recent months",
        "In recent months, Ukraine has been on the back foot.",
        "recent months",
        "2024-09-07 2025-01-05 month",
    ),
    ("the coming days", "They will decide in the coming days.", "the coming days", "2025-01-05 2025-01-12 day"),
    ("since a month", "Since November more than 300 people have died.", "November", "2024-11-01 2025-01-05 month"),
    ("since a year", "Since 2022 more than 300 people have died.", "2022", "2022-01-01 2025-01-05 year"),
    ("since a weekday", "Twelve people have died since Monday.", "Monday", "2024-12-30 2025-01-05 day"),
    (
        "so far this year",
        "Forty people were killed so far this year.",
        "so far this year",
        "2025-01-01 2025-01-05 year",
    ),
    (
        "until a day to which it was put off",
        "The hearing was adjourned until 19 January.",
        "19 January",
        "2025-01-05 2025-01-19 day",
    ),
    ("until a day ahead", "The truce will last until Jan. 19.", "Jan. 19", "2025-01-05 2025-01-19 day"),
    (
        "by the end of the month",
        "They will decide by the end of the month.",
        "the end of the month",
        "2025-01-05 2025-01-31 month",
    ),
    (
        "the next two weeks",
        "They will decide within the next two weeks.",
        "the next two weeks",
        "2025-01-05 2025-01-19 week",
    ),
    ("after a day", "Nobody was seen after Dec. 20.", "Dec. 20", "2024-12-21 2025-01-05 day"),
    (
        "months that end with one",
        "Profit fell in the three months to December.",
        "the three months to December",
        "2024-10-01 2024-12-31 month",
    ),
    ("what has gone on for days", "It has rained for three days.", "three days", "2025-01-02 2025-01-05 day"),
    (
        "since what began then",
        "It has paid $2m since the start of the war in March 2022.",
        "March 2022",
        "2022-03-01 2025-01-05 month",
    ),
    ("a season's years", "He played in the 2023-24 season.", "2023-24", "2023-01-01 2024-12-31 year"),
    ("from a year to a year", "He was mayor from 2014 to 2019.", "2014 to 2019", "2014-01-01 2019-12-31 year"),
    ("between years", "He was mayor between 1990 and 2020.", "1990 and 2020", "1990-01-01 2020-12-31 year"),
]
PARTS = [("the early hours of a day", "A flood came in the early hours of Monday.", "in the early hours of Monday")]
NONE = [
    ("the same day as nothing of a day", "Three leaks found on the same day led to a search."),
    ("a quarter of a match", "They scored 40 points in the fourth quarter."),
    ("an age", "The 27-year-old man fled."),
    ("an age between commas", "Ivan Petrov, 45, fled."),
    ("a day that follows none", "They left the following day."),
    ("years that follow none", "In the following years, he wrote."),
    ("a duration", "He waited for three hours."),
    ("a sentence", "He was jailed for five years."),
    ("may the verb", "They may march."),
    ("march the verb", "They march on the capital."),
    ("a number that looks like a year", "The army lost 2000 soldiers."),
    ("a sum", "It costs $2015 a month."),
    ("a model", "The Su-34 crashed near a Mi-8."),
    ("before a day says not when", "Nobody was seen before Dec. 20."),
    ("an ordinal that is no day", "It was on the 3rd floor."),
    ("a clock time without its zone", "It fell at 3:15 p.m. near the port."),
    ("a name with a number", "Resolution 1701 was adopted."),
    ("the day of a dateline", "LVIV, 5 January (Wire) – The river has burst its banks."),
]
ATTACHED = [
    (
        "a day before who tells it hangs on what is told",
        "Troops shelled the village on Thursday, a local official said.",
        "shelled",
    ),
    ("a day of saying hangs on the verb of saying", "He said on Dec. 27 that the soldiers fled.", "said"),
    ("a day of happening hangs on the verb of happening", "He said that the soldiers fled on Dec. 27.", "fled"),
    ("a day at the end of a report hangs on the report", "Troops attacked Kursk, he claimed on Jan. 5.", "claimed"),
    ("a night hangs on the attack", "Russia attacked Kyiv overnight on June 9, the Air Force said.", "attacked"),
    ("a day before a noun", "The Jan. 5 attack killed two.", "killed"),
]
HAPPENED = [
    (
        "no day to come for what is past",
        "The president visits the town on Tuesday. Only some soldiers arrived.",
        "arrived",
        "2025-01-04 2025-01-05 day",
    ),
    ("the day of its own", "Troops shelled the village on Jan. 3, he said on Jan. 5.", "shelled", "2025-01-03 day"),
    (
        "up to the day of the report",
        "He said on Dec. 27 that they shelled the village.",
        "shelled",
        "2024-12-26 2024-12-27 day",
    ),
    (
        "the day of a coordinated verb",
        "On Jan. 3 troops entered the village and shelled a school.",
        "shelled",
        "2025-01-03 day",
    ),
    ("the day of the sentence before", "Troops entered on Jan. 2. They shelled a school.", "shelled", "2025-01-02 day"),
    (
        "the day of what it was done to",
        "Troops repelled two attacks conducted in Kursk on Jan. 3.",
        "repelled",
        "2025-01-03 day",
    ),
    (
        "the day of the story in the paragraph before",
        "Troops entered on Jan. 2.\n\nThe mayor said they shelled a school.",
        "shelled",
        "2025-01-02 day",
    ),
    (
        "not the day of a clause beside",
        "The mayor, who took over on Jan. 2, fled.\n\nTroops shelled a school.",
        "shelled",
        "2025-01-04 2025-01-05 day",
    ),
    (
        "how things stand has no day of a story",
        "Troops entered on Jan. 2.\n\nThe village was small.",
        "was",
        "none",
    ),
    (
        "the perfect has no day of a story",
        "Troops entered on Jan. 2.\n\nTroops have shelled it.",
        "shelled",
        "2024-12-29 2025-01-05 week",
    ),
    (
        "since another happening",
        "Since troops entered in May, thousands have fled.",
        "fled",
        "2024-05-01 2025-01-05 month",
    ),
    (
        "not the year of what is told beside",
        "Troops shelled a town that rebels took in 2014.",
        "shelled",
        "2025-01-04 2025-01-05 day",
    ),
    (
        "not the day of a thing that it lost",
        "The index lost half of Friday's gains.",
        "lost",
        "2025-01-04 2025-01-05 day",
    ),
    ("the day before its noun", "The Jan. 3 attack killed two.", "attack", "2025-01-03 day"),
    ("what goes on goes on today", "Troops are shelling the village.", "shelling", "2025-01-05 day"),
    ("what is being done is of today", "He came on Friday. Sam is being held in port.", "held", "2025-01-05 day"),
    ("how it stands is of today", "He came on Friday. Both roads are blocked by Troops.", "blocked", "2025-01-05 day"),
    (
        "how it stood is of the story",
        "He came on Friday. Both roads were blocked.",
        "blocked",
        "2025-01-03 day",
    ),
    ("the perfect reaches back a week", "Troops have shelled the village.", "shelled", "2024-12-29 2025-01-05 week"),
    ("what followed a war has no day", "Troops left on Friday.\n\nFollowing the invasion, he joked.", "joked", "none"),
    ("the pluperfect tells no day", "Troops had shelled the village.", "shelled", "none"),
    ("what was done before the war", "Before the war he ran a bakery.", "ran", "none"),
    ("what was done for long", "For decades they shelled the village.", "shelled", "none"),
    ("what was wanted then is not ahead", "They wanted to take the village.", "take", "none"),
    (
        "past without a day, after the opening, is background",
        "A ship is in port. It is big. It is old. It carried grain.",
        "carried",
        "none",
    ),
    (
        "past soon after a day of the news",
        "A ship is in port. It is big. It is old. He said on Friday that it carried grain.",
        "carried",
        "2025-01-02 2025-01-03 day",
    ),
    (
        "the day of the clause with after",
        "After the invasion began in May, they closed the port.",
        "closed",
        "2024-05-01 2024-05-31 month",
    ),
    (
        "not the time of an apposition",
        "The vote – a prelude to talks this week – ended well.",
        "ended",
        "2025-01-04 2025-01-05 day",
    ),
    (
        "what can be done has no day of a story",
        "He came on Friday. The port can be reopened.",
        "reopened",
        "2025-01-04 2025-01-05 day",
    ),
    ("what usually happens has no day", "Barges usually carry grain in July.", "carry", "none"),
    ("a night that is named by something", "The lights went out on the night of the vote.", "went", "none"),
    (
        "not the year with which it is compared",
        "Some 40 barges have sunk, nearly three times as many as in all of 2023.",
        "sunk",
        "2024-12-29 2025-01-05 week",
    ),
    (
        "the month in which it had been promised",
        "They had promised in March to leave.",
        "promised",
        "2024-03-01 2024-03-31 month",
    ),
    (
        "not the stretch of a record",
        "The raid was the deadliest in the state since 2022.",
        "was",
        "2025-01-04 2025-01-05 day",
    ),
    (
        "from one month to another",
        "Some 40 men were killed between March and September.",
        "killed",
        "2024-03-01 2024-09-30 month",
    ),
    ("what will be is ahead", "Troops will leave the village.", "leave", "2025-01-05 2026-01-05 year"),
]


def ids(table: Sequence[tuple[str, ...]]) -> list[str]:
    return [row[0] for row in table]


@pytest.mark.parametrize(("_", "text", "wording", "meant"), POINTS, ids=ids(POINTS))
def test_a_wording_says_when(_: str, text: str, wording: str, meant: str) -> None:
    found = date(parsed(text))
    assert [(d.interval.text, shown(d.interval)) for d in found if d.interval.text == wording] == [(wording, meant)]


@pytest.mark.parametrize(("_", "text", "wording", "meant"), WINDOWS, ids=ids(WINDOWS))
def test_a_wording_says_over_which_stretch(_: str, text: str, wording: str, meant: str) -> None:
    found = [d for d in date(parsed(text)) if d.interval.text == wording]
    assert [(d.kind, shown(d.interval)) for d in found] == [("window", meant)]


@pytest.mark.parametrize(("_", "text", "wording"), PARTS, ids=ids(PARTS))
def test_a_part_of_a_day_is_on_that_day(_: str, text: str, wording: str) -> None:
    assert [(d.interval.text, shown(d.interval)) for d in date(parsed(text))] == [(wording, "2024-12-30 day")]


@pytest.mark.parametrize(("_", "text"), NONE, ids=ids(NONE))
def test_what_only_looks_like_a_date_is_none(_: str, text: str) -> None:
    assert date(parsed(text)) == ()


@pytest.mark.parametrize(("_", "text", "verb"), ATTACHED, ids=ids(ATTACHED))
def test_a_date_hangs_on_what_it_dates(_: str, text: str, verb: str) -> None:
    source = parsed(text)
    assert [source.doc[d.verb].text for d in date(source)] == [verb]


@pytest.mark.parametrize(("_", "text", "word", "meant"), HAPPENED, ids=ids(HAPPENED))
def test_a_happening_has_its_time(_: str, text: str, word: str, meant: str) -> None:
    source = parsed(text)
    token = next(token.i for token in source.doc if token.text == word)
    assert shown(happened(source, token, date(source))) == meant


def test_what_somebody_said_on_a_day_was_before_it() -> None:
    source = parsed('He said on Dec. 27: "The dam has fallen."')
    said, fell = (next(token.i for token in source.doc if token.text == word) for word in ("said", "fallen"))
    assert shown(happened(source, fell, date(source), said)) == "2024-12-20 2024-12-27 week"


def test_a_stretch_ends_when_it_was_told_of(claims: Claims) -> None:
    (claim,) = claims("The union said on Jan. 2 that 40 men had been hurt since Dec. 20.")
    assert shown(claim.happened_on) == "2024-12-20 2025-01-02 day" if claim.happened_on else False


def test_what_usually_happens_in_a_month_is_not_planned(claims: Claims) -> None:
    (claim,) = claims("Barges usually carry grain in July.")
    assert (claim.happened_on, claim.modality) == (None, "fact")


def test_offsets_point_at_the_wording() -> None:
    source = parsed("A title\n\nHe said on Dec. 27 that they left in early August, over the past week alone.")
    found = [d.interval for d in date(source)]
    assert len(found) == 3
    assert all(source.text[i.start : i.end] == i.text for i in found)


def test_publication_in_a_zone_counts_by_its_day_in_utc() -> None:
    source = parsed("He was shot yesterday.", datetime.fromisoformat("2025-01-05T23:30:00-05:00"))
    assert [shown(d.interval) for d in date(source)] == ["2025-01-05 day"]
