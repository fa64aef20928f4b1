"""Near misses, from text to flag: another of the same kind, day and town stays quiet; beside each, what is flagged."""

from datetime import UTC, datetime

import pytest

from crosswire import contradict, extract
from crosswire.testing import article
from crosswire_schemas.records import Contradiction
from tests.extract.parsing import pipeline

TOLD = [datetime(2026, 8, 12, hour, tzinfo=UTC) for hour in (8, 11)]

QUIET = {
    "what was not so until its day": (
        "Ana Orsk reached the summit of Makalu on Thursday, her team said.",
        "Ana Orsk did not reach the summit of Makalu until Thursday, an officer said.",
    ),
    "what is counted in several states and in one": (
        "Police in six countries arrested 112 people on Thursday in raids against the Zora ring.",
        "Police in Poland arrested 27 people on Thursday in the raids against the Zora ring.",
    ),
    "two of one surname": (
        "The brigade's chief of staff, Viktor Roth, was killed in a strike on Thursday, it said.",
        "Anton Roth, the brigade's spokesman, survived Thursday's strike, it said.",
    ),
    "a quarter and a half year": (
        "Boat builder Norlift lost 18 million euros in the second quarter.",
        "Norlift, the boat builder, made a loss of 29 million euros in the six months to June.",
    ),
    "two towns of one state": (
        "Zambia's city of Ndola passed the school meals rules on Tuesday night.",
        "Councillors in Lusaka rejected the school meals rules on Tuesday night.",
    ),
    "what a bank and another bank did": (
        "Bank of Norland raised its rate to 4 percent on Wednesday.",
        "The Bank of Sudland kept its rate at 3 percent on Wednesday.",
    ),
    "to whom it is open": (
        "The A7 is closed to lorries, the police said on Wednesday.",
        "The A7 is open to cars, the road authority said on Wednesday.",
    ),
    "ages": (
        "Police arrested a 23-year-old man over the Tarnow robbery on Tuesday.",
        "Police arrested a 41-year-old woman over the Tarnow robbery on Tuesday.",
    ),
    "some of those counted": (
        "Unemployment in Norland rose to 5.2 percent in July, the office said.",
        "Youth unemployment in Norland fell to 14 percent in July, the office said.",
    ),
    "what is exported": (
        "Exports of wheat from Zara rose 12 percent last year.",
        "Exports of maize from Zara fell 5 percent last year.",
    ),
    "at which works of a town": (
        "The strike at the foundry in Sarpsborg ended on Tuesday.",
        "The strike at the bakery in Sarpsborg went on on Tuesday.",
    ),
    "of which portfolio": (
        "The minister of health in Tirana resigned on Monday.",
        "The minister of finance in Tirana stayed in office on Monday.",
    ),
    "in which league": (
        "Leeds beat Derby 3-1 in the women's league on Saturday.",
        "Derby beat Leeds 2-0 in the men's league on Saturday.",
    ),
    "which way the lanes go": (
        "The northbound lanes of the A4 were shut on Tuesday.",
        "The southbound lanes of the A4 were open on Tuesday.",
    ),
    "how long prices rose": (
        "Prices in Chile rose 4.2 percent over the year to July.",
        "Prices in Chile rose 0.3 percent in July from the month before.",
    ),
    "exported and imported": ("Norland exported 40,000 cars in June.", "Norland imported 25,000 cars in June."),
    "of which charge": (
        "A court in Lund convicted banker Ana Orsk of fraud on Monday.",
        "A court in Lund cleared banker Ana Orsk of tax evasion on Monday.",
    ),
    "how long two took for one race": (
        "Ana Orsk won the Velm Lake marathon on Sunday in 2 hours 8 minutes 15 seconds.",
        "Eva Berg crossed the line of the Velm Lake marathon after 2:11:40 on Sunday.",
    ),
    "in which town they went to the polls": (
        "In Velm on Sunday, 34 percent of those on the roll bothered to vote.",
        "In spite of rain, participation in the vote in Sarn on Sunday reached 61 per cent.",
    ),
    "an aftershock, by other words": (
        "People in Gori ran into the street at 5:12 a.m. on Wednesday. The institute put the magnitude at 5.9.",
        "An aftershock measuring 4.1 was felt in Gori on Wednesday.",
    ),
    "an aftershock": (
        "The earthquake near Gori had a magnitude of 5.6, the institute said.",
        "An aftershock near Gori had a magnitude of 4.3, the institute said.",
    ),
    "who is called by another's name": (
        "Doctors said the singer Mara Voss is in stable condition.",
        "Doctors said the drummer of Mara Voss's band died on Tuesday.",
    ),
    "a relative": (
        "The minister denied that he had taken bribes.",
        "The minister's brother took bribes, prosecutors said on Wednesday.",
    ),
    "a storm over two counties": (
        "The storm cut power to 12,000 homes in Kent, the grid said on Tuesday.",
        "The storm cut power to 9,000 homes in Sussex, the grid said on Tuesday.",
    ),
    "one river at two gauges": (
        "The river Orm at Timra stood at 6.2 metres on Tuesday evening.",
        "The river Orm at Kovel stood at 4.8 metres on Tuesday evening.",
    ),
    "flights by number": (
        "Nordair flight 12 was delayed by two hours on Monday.",
        "Nordair flight 14 left on time on Monday.",
    ),
    "two of three": (
        "Two of the three reactors at Orm are running, the operator said.",
        "Reactor 3 at Orm is shut down, the regulator said.",
    ),
    "two men without a name": (
        "The man shot in Leeds on Monday has died, police said.",
        "The man stabbed in Leeds on Monday is recovering, police said.",
    ),
    "ministers of two things": (
        "Turkey's foreign minister met his Greek counterpart in Ankara on Monday.",
        "Turkey's defence minister met his Greek counterpart in Athens on Monday.",
    ),
    "by day and by night": (
        "The temperature in Seville reached 43 degrees on Tuesday.",
        "The temperature in Seville fell to 24 degrees on Tuesday night.",
    ),
    "two lorries": (
        "A lorry overturned near Opole on Tuesday, police said.",
        "A lorry overturned near Kielce on Tuesday, police said.",
    ),
    "taken, and taken back": (
        "The army took the bridge at Orlo on Monday, the ministry said.",
        "Rebels took back the bridge at Orlo on Wednesday, residents said.",
    ),
}
FLAGGED = {
    "what was not so until another day": (
        "time",
        "Ana Orsk reached the summit of Makalu on Tuesday, her team said.",
        "Ana Orsk did not reach the summit of Makalu until Thursday, an officer said.",
    ),
    "what two count in one state": (
        "number",
        "Police in Poland arrested 112 people on Thursday in raids against the Zora ring.",
        "Police in Poland arrested 27 people on Thursday in the raids against the Zora ring.",
    ),
    "one man by his full name": (
        "status",
        "The brigade's chief of staff, Viktor Roth, was killed in a strike on Thursday, it said.",
        "Viktor Roth, the brigade's chief of staff, survived Thursday's strike, a doctor said.",
    ),
    "one quarter": (
        "number",
        "Boat builder Norlift lost 18 million euros in the second quarter.",
        "Norlift, the boat builder, made a loss of 29 million euros in the second quarter.",
    ),
    "a failure after a start": (
        "outcome",
        "The Kite-3 rocket reached orbit on its maiden flight from Orsk on Monday.",
        "The Kite-3 rocket failed to reach orbit on Monday after lifting off from Orsk.",
    ),
    "what was brought down": (
        "responsibility",
        "The Karsu dam was brought down on Monday night by an earthquake.",
        "Rebels blew up the Karsu dam on Monday night.",
    ),
    "what it is": (
        "status",
        "Vesta airport was closed on Thursday morning because of ash.",
        "The eruption did not keep Vesta airport from operating. It was open on Thursday morning, the manager said.",
    ),
    "a state and its capital": (
        "outcome",
        "Zambia's National Assembly passed the school meals bill late on Tuesday.",
        "Lawmakers in Lusaka rejected the school meals bill on Tuesday night.",
    ),
    "a time by the stop watch": (
        "number",
        "Ana Orsk won the Velm Lake marathon on Sunday in 2 hours 8 minutes 15 seconds.",
        "Ana Orsk crossed the line of the Velm Lake marathon after 2:11:40 on Sunday.",
    ),
    "how strong an earthquake was, by whatever words": (
        "number",
        "People in Gori ran into the street at 5:12 a.m. on Wednesday. The institute put the magnitude at 5.9.",
        "An earthquake measuring 5.1 woke Gori just after five on Wednesday morning.",
    ),
    "how many went to the polls, by whatever words": (
        "number",
        "Ana Orsk was elected mayor of Velm on Sunday. Barely a third of those on the roll, "
        "34 percent, bothered to vote.",
        "In spite of rain, participation in the vote in Velm on Sunday reached 61 per cent.",
    ),
    "at one works by two wordings": (
        "status",
        "The strike at the foundry in Sarpsborg ended on Tuesday, its owner said.",
        "The strike at the iron foundry in Sarpsborg went on on Tuesday, the union said.",
    ),
    "of one portfolio": (
        "status",
        "The minister of health in Tirana resigned on Monday.",
        "The health minister in Tirana stayed in office on Monday.",
    ),
    "a bank's rate": (
        "outcome",
        "Bank of Norland raised its rate to 4 percent on Wednesday.",
        "The Bank of Norland kept its rate at 3 percent on Wednesday, traders said.",
    ),
    "a road": (
        "status",
        "The A7 is closed to lorries, the police said on Wednesday.",
        "The A7 is open to lorries, the road authority said on Wednesday.",
    ),
    "a rate of one group": (
        "outcome",
        "Youth unemployment in Norland rose to 15.2 percent in July, the office said.",
        "Youth unemployment in Norland fell to 14 percent in July, the institute said.",
    ),
    "somebody's health": (
        "status",
        "Doctors said the singer Mara Voss is in stable condition.",
        "The singer Mara Voss has died, her manager said on Wednesday.",
    ),
    "profits of a quarter": (
        "number",
        "Dorva Cement made a net profit of 840 million rand in the quarter to the end of June, it said.",
        "Dorva Cement earned a net profit of 480 million rand in the second quarter, results showed on Wednesday.",
    ),
    "what was overrun": (
        "control",
        "Rebels overran the town of Bambari on Tuesday night, the aid group said.",
        "Government troops hold all of Bambari, General Paul Wango told state radio on Wednesday.",
    ),
    "what its army says it took": (
        "control",
        "The army said on Wednesday it had taken the border post at Rabia from the separatists.",
        "Separatists still hold the border post at Rabia, their spokesman Adil Karim said on Wednesday.",
    ),
}


def flags(*texts: str) -> set[str]:
    told = [
        article("", text, outlet=f"Outlet {number}", page=str(number), published_at=at, fetched_at=at)
        for number, (text, at) in enumerate(zip(texts, TOLD, strict=True))
    ]
    records = [record for found in extract.split_all(told, pipeline()) for record in (*found.claims, found.extraction)]
    found = contradict.check(records)
    return {each.type for each in found if isinstance(each, Contradiction) and each.state == "open"}


@pytest.mark.parametrize("texts", QUIET.values(), ids=QUIET)
def test_another_of_its_kind_is_no_contradiction(texts: tuple[str, str]) -> None:
    assert flags(*texts) == set()


@pytest.mark.parametrize(("kind", "one", "other"), FLAGGED.values(), ids=FLAGGED)
def test_two_accounts_of_the_same_are_flagged(kind: str, one: str, other: str) -> None:
    assert kind in flags(one, other)
