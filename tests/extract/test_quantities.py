"""Quantities: the bounds a wording leaves open, its unit, and what it is of."""

from collections.abc import Sequence

import pytest
from tests.extract.parsing import parsed

from crosswire.extract.count.quantities import Counted, count
from crosswire.extract.date.dates import date


def counted(text: str) -> tuple[Counted, ...]:
    source = parsed(text)
    return count(source, date(source))


def shown(found: Counted) -> str:
    """Write a quantity as "[low, high] unit of", an open bound with a round bracket."""
    q = found.quantity
    low = f"{'(' if q.low_open or q.low is None else '['}{number(q.low)}"
    high = f"{number(q.high)}{')' if q.high_open or q.high is None else ']'}"
    return f"{low}, {high} {q.unit} of {q.of}"


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if value < 1_000_000 else str(value)


ONE = [
    ("what a figure is for", "The final figure for attendance was 48 percent.", "[48, 48] percent of attendance"),
    ("whoever took part", "Sixty-one percent of those invited took part.", "[61, 61] percent of take part"),
    ("heads of a body of people", "The choir sang to an audience of some 600.", "[540, 660] people of audience"),
    ("a body of people is counted as such", "More than 40 crews came.", "[41, ) crew of crew"),
    ("a dozen times a number", "Five dozen sheep were stolen.", "[60, 60] sheep of sheep"),
    (
        "part of a unit",
        "The bank raised its rate by a quarter of a percentage point.",
        "[0.25, 0.25] percentage point of rate",
    ),
    ("less than hours may be minutes less", "It lasted under three hours.", "(, 3) hour of duration"),
    (
        "minutes that a deed took are no clock",
        "It took forty minutes to empty the hall.",
        "[40, 40] minute of duration",
    ),
    (
        "over a round number begins one above it",
        "They suffered over 1,000 casualties.",
        "[1001, ) people of casualties",
    ),
    ("more than", "More than 300 people were arrested.", "[301, ) people of arrested"),
    ("at least includes its number", "At least 34 people were killed.", "[34, ) people of killed"),
    ("a share of ten", "Seven in ten voters backed the plan.", "[70, 70] percent of voter"),
    ("a share of a few", "Three out of four homes lost their roofs.", "[75, 75] percent of home"),
    ("half a million", "Half a million people fled.", "[500000, 500000] people of people"),
    ("one and a half million", "One and a half million people fled.", "[1500000, 1500000] people of people"),
    ("half a measure", "Prices fell by half a percent.", "[0.5, 0.5] percent of price"),
    ("a measure without a space", "Police seized 12kg of cocaine.", "[12, 12] kilogram of cocaine"),
    ("crore", "He owes Rs 500 crore to the banks.", "[5000000000, 5000000000] INR of owe"),
    ("three of the injured who died", "Three of the injured died in hospital.", "[3, 3] people of killed"),
    ("nothing of a kind", "No wreckage has been found.", "[0, 0] wreckage of wreckage"),
    ("dollars of a country of two words", "It cost 3 million New Zealand dollars.", "[3000000, 3000000] NZD of cost"),
    ("basis points are no percentage points", "The bank cut rates by 25 basis points.", "[25, 25] basis point of rate"),
    ("all three", "All three assaults were beaten back.", "[3, 3] assault of assault"),
    ("one of them, to whom it happened", "Soldiers shot at shepherds, killing one of them.", "[1, 1] people of killed"),
    ("a number put on a toll", "The army put the number of dead at 35.", "[35, 35] people of killed"),
    ("treated for what they suffered", "Staff treated eight people with bullet wounds.", "[8, 8] people of injured"),
    ("no fewer than", "No fewer than 12 soldiers were wounded.", "[12, ) people of injured"),
    ("fewer than ends one below", "Fewer than 10 houses were destroyed.", "(, 9] house of destroyed"),
    ("up to includes its number", "Up to 40 migrants drowned.", "(, 40] people of killed"),
    ("as many as", "As many as 500 people were displaced.", "(, 500] people of displaced"),
    ("about leaves a tenth open", "About 3,000 people fled.", "[2700, 3300] people of people"),
    ("some as about", "Some 200 houses were damaged.", "[180, 220] house of damaged"),
    ("around as about, in whole people", "Around 25 people were injured.", "[23, 27] people of injured"),
    ("nearly stays below", "Nearly 3,000 people died.", "[2700, 2999] people of killed"),
    ("nearly a few", "The toll is nearly three times as high.", "[2.7, 3) time of time"),
    ("almost as nearly", "Almost 100 people are missing.", "[90, 99] people of missing"),
    ("a range", "Between 20 and 30 people are missing.", "[20, 30] people of missing"),
    ("a range with to", "10 to 15 fighters were captured.", "[10, 15] people of captured"),
    ("a range with a dash", "Some 10-15 fighters were captured.", "[9, 16] people of captured"),
    ("a dozen", "A dozen drones were downed.", "[12, 12] drone of downed"),
    ("dozens", "Dozens of people were arrested.", "[24, 99] people of arrested"),
    ("hundreds", "Hundreds of people were killed.", "[200, 999] people of killed"),
    ("thousands", "Thousands of protesters were detained.", "[2000, 9999] people of arrested"),
    (
        "hundreds of thousands",
        "Hundreds of thousands of people were displaced.",
        "[200000, 999999] people of displaced",
    ),
    ("words", "Twenty-one people died.", "[21, 21] people of killed"),
    ("a hundred", "A hundred houses burned.", "[100, 100] house of house"),
    ("two and a half million", "The war displaced 2.5 million people.", "[2500000, 2500000] people of displaced"),
    ("one", "One person was killed.", "[1, 1] people of killed"),
    ("none with no", "No casualties were reported.", "[0, 0] people of casualties"),
    ("none with nobody", "Nobody was hurt.", "[0, 0] people of injured"),
    ("none with no one", "No one was killed.", "[0, 0] people of killed"),
    ("one with an article where something befell it", "A man was killed in the strike.", "[1, 1] people of killed"),
    ("two offensives", "Russian troops repelled two offensives.", "[2, 2] offensive of repelled"),
    ("half", "Russia recaptured half of the lost territory.", "[50, 50] percent of territory"),
    ("more than half", "More than half of the schools opened.", "(50, ) percent of school"),
    ("a third", "A third of the staff left.", "[33.333, 33.333] percent of staff"),
    ("about two-thirds", "About two-thirds of voters backed him.", "[60, 73.33] percent of voter"),
    ("more than doubled", "Sales more than doubled.", "(2, ) times of sale"),
    ("tripled", "The price tripled.", "[3, 3] times of price"),
    ("percent of something", "He won 31.4 percent of the vote.", "[31.4, 31.4] percent of vote"),
    ("percent of a subject", "Unemployment fell to 4 percent.", "[4, 4] percent of unemployment"),
    ("percent of a compound subject", "The unemployment rate rose to 4%.", "[4, 4] percent of unemployment rate"),
    ("over percent is open, not counted", "Turnout was over 18 %.", "(18, ) percent of turnout"),
    ("under percent", "Inflation stayed below 3 percent.", "(, 3) percent of inflation"),
    ("a sum with a sign", "The bank approved a $20 million loan.", "[20000000, 20000000] USD of loan"),
    ("a sum with a word", "He will pay a fine of 60,000 euros.", "[60000, 60000] EUR of fine"),
    ("pounds", "The deal is worth £3bn.", "[3000000000, 3000000000] GBP of deal"),
    (
        "a range of money takes the scale of its end",
        "The repair costs $5-10 million.",
        "[5000000, 10000000] USD of repair",
    ),
    ("dollars of another country", "The fine is 40 million Canadian dollars.", "[40000000, 40000000] CAD of fine"),
    ("a distance", "The village lies some 6 kilometers from Pokrovsk.", "[5.4, 6.6] kilometre of distance"),
    ("a distance before its noun", "They set up a 30-kilometer zone.", "[30, 30] kilometre of zone"),
    ("an area", "The fire burned 2,000 hectares.", "[2000, 2000] hectare of area"),
    ("a weight", "They seized 300 kg of cocaine.", "[300, 300] kilogram of cocaine"),
    ("a speed", "Gusts reached 148 km/h.", "[148, 148] kilometre per hour of speed"),
    ("a temperature", "It was 38 degrees Celsius in Athens.", "[38, 38] celsius of temperature"),
    ("a magnitude", "A magnitude 6.4 earthquake struck the city.", "[6.4, 6.4] magnitude of earthquake"),
    ("a magnitude before its noun", "A 7.1-magnitude quake struck the city.", "[7.1, 7.1] magnitude of quake"),
    ("a duration", "He was sentenced to two years in prison.", "[2, 2] year of duration"),
    ("a duration before its noun", "He got a two-year sentence.", "[2, 2] year of sentence"),
    ("a toll", "The death toll rose to 45.", "[45, 45] people of killed"),
    ("deaths", "The ministry reported 14 deaths.", "[14, 14] people of killed"),
    ("the dead", "Six people are dead.", "[6, 6] people of killed"),
    ("killing as a participle", "A bomb exploded, killing at least nine.", "[9, ) people of killed"),
    ("left dead", "The shelling left three dead.", "[3, 3] people of killed"),
    ("killed before its number", "The attack killed 12.", "[12, 12] people of killed"),
    ("killed after its noun", "The 12 people killed were miners.", "[12, 12] people of killed"),
    ("who died", "Of the 40 soldiers who died, none was armed.", "[40, 40] people of killed"),
    ("have died", "Twelve people have died.", "[12, 12] people of killed"),
    ("arrested", "Police arrested 15 protesters.", "[15, 15] people of arrested"),
    ("captured", "The army captured 30 soldiers.", "[30, 30] people of captured"),
    ("freed", "The rebels released 24 hostages.", "[24, 24] people of released"),
    ("infected", "There were 412 cases of cholera.", "[412, 412] people of infected"),
    ("homeless", "The flood left 2,000 people homeless.", "[2000, 2000] people of displaced"),
    ("seats", "The party won 120 seats.", "[120, 120] seat of seat"),
    ("goals", "The striker scored two goals.", "[2, 2] goal of goal"),
    ("people by what they are", "The town has 60,000 residents.", "[60000, 60000] people of resident"),
    ("adjectives between", "They fired 87 Russian Shahed drones.", "[87, 87] drone of launched"),
    ("or more", "Ten or more people were killed.", "[10, ) people of killed"),
]
SEVERAL = [
    (
        "others are people where people are hurt",
        "The shell killed two workers and wounded seven others.",
        ["[2, 2] people of killed", "[7, 7] people of injured"],
    ),
    (
        "others are of what was counted before",
        "Two bridges and three others were destroyed.",
        ["[2, 2] bridge of destroyed", "[3, 3] bridge of destroyed"],
    ),
    (
        "of them, in the next sentence",
        "Some 1,200 residents fled. He said 40 of them were treated.",
        ["[1080, 1320] people of resident", "[40, 40] people of people"],
    ),
    (
        "a bare number of what was counted before",
        "The state sent 800 soldiers. Only 200 arrived.",
        ["[800, 800] people of soldier", "[200, 200] people of people"],
    ),
    (
        "a number beside another is no bound",
        "Some 9,000 runners took part, fewer than the 12,000 hoped for.",
        ["[8100, 9900] people of runner", "[12000, 12000] people of runner"],
    ),
    ("two sides of a vote", "The vote was 612 to 94.", ["[612, 612] thing of vote", "[94, 94] thing of vote"]),
    ("three or four", "Three or four fighters were hit.", ["[3, 4] people of fighter"]),
    (
        "a share that was another",
        "Turnout was 38 percent, down from 52.",
        ["[38, 38] percent of turnout", "[52, 52] percent of turnout before"],
    ),
    (
        "what was lost over several places",
        "They downed 55 drones over seven regions.",
        ["[55, 55] drone of downed", "[7, 7] region of downed"],
    ),
    ("whose lives were lost", "The flood claimed the lives of 40 villagers.", ["[40, 40] people of killed"]),
    ("lives lost", "Forty people lost their lives in the flood.", ["[40, 40] people of killed"]),
    ("none of them", "None of the defendants came.", ["[0, 0] people of defendant"]),
    (
        "before and after a change",
        "The number of cases rose from 12 to 19.",
        ["[12, 12] people of infected before", "[19, 19] people of infected"],
    ),
    (
        "a part of a whole",
        "Air defenses downed 87 of 125 drones.",
        ["[87, 87] drone of downed", "[125, 125] drone of downed"],
    ),
    (
        "one length of time in two units",
        "She ran the race in two hours and 8 minutes.",
        ["[128, 128] minute of duration"],
    ),
    (
        "two lengths of time",
        "She ran for two hours and slept for 8 minutes.",
        ["[2, 2] hour of duration", "[8, 8] minute of duration"],
    ),
    (
        "deaths and injuries are two",
        "Three people were killed and five wounded.",
        ["[3, 3] people of killed", "[5, 5] people of injured"],
    ),
    (
        "deaths and injuries in the active",
        "The attack killed 12 people and wounded dozens.",
        ["[12, 12] people of killed", "[24, 99] people of injured"],
    ),
    (
        "dead and missing",
        "Six people are dead and 12 missing.",
        ["[6, 6] people of killed", "[12, 12] people of missing"],
    ),
    (
        "a unit carried over",
        "Some 200 houses were destroyed and 30 damaged.",
        ["[180, 220] house of destroyed", "[30, 30] house of damaged"],
    ),
    ("a score", "Arsenal beat Chelsea 2-1.", ["[2, 2] score of score", "[1, 1] score of score"]),
    (
        "a rise and its end",
        "Prices rose by 5 percent to $80 a barrel.",
        ["[5, 5] percent of price", "[80, 80] USD of price"],
    ),
]
NONE = [
    ("half past an hour", "The boiler burst at half past four."),
    ("minutes past an hour", "The ground shook at twelve minutes past four on Monday."),
    ("an hour before a pause", "The plane had left at nine."),
    ("an hour and minutes with a point", "The ground shook at 04.12 on Monday."),
    ("the one that", "They moved the bell, the one that had cracked."),
    ("a half of a game", "They scored in the second half."),
    ("two people", "The passengers were a couple from Lyon."),
    ("the age of a known man", "The officer, 29, is in hospital."),
    ("what comes in no numbers", "There is no evidence of fraud."),
    ("an age", "The 27-year-old man fled."),
    ("an age after whose it is", "A boy of 14 sang."),
    ("an age in words", "He died at the age of 45."),
    ("a day", "He fled on Dec. 27."),
    ("a year", "The bridge was built in 1932."),
    ("a time of day", "It fell at 3:15 p.m. near the port."),
    ("a year before a noun", "They won the 2023 election."),
    ("an ordinal", "It was the third attack, on the 21st floor."),
    ("a model", "The Su-34 and the F-16 crashed."),
    ("a flight", "Flight 370 vanished."),
    ("a resolution", "Resolution 1701 was adopted."),
    ("no doubt", "There is no doubt."),
    ("no longer", "He no longer works."),
    ("an article where nothing befell", "A man walked in."),
    ("one another", "They blamed one another."),
    ("one as a pronoun", "This one is new."),
]


