"""Two things of one kind, each narrowed by a word of its own, are told apart; one thing in two wordings is not."""

import pytest

from crosswire.contradict.meet.narrowing import two_things
from crosswire.contradict.words.phrases import Phrase, phrases

TWO = {
    "at what": (
        "status",
        "The strike at the foundry in Orlo ended on Tuesday",
        "The strike at the bakery in Orlo went on on Tuesday",
        "ended went on",
    ),
    "of what": ("denial", "The head of customs was suspended", "The head of immigration was not suspended", ""),
    "of which state": (
        "denial",
        "The ambassador to Poland was recalled",
        "The ambassador to Latvia was not recalled",
        "",
    ),
    "of which firm": ("outcome", "Shares in Lindorm rose on Monday", "Shares in Bergholm fell on Monday", "rose fell"),
    "the word before": (
        "outcome",
        "The council approved the waste plan",
        "The council rejected the housing plan",
        "approved rejected",
    ),
    "for which and against which": (
        "outcome",
        "The senator voted for the water bill",
        "The senator voted against the gun bill",
        "voted for voted against",
    ),
    "words that exclude each other": (
        "number",
        "The southern reservoir is 71 percent full",
        "The northern reservoir is 33 percent full",
        "71 percent 33 percent",
    ),
    "a deputy": (
        "outcome",
        "The court acquitted the mayor",
        "The court convicted the deputy mayor",
        "acquitted convicted",
    ),
    "what it begins with": (
        "status",
        "The school in Orlo reopened on Thursday",
        "The library in Orlo stayed closed on Thursday",
        "reopened closed",
    ),
    "what was done to it": (
        "status",
        "Snow closed the road over the Orlberg",
        "The railway under the Orlberg was open",
        "closed open",
    ),
    "what is held": (
        "control",
        "The rebels hold the hills above Orlo",
        "The army holds the road below Orlo",
        "rebels army",
    ),
    "by which of two who fight each other": (
        "number",
        "The rebels freed 20 prisoners",
        "The government freed 45 prisoners",
        "20 45",
    ),
    "by whom, with a name": ("number", "The bank Halmen cut 300 jobs", "The bank Bragen cut 120 jobs", "300 120"),
    "some of them": (
        "number",
        "Unemployment among the young stood at 27 percent",
        "Unemployment stood at 11 percent",
        "27 percent 11 percent",
    ),
    "a year and a month": (
        "number",
        "Prices rose 4.2 percent over the year",
        "Prices rose 0.3 percent from a month before",
        "4.2 percent 0.3 percent",
    ),
    "up to two hours": (
        "number",
        "By 6 a.m. the flood had driven out 400 people",
        "By evening the flood had driven out 1,900 people",
        "400 1,900",
    ),
    "which of several": (
        "denial",
        "The third convoy reached Orlo",
        "The fourth convoy did not reach Orlo",
        "",
    ),
    "of two bodies somebody's": (
        "status",
        "The president of the parliament resigned",
        "The president of the court stayed in office",
        "resigned stayed in office",
    ),
    "among whom": (
        "number",
        "Support for the strike was 71 percent among drivers",
        "Support for the strike was 38 percent among passengers",
        "71 percent 38 percent",
    ),
    "which house": (
        "outcome",
        "The Senate passed the farm bill",
        "The Lagting rejected the farm bill",
        "passed rejected",
    ),
    "whose client": (
        "denial",
        "his client was not guilty; The lawyer for the driver",
        "his client was guilty; The lawyer for the owner",
        "",
    ),
    "names that share a word": (
        "outcome",
        "The mayor of North Orlo was re-elected",
        "The mayor of South Orlo lost his office",
        "re-elected lost",
    ),
    "names that share a word, for somebody's": (
        "outcome",
        "Lindorm Steel's chairman resigned",
        "Lindorm Energy's chairman refused to resign",
        "resigned refused",
    ),
    "a name of each": (
        "denial",
        "The gas tanker Halmen was hit by a drone",
        "it had been hit by a drone; The owners of the oil tanker Bragen",
        "",
    ),
    "a number of each": (
        "outcome",
        "Turbine C-4 in the Halmen park burns",
        "The fire at turbine D-9 in the Halmen park is out",
        "burns out",
    ),
    "against what": (
        "outcome",
        "The appeal of Rino Sarti against his conviction was rejected",
        "The appeal of Rino Sarti against his dismissal was upheld",
        "rejected upheld",
    ),
    "what was attended": (
        "number",
        "300 people attended the funeral in Orlo",
        "2,000 people attended the vigil in Orlo",
        "300 2,000",
    ),
    "groups by what they do": (
        "status",
        "Fishermen in Orlo called off their protest",
        "Farmers in Orlo kept up their protest",
        "called off kept up",
    ),
    "groups that are told to do it": (
        "status",
        "Striking dockers in Orlo returned to work",
        "Pilots in Orlo stayed out on strike",
        "returned to work stayed out",
    ),
    "what does it": ("denial", "cholera had reached the port; The ministry", "Typhoid has reached the port", ""),
    "what was done to it by one and what to another": (
        "responsibility",
        "A Polish strike destroyed a bridge near Orlo",
        "A Latvian strike destroyed a depot near Orlo",
        "Polish Latvian",
    ),
    "people of one ship": (
        "denial",
        "Police arrested the captain of the trawler Halmen",
        "The owner of the trawler Halmen was not arrested",
        "",
    ),
    "with names, which do one thing": (
        "number",
        "The ferry Halmen Lund sank off Orlo and 14 died",
        "Six died when the cargo ship Bragen Vik sank off Orlo",
        "14 6",
    ),
    "of which two states": (
        "place",
        "The Estonian president will open the fair in Orlo",
        "The Latvian president will open the fair in Timra",
        "Orlo Timra",
    ),
    "for whom": (
        "outcome",
        "The agency approved the drug Halmen for adults",
        "The agency refused to approve the drug Halmen for children",
        "approved refused",
    ),
    "names of two words of which one is shared": (
        "status",
        "The Blue Line of the Halmen metro reopened",
        "Halmen metro's Red Line was still closed",
        "reopened closed",
    ),
    "whose trial": (
        "time",
        "The trial of the former minister Ana Orsk will begin on 3 May",
        "The trial of Ana Orsk's brother will begin on 21 May",
        "3 May 21 May",
    ),
    "at two hours of a turnout": (
        "number",
        "Turnout was 38 percent at noon",
        "Turnout was 57 percent when polls closed",
        "38 percent 57 percent",
    ),
    "after two shares of the count": (
        "number",
        "With 20 percent of the votes counted the Greens had 31 percent",
        "With 90 percent of the votes counted the Greens had 24 percent",
        "31 percent 24 percent",
    ),
}

