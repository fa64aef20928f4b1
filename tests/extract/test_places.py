"""Places: which names of an article are places, and which places they are."""

from collections.abc import Sequence

import pytest
from tests.extract.conftest import Claims
from tests.extract.parsing import parsed

from crosswire.edges.gazetteer_file import gazetteer_file
from crosswire.extract.locate.gazetteer import opened
from crosswire.extract.locate.places import Located, for_mentions, locate


def located(text: str) -> tuple[Located, ...]:
    return locate(parsed(text), opened(gazetteer_file()))


RESOLVED = [
    (
        "a name of which the parser leaves out a word",
        "A canopy at the station in Novi Sad fell.",
        [("Novi Sad", "Novi Sad", "SRB", "PPL")],
    ),
    (
        "a town at which something is put",
        "The storm touched down at Salina, they said.",
        [("Salina", "Salina", "USA", "PPL")],
    ),
    ("no village by a brand", "Payments with Mir cards were stopped.", []),
    ("no town by a first name", "The guests of Lorca Obi, and Lorca, were late.", []),
    (
        "a region of the country before it",
        "Rivers burst their banks in Italy's Emilia-Romagna.",
        [("Italy", "Italy", "ITA", "PCLI"), ("Emilia-Romagna", "Emilia-Romagna", "ITA", "ADM1")],
    ),
    (
        "a district that is listed as a town",
        "It struck a house in the Peresyp district.",
        [("Peresyp district", "Peresyp", "UKR", "PPL")],
    ),
    ("a capital", "The talks were held in Paris.", [("Paris", "Paris", "FRA", "PPLC")]),
    (
        "a town in its state",
        "He was born in Paris, Texas.",
        [("Paris", "Paris", "USA", "PPL"), ("Texas", "Texas", "USA", "ADM1")],
    ),
    (
        "a village that the parser takes for a person",
        "They attacked toward the village of Bolshoye Soldatskoye.",
        [("Bolshoye Soldatskoye", "Bolshoye Soldatskoye", "RUS", "PPL")],
    ),
    (
        "a town that the parser takes for a person who does something",
        "Fighting went on around Sudzha. Sudzha is in the hands of the rebels.",
        [("Sudzha", "Sudzha", "RUS", "PPL"), ("Sudzha", "Sudzha", "RUS", "PPL")],
    ),
    ("an oblast by its seat", "Troops entered Kursk Oblast.", [("Kursk Oblast", "Kursk Oblast", "RUS", "ADM1")]),
    (
        "a region by its seat, small letters",
        "Troops entered the Kursk region.",
        [("Kursk", "Kursk Oblast", "RUS", "ADM1")],
    ),
    ("the seat itself", "A delegation arrived in Kursk.", [("Kursk", "Kursk", "RUS", "PPL")]),
    (
        "an older spelling",
        "Drones hit Kiev and Kharkov.",
        [("Kiev", "Kyiv", "UKR", "PPLC"), ("Kharkov", "Kharkiv", "UKR", "PPL")],
    ),
    (
        "a name in English",
        "The train left Cologne for Munich, Germany.",
        [
            ("Cologne", "Cologne", "DEU", "PPL"),
            ("Munich", "Munich", "DEU", "PPL"),
            ("Germany", "Germany", "DEU", "PCLI"),
        ],
    ),
    (
        "a county",
        "The storm hit Barren County, Kentucky.",
        [("Barren County", "Barren County", "USA", "ADM2"), ("Kentucky", "Kentucky", "USA", "ADM1")],
    ),
    (
        "a town among its neighbours",
        "Police in London, Ontario, called their colleagues in Toronto and Hamilton.",
        [
            ("London", "London", "CAN", "PPL"),
            ("Ontario", "Ontario", "CAN", "ADM1"),
            ("Toronto", "Toronto", "CAN", "PPL"),
            ("Hamilton", "Hamilton", "CAN", "PPL"),
        ],
    ),
    (
        "a state shortened",
        "COLUMBIA, Ky. (AP) - A fire broke out.",
        [("COLUMBIA", "Columbia", "USA", "PPL"), ("Ky.", "Kentucky", "USA", "ADM1")],
    ),
    (
        "a dateline",
        "DONETSK, Ukraine (Reuters) - Shells fell.",
        [("DONETSK", "Donetsk", "UKR", "PPL"), ("Ukraine", "Ukraine", "UKR", "PCLI")],
    ),
    (
        "a country by its short name",
        "The U.S. and the UK agreed.",
        [("U.S.", "United States", "USA", "PCLI"), ("UK", "United Kingdom", "GBR", "PCLI")],
    ),
    (
        "a country called as a state is",
        "Georgia's parliament met in Tbilisi.",
        [("Georgia", "Georgia", "GEO", "PCLI"), ("Tbilisi", "Tbilisi", "GEO", "PPLC")],
    ),
    (
        "a state called as a country is",
        "The governor of Georgia spoke in Atlanta, Savannah and Augusta.",
        [
            ("Georgia", "Georgia", "USA", "ADM1"),
            ("Atlanta", "Atlanta", "USA", "PPL"),
            ("Savannah", "Savannah", "USA", "PPL"),
            ("Augusta", "Augusta", "USA", "PPL"),
        ],
    ),
    (
        "a list that one plural ends",
        "Sumy, Poltava and Kharkiv oblasts were hit.",
        [
            ("Sumy", "Sumy Oblast", "UKR", "ADM1"),
            ("Poltava", "Poltava Oblast", "UKR", "ADM1"),
            ("Kharkiv", "Kharkiv Oblast", "UKR", "ADM1"),
        ],
    ),
    ("a sea", "The ship sank in the Black Sea.", [("Black Sea", "Black Sea", None, "SEA")]),
    ("a continent", "Prices rose across Europe.", [("Europe", "Europe", None, "CONT")]),
    (
        "a government by its capital is a name of the city",
        "Kyiv said it would talk.",
        [("Kyiv", "Kyiv", "UKR", "PPLC")],
    ),
    ("a strip", "Aid entered the Gaza Strip.", [("Gaza Strip", "Gaza Strip", "PSE", "ADM1")]),
    (
        "two words that the parser takes for a person",
        "Fighting raged in Khan Younis.",
        [("Khan Younis", "Khan Younis", "PSE", "PPL")],
    ),
]
NO_PLACE = [
    ("a person called as a city is", "Paris Hilton smiled."),
    ("a person called as a country is", "Michael Jordan smiled."),
    ("a club", "Chelsea beat Arsenal 2-1 on Sunday."),
    ("a newspaper", "The New York Times reported it."),
    ("a university", "Researchers at the University of Texas said so."),
    ("a house of government", "The White House said so."),
    ("a bank", "The Bank of England raised rates."),
    ("a direction", "The West has been slow."),
    ("a month", "They left in May."),
]
DIRECTED = [
    ("northeast of", "They attacked northeast of Sudzha.", "northeast of"),
    ("a distance and south of", "It lies 20 km south of Kharkiv.", "south of"),
    ("near", "They fought near Pokrovsk.", "near"),
    ("the eastern part", "They fought in eastern Ukraine.", "eastern"),
    ("in", "They fought in Pokrovsk.", None),
]