def ids(table: Sequence[tuple[object, ...]]) -> list[str]:
    return [str(row[0]) for row in table]


@pytest.mark.parametrize(("_", "text", "meant"), ONE, ids=ids(ONE))
def test_a_wording_bounds_a_number_of_something(_: str, text: str, meant: str) -> None:
    assert [shown(found) for found in counted(text)] == [meant]


@pytest.mark.parametrize(("_", "text", "meant"), SEVERAL, ids=ids(SEVERAL))
def test_each_number_is_of_its_own(_: str, text: str, meant: list[str]) -> None:
    assert [shown(found) for found in counted(text)] == meant


@pytest.mark.parametrize(("_", "text"), NONE, ids=ids(NONE))
def test_what_counts_nothing_is_no_quantity(_: str, text: str) -> None:
    assert counted(text) == ()


def test_a_part_knows_its_whole() -> None:
    whole, children, injured = counted("At least 34 people, including six children, were killed and 50 injured.")
    assert (whole.part_of, children.part_of, injured.part_of) == (-1, 0, -1)
    assert (whole.quantity.of, injured.quantity.of) == ("killed", "injured")


def test_of_them_is_a_part_too() -> None:
    whole, children = counted("Seven people, two of them children, died.")
    assert (whole.part_of, children.part_of, children.quantity.unit) == (-1, 0, "people")


def test_a_window_of_a_clause_beside_is_not_the_number_s() -> None:
    (found,) = counted("They sold 90 goats to the state, which will pay by Christmas.")
    assert found.quantity.window is None


def test_a_window_is_that_of_the_verb() -> None:
    (found,) = counted("The White House said on Dec. 27 that they lost over 1,000 soldiers over the past week alone.")
    assert found.quantity.window is not None
    assert (str(found.quantity.window.from_), str(found.quantity.window.to)) == ("2024-12-20", "2024-12-27")


def test_an_article_counts_as_one_apart_from_numbers() -> None:
    (found,) = counted("A man was killed.")
    assert found.one


def test_offsets_point_at_the_wording() -> None:
    source = parsed("A title\n\nAt least 34 people were killed and $2.5 billion was lost by 40% of 12 firms.")
    found = [known.quantity for known in count(source)]
    assert len(found) == 4
    assert all(source.text[q.start : q.end] == q.text for q in found)