ONE = {
    "what was named before": (
        "status",
        "The ferry terminal at Orlo was closed on Tuesday",
        "It was open throughout Tuesday, with nine sailings",
        "closed open",
    ),
    "a wider noun": ("number", "The fire at the plant killed 3", "The fire at the Orlo chemical plant killed 9", "3 9"),
    "a synonym": ("number", "The blast at the market killed 3", "The blast at the bazaar killed 9", "3 9"),
    "one thing by two words before it": (
        "number",
        "A fire at the fireworks plant killed 3",
        "The fire at the plant killed 9",
        "3 9",
    ),
    "a place by a wider name": (
        "status",
        "The strike at the brewery in Orlo ended",
        "The strike at the Orlo beer plant went on",
        "ended went on",
    ),
    "whom it hit, and where": (
        "number",
        "The attack on the soldiers killed 3",
        "The attack on the depot killed 9",
        "3 9",
    ),
    "how it is said": (
        "number",
        "In heavy rain a dam burst and 3 died",
        "In record rain a dam burst and 9 died",
        "3 9",
    ),
    "one word before two nouns": (
        "status",
        "The coal terminal in Orlo was shut",
        "The coal port in Orlo was open",
        "shut open",
    ),
    "on which day of one": ("number", "On the third day 3 died", "On the fourth day of rain 9 died", "3 9"),
    "what befell it": (
        "time",
        "An explosion tore through the works at 10:50",
        "The boiler at the works blew up at 16:30",
        "10:50 16:30",
    ),
    "somebody with a name": (
        "denial",
        "Former mayor Rino Sarti accepted a bribe from a builder",
        "Rino Sarti, once the mayor, never accepted a bribe from a contractor",
        "",
    ),
    "one person by two callings": (
        "status",
        "The climbers in the gorge were rescued",
        "The hikers in the gorge are missing",
        "rescued missing",
    ),
    "a base and a camp": (
        "control",
        "Rebels control the camp at Orlo",
        "The base at Orlo is held by the army",
        "rebels army",
    ),
    "several of one noun": (
        "number",
        "A goods train ran into a mail train and 3 died",
        "A freight train was hit and 9 died",
        "3 9",
    ),
    "two units": ("number", "A gust of 100 kilometres an hour", "A gust of 90 miles an hour", ""),
    "by how many": ("number", "The final was watched by 31,000 people", "The final was watched by 19,000 people", ""),
    "the word in dispute": (
        "place",
        "The painting was found in a flat",
        "The painting was found in a barn",
        "flat barn",
    ),
    "who did it": (
        "responsibility",
        "The depot was burnt by partisans",
        "The depot was burnt by smugglers",
        "partisans smugglers",
    ),
    "one man with and without his first name": (
        "denial",
        "Governor Rino Sarti took a bribe",
        "President Sarti never took a bribe",
        "",
    ),
    "one group by two words for what it does": (
        "status",
        "Doctors in Orlo ended their strike",
        "Medics in Orlo went on with their strike",
        "ended went on",
    ),
    "who did it, by what each does": (
        "responsibility",
        "A signaller caused the collision at Orlo",
        "A driver caused the collision at Orlo",
        "signaller driver",
    ),
    "what was done to it by a wider word": (
        "responsibility",
        "A Polish strike destroyed a warehouse near Orlo",
        "A Latvian strike destroyed a building near Orlo",
        "Polish Latvian",
    ),
    "one plan by two words": (
        "outcome",
        "They voted down the plan to turn the mill into a museum",
        "They approved the conversion of the mill into a museum",
        "voted down approved",
    ),
    "days of one month": ("time", "It opens on May 3", "It opens on May 9", "May 3 May 9"),
    "a number that only one gives": (
        "outcome",
        "The fire at turbine C-4 is out",
        "The fire at the turbine still burns",
        "out burns",
    ),
    "what was attended by two words for it": (
        "number",
        "300 people attended the march in Orlo",
        "2,000 people attended the rally in Orlo",
        "300 2,000",
    ),
}