def ids(table: Sequence[tuple[object, ...]]) -> list[str]:
    return [str(row[0]) for row in table]


@pytest.mark.parametrize(("_", "text", "places"), RESOLVED, ids=ids(RESOLVED))
def test_a_name_is_resolved(_: str, text: str, places: list[tuple[str, str, str | None, str]]) -> None:
    found = [known.place for known in located(text) if known.kind == "name"]
    assert [(p.text, p.name, p.country, p.feature) for p in found] == places


@pytest.mark.parametrize(("_", "text"), NO_PLACE, ids=ids(NO_PLACE))
def test_what_bears_the_name_of_a_place_is_none(_: str, text: str) -> None:
    assert located(text) == ()


@pytest.mark.parametrize(("_", "text", "direction"), DIRECTED, ids=ids(DIRECTED))
def test_a_direction_is_kept(_: str, text: str, direction: str | None) -> None:
    assert [known.place.direction for known in located(text)] == [direction]


def test_an_adjective_is_a_mention_and_no_place_of_a_claim() -> None:
    found = located("Russian troops left.")
    assert [place.country for place in for_mentions(found)] == ["RUS"]
    assert [known.kind for known in found] == ["adjective"]


def test_the_region_points_back_and_is_no_mention() -> None:
    found = located("He arrived in Kursk Oblast. The activity in the region goes on.")
    assert [place.text for place in for_mentions(found)] == ["Kursk Oblast"]
    assert [known.place.geoname_id for known in found] == [538555, 538555]


def test_a_name_means_the_same_throughout() -> None:
    found = located("A fire broke out in Paris, Texas. Paris is a small town.")
    assert [known.place.country for known in found if known.place.text == "Paris"] == ["USA", "USA"]


def test_offsets_point_at_the_name() -> None:
    source = parsed("A title\n\nHe left Kyiv’s suburbs for St. Petersburg, Russia.")
    places = [known.place for known in locate(source, opened(gazetteer_file()))]
    assert len(places) == 3
    assert all(source.text[p.start : p.end] == p.text for p in places)