@pytest.mark.parametrize(("kind", "left", "right", "disputed"), TWO.values(), ids=TWO)
def test_two_things_of_one_kind_are_told_apart_in_either_order(kind: str, left: str, right: str, disputed: str) -> None:
    assert two_things(left, right, kind, disputed)
    assert two_things(right, left, kind, disputed)


@pytest.mark.parametrize(("kind", "left", "right", "disputed"), ONE.values(), ids=ONE)
def test_what_may_be_one_thing_in_two_wordings_is_not_told_apart(
    kind: str, left: str, right: str, disputed: str
) -> None:
    assert not two_things(left, right, kind, disputed)
    assert not two_things(right, left, kind, disputed)


def test_a_name_that_is_no_places_tells_one_bearer_but_not_one_count() -> None:
    said = "Halmen recalled 12,000 cars over brakes", "Halmen recalled 6,000 cars over airbags"

    assert two_things(*said, "number", "12,000 6,000")
    assert not two_things("Halmen died in his cell", "Halmen died in the yard", "time")


def test_places_are_compared_as_places() -> None:
    said = "Shares in Orlo rose", "Shares in Timra fell"

    assert two_things(*said, "outcome", "rose fell")
    assert not two_things(*said, "outcome", "rose fell", frozenset({"orl", "tmr"}))


def test_phrases_have_what_stands_before_their_noun_and_what_they_may_narrow() -> None:
    found = phrases("The rebels hold the old fishing port of Orlo")

    assert [(at.head, at.words, at.names, at.by, at.of, at.first) for at in found] == [
        ("rebels", (), (), "", (), True),
        ("port", ("old", "fishing"), (), "", ("hold",), False),
        ("", (), ("orl",), "of", ("rebels", "hold", "port"), False),
    ]
    assert all(isinstance(at, Phrase) for at in found)


def test_what_is_done_to_a_noun_and_what_it_does_is_read_around_it() -> None:
    said = ("Rebels shot down a drone", "A drone had not been shot down", "A ferry of the firm sank off Orlo")
    found = [[(at.head, at.done, at.does) for at in phrases(text) if at.done or at.does] for text in said]

    assert found == [
        [("rebels", "", "shot"), ("drone", "shot", "")],
        [("drone", "shot", "")],
        [("ferry", "", "sank")],
    ]


def test_an_owner_is_read_like_what_follows_of() -> None:
    assert [(at.head, at.names, at.by, at.of) for at in phrases("The trial of Ana Orsk's brother")] == [
        ("trial", (), "", ()),
        ("brother", (), "of", ("trial",)),
        ("", ("an", "orsk"), "of", ("trial", "brother")),
    ]
    assert [(at.head, at.names, at.by) for at in phrases("A strike at Halmen's ended")] == [
        ("strike", (), ""),
        ("", ("hlmn",), "where"),
    ]