def test_the_order_of_earlier_articles_changes_nothing() -> None:
    first = located("He was born in Paris, Texas.")
    located("The talks were held in Paris, France.")
    assert located("He was born in Paris, Texas.") == first


SITES = [
    ("of a border", "A man was shot at the border with Serbia.", ["Serbia"]),
    ("of a person", "Chipo Dube of Zambia lodged a protest.", ["Zambia"]),
    ("where something is", "A dam burst in Sudan on Monday after days of rain.", ["Sudan"]),
    ("what was attacked", "Rebels attacked Sudan.", ["Sudan"]),
    ("an invasion", "Thousands died in the invasion of Sudan.", ["Sudan"]),
    ("none that a stance is about", "Norway joined the sanctions against Chad over its invasion of Sudan.", []),
    ("none that is background", "Norway raised its taxes amid the invasion of Sudan.", []),
    ("a part of a country", "A dam burst in the north of Sudan.", ["Sudan"]),
    ("a country's own region", "A dam burst on Sudan's coast.", ["Sudan"]),
    ("to where somebody went", "Thousands fled to Chad.", ["Chad"]),
    ("no owner", "Sudan's army shelled El Fasher.", ["El Fasher"]),
    ("none that acts", "Sudan and Chad closed the road to Khartoum.", ["Khartoum"]),
    ("no side of talks", "The envoy broke off the talks with Sudan.", []),
    ("none that gets something", "Norway gave tents to Sudan.", []),
    ("none that gives something", "The envoy praised support from Sudan.", []),
    ("none that a stance is towards", "The envoy changed his policy towards Sudan.", []),
    ("none that leads", "The Sudan-led meeting ended.", []),
    ("no office", "The presidents of Sudan and Chad met in Nairobi.", ["Nairobi"]),
    ("no capital that owns an army", "The army of Chad shelled Moscow’s forces.", []),
    ("no capital that rules", "Weapons went to the Kyiv regime.", []),
    ("no capital that something is for", "Weapons for Kyiv came late.", []),
    ("no capital that something is hostile to", "The plan is hostile to Kyiv.", []),
    ("a capital close by", "Troops are close to Kyiv.", ["Kyiv"]),
    ("no capital at talks", "The envoy broke off talks with Moscow.", []),
    ("a law is no territory", "The Act provides money for farms.", []),
    ("no capital that pleads", "Tents went to the army after urgent Kyiv pleas.", []),
    ("no capital that is given a promise", "The envoy will offer Moscow two guarantees.", []),
    ("a capital's people", "Kyiv residents fled.", ["Kyiv"]),
    ("no paper called after a town", "They signed these two Minsk agreements.", []),
    ("no continent that has a stance", "The plan shows an attitude towards Europe.", []),
    ("a continent where something is", "There is war in Europe.", ["Europe"]),
    ("a capital by its country", "The envoy arrived in the Norwegian capital.", ["Oslo"]),
]
UNLISTED = [
    ("a village by its sort", "Troops took the village of Zvorhaven on Monday.", ["Zvorhaven"]),
    ("a valley", "A flood swept through the Zvorhaven valley.", ["Zvorhaven"]),
    ("a lake", "Cholera broke out on the shores of Lake Zvorha.", ["Lake Zvorha"]),
    ("a pass", "The road over Zvorva Pass was closed.", ["Zvorva Pass"]),
    ("an outpost", "Troops took the outpost of Zvorhaven on Monday.", ["Zvorhaven"]),
    ("a crossing", "Four men were screened at the Torkham crossing.", ["Torkham"]),
    ("a hyphenated name", "Guards fired near the village of Zvor-Hash.", ["Zvor-Hash"]),
    ("no person", "Voters lost their trust in Zvorhaven. Zvorhaven resigned.", []),
    ("none that GeoNames has", "Troops took the town of Sudzha.", []),
    ("no word of a headline", "Minister Dies In Bus Crash In Remote Mountains", []),
]


@pytest.mark.parametrize(("_", "text", "names"), SITES, ids=[case[0] for case in SITES])
def test_a_claim_has_places_where_something_is(_: str, text: str, names: list[str], claims: Claims) -> None:
    assert [place.name for claim in claims(text) for place in claim.places] == names


@pytest.mark.parametrize(("_", "text", "names"), UNLISTED, ids=[case[0] for case in UNLISTED])
def test_a_claim_names_what_the_gazetteer_lacks(_: str, text: str, names: list[str], claims: Claims) -> None:
    assert [spot.name for claim in claims(text) for spot in claim.unlisted] == names
