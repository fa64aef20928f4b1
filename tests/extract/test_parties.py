"""Who is meant: short names, pronouns and descriptions joined with the names before them; states, roles, spellings."""

import pytest
from tests.extract.conftest import Claims

from crosswire.extract.resolve import registry
from crosswire.extract.resolve.names import full, respelled

JOINED = [
    ("a surname", "Andrii Kovalenko said the port was hit. Kovalenko said two ships sank.", "Andrii Kovalenko"),
    ("a pronoun", "Roman Alekhin said the port was hit. According to him, two ships sank.", "Roman Alekhin"),
    (
        "whose statement it is",
        "The Norland Relief Council left. The Norland Relief Council statement said two ships sank.",
        "Norland Relief Council",
    ),
    (
        "whose statement it is, by role alone",
        "The talks ended. A statement from the board's chairwoman said two ships sank.",
        "board's chairwoman",
    ),
    (
        "a name behind an office with a state, which the model does not know",
        '"Two ships sank," Minister of Foreign Affairs of Lithuania Gintaras Vilkbergis posted on Twitter.',
        "Gintaras Vilkbergis",
    ),
    (
        "a fellow of an institute",
        '"It is late," Lidia Seskova, fellow at the Institute of Trade, told Posten. The fellow said two ships sank.',
        "Lidia Seskova",
    ),
    (
        "a calling",
        "Mira Holt said it was late. The expert added that two ships sank.",
        "Mira Holt",
    ),
    (
        "not a woman by another's possession",
        "Ana Roth won. On Monday, Ivan Petrov met Ana Roth and toasted her success. He said two ships sank.",
        "Ivan Petrov",
    ),
    (
        "no other's calling",
        "Mira Holt, the mayor, said it was late. The expert added that two ships sank.",
        "expert",
    ),
    ("an honorific", "Julia Brandt resigned. Ms. Brandt said two ships sank.", "Julia Brandt"),
    ("a double surname", "Beatriz Quiroga Salas lost. Quiroga Salas said two ships sank.", "Beatriz Quiroga Salas"),
    (
        "the ministry",
        "The Polish Interior Ministry was warned. The ministry said two ships sank.",
        "Polish Interior Ministry",
    ),
    ("the carmaker", "Auralis Motors will cut jobs. The carmaker said two ships sank.", "Auralis Motors"),
    ("a business's short name", "Auralis Motors will cut jobs. Auralis said two ships sank.", "Auralis Motors"),
    (
        "a ministry by its seat",
        "Smoke rose. The Defence Ministry in Moscow said two ships sank.",
        "Russian Defense Ministry",
    ),
    (
        "a person in apposition to the office",
        "The agency's spokesperson Marie Duval spoke of 4,000 dead. She said two ships sank.",
        "Marie Duval",
    ),
    (
        "a surname that the model takes for a place",
        "Shots were fired at a patrol, Interior Minister Arben Krasniqi said. Krasniqi said two ships sank.",
        "Arben Krasniqi",
    ),
    ("a name after its office", "His lawyer, Els Desmet, left. She said two ships sank.", "Els Desmet"),
    (
        "one of several",
        'The official left Dori. "They burned it," one of the residents said. He said two ships sank.',
        "one of the residents",
    ),
    ("a body that the model takes for a person", "The fund Blackmere said two ships sank.", "Blackmere"),
    (
        "the subject of the sentence before and not a speaker long before",
        "Per Lien said no talks had been held. The window closes in May. The captain of Viken apologised. "
        "He said two ships sank.",
        "captain of Viken",
    ),
    (
        "one of whom many were told of before",
        "Minister Raul Cisnor said 14 officers were hurt. The officer said two ships sank.",
        "officer",
    ),
    ("a capital that speaks", "Kyiv said two ships sank.", "Ukraine"),
    (
        "an office by its state",
        "The chancellor of Austria, Karl Heinz, spoke. The Austrian chancellor said two ships sank.",
        "Karl Heinz",
    ),
    (
        "an office in other words",
        "US Secretary of Defense Mark Oakley left Oslo. The Pentagon chief said two ships sank.",
        "Mark Oakley",
    ),
    (
        "a rank",
        "Ghana's President Kofi Annor flew home. The Ghanaian leader said two ships sank.",
        "Kofi Annor",
    ),
    (
        "the official who has just spoken, not the one with an office",
        'Minister Eva Lund left. A US official called it "a start". The official said two ships sank.',
        "US official",
    ),
    (
        "the last speaker and not somebody spoken of",
        "Ana Roth said on Monday it was likely that Ivan Petrov would lose. He, she said, was tired. "
        "Tom Hale has warned that Ivan Petrov may win. On Friday he said two ships sank.",
        "Tom Hale",
    ),
    (
        "a name that the model cuts at a hyphen",
        "The Russian Deputy Defense Minister Yunus-bek Tashkurov said two ships sank.",
        "Yunus-bek Tashkurov",
    ),
    (
        "a name that a role with a place runs into",
        "The governor of Florida Ron Salter said two ships sank.",
        "Ron Salter",
    ),
    (
        "a description before the name",
        "Brazil's president said two ships sank. Luiz Moreno, the president of Brazil, left.",
        "Luiz Moreno",
    ),
    (
        "a surname with small words",
        "The head of the Danish Commission Ulla von der Linden left. Ulla von der Linden said two ships sank.",
        "Ulla von der Linden",
    ),
    (
        "a name that a role with a state runs into",
        "Minister of Foreign Affairs of Belarus Ivan Petrov said it was late. The minister said two ships sank.",
        "Ivan Petrov",
    ),
    (
        "a name that the model joins to the state",
        "The minister of health of Ghana Kwame Osei said two ships sank.",
        "Kwame Osei",
    ),
    (
        "an office with its state, of which nothing told before",
        "Foreign Minister Jan Brezan said it was late. The Slovenian foreign minister said two ships sank.",
        "Jan Brezan",
    ),
    (
        "no office of another state",
        "Foreign Minister Jan Brezan said it was late. The Slovenian foreign minister left. "
        "The Croatian foreign minister said two ships sank.",
        "Croatian foreign minister",
    ),
    (
        "a prime minister of a state",
        "Prime Minister Jan Brezan said it was late. Prime Minister of Slovenia said two ships sank.",
        "Jan Brezan",
    ),
    (
        "nobody named in a quotation only",
        "“We left,” Ivan Petrov said. “The general, Oleg Brezan, kills them.”\n\nHe said two ships sank.",
        "Ivan Petrov",
    ),
    (
        "a role that the parser makes a subject of its own",
        "“Two ships sank,” Deputy Chairman of the Security Council of Russia Dmitry Medvedev wrote on Telegram.",
        "Dmitry Medvedev",
    ),
    (
        "the subject after a dateline",
        "ACCRA, 26 September (Agency) – Minister of Labour of Ghana Kwame Osei said two ships sank.",
        "Kwame Osei",
    ),
    (
        "a name after a rank",
        "The commander of the armed forces of Ukraine General Oleg Brezan said two ships sank.",
        "Oleg Brezan",
    ),
    (
        "a body by a capitalised noun",
        "The U.K. Ministry of Defence was warned. “Two ships sank,” the Ministry said.",
        "UK Ministry of Defence",
    ),
    (
        "a pronoun after an office in apposition",
        "Brezan, the new prime minister, said Belgrade would wait. He added that two ships sank.",
        "Brezan",
    ),
    (
        "an office of nobody's so far that says more",
        "“It was late,” Oleg Brezan said. The Zorya president also said two ships sank.",
        "Oleg Brezan",
    ),
    (
        "no office that begins to speak",
        "“It was late,” Oleg Brezan said. The governor said two ships sank.",
        "governor",
    ),
    (
        "a rich man by another word",
        "Russian billionaire Oleg Brezan left. The Russian tycoon said two ships sank.",
        "Oleg Brezan",
    ),
    (
        "a surname of several words alone",
        "Ursula von der Leyen came. And von der Leyen said two ships sank.",
        "Ursula von der Leyen",
    ),
    (
        "two roles of one person",
        "Russian scholar and former correspondent Oleg Brezan left. The scholar said two ships sank.",
        "Oleg Brezan",
    ),
    (
        "two persons by their roles",
        "The mayor and her deputy said two ships sank.",
        "mayor and her deputy",
    ),
    ("no firm who speaks", "A furnace operator, who was tired, said two ships sank.", "furnace operator"),
    ("who wrote posts", "Posts by two accounts on X said two ships sank.", "two accounts on X"),
    ("an age", "Oleg Brezan left. The 44-year-old said two ships sank.", "Oleg Brezan"),
    ("a member of a party", "Mayor Oleg Brezan left. The Republican said two ships sank.", "Oleg Brezan"),
    (
        "a body by its first letters",
        "The Ministry of Foreign Affairs of Ghana was warned. The MFA said two ships sank.",
        "Ghanaian Foreign Ministry",
    ),
    (
        "a body that the model takes for a part of its paper",
        "“Two ships sank,” reads the Statement of the Ministry of Foreign Affairs of Ukraine on 8 years of war.",
        "Ukrainian Foreign Ministry",
    ),
    (
        "a body that leads, not one that is thanked",
        "The Danish government lent money. It thanked the Polish government. The government said two ships sank.",
        "Danish government",
    ),
    (
        "who spoke, not whom he spoke of",
        "Donald Trump left. Oleg Brezan said that Donald Trump had won. The politician added that two ships sank.",
        "Oleg Brezan",
    ),
    (
        "a politician by an office",
        "Donald Trump left. The head of the council, Ana Roth, said it rained. The politician said two ships sank.",
        "Ana Roth",
    ),
    (
        "a pronoun at a dash",
        "Ana Roth left.\n\n- We saw that two ships sank -she said.",
        "Ana Roth",
    ),
    (
        "none of a link in capitals",
        "Ana Roth left.\n\nWHY THE WAR WILL BACKFIRE ON BREZAN, FORCE HIM OUT\n\n“Two ships sank,” she said.",
        "Ana Roth",
    ),
    (
        "a state between dashes",
        "Russia - which has said two ships sank, despite having lost many men near the port - is silent.",
        "Russia",
    ),
    ("nobody known, by who", "Others are newcomers who believe two ships sank.", "newcomers"),
    ("somebody unnamed who goes on", "A nurse said it was late. She added that two ships sank.", "nurse"),
    ("a ministry of any state", "Poland's Ministry of Defence said two ships sank.", "Polish Defense Ministry"),
    ("a ministry of a state after it", "The Health Ministry of Ghana said two ships sank.", "Ghanaian Health Ministry"),
    ("an alias of the curated list", "The FSB said two ships sank.", "Federal Security Service"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in JOINED], ids=[case[0] for case in JOINED])
def test_speakers_are_joined(claims: Claims, text: str, expected: str) -> None:
    last = [claim for claim in claims(text) if "ships sank" in claim.content.text][-1]
    assert last.speaker.canonical == expected


def test_role_affiliation_and_country_are_read_off_the_apposition(claims: Claims) -> None:
    (claim,) = claims("Andrii Kovalenko, head of Ukraine's drone center, said two ships sank.")
    speaker = claim.speaker
    assert (speaker.text, speaker.role) == ("Andrii Kovalenko", "head of Ukraine's drone center")
    assert (speaker.affiliation, speaker.country) == ("Ukraine's drone center", "UKR")


def test_a_spokeswoman_for_somebody_is_who_is_named_beside_him(claims: Claims) -> None:
    (claim,) = claims("A spokeswoman for the governor, Marina Duarte, said two ships sank.")
    assert (claim.speaker.canonical, claim.speaker.role) == ("Marina Duarte", "spokeswoman for the governor")


def test_a_role_ends_before_another_persons(claims: Claims) -> None:
    *_, claim = claims("Ana Roth, Norland's head, and her Sudland counterpart, Ivan Berg, met. Roth said it rained.")
    assert claim.speaker.role == "Norland's head"


def test_what_runs_something_is_no_person(claims: Claims) -> None:
    (claim,) = claims("PT Konawe Logam, which runs the smelter, said two ships sank.")
    assert (claim.speaker.canonical, claim.speaker.kind) == ("PT Konawe Logam", "organization")


def test_whom_somebody_accuses_is_another(claims: Claims) -> None:
    *_, accused = claims("Luis Moreno sent 800 soldiers. Carla Zanatta accused him of staging the trip.")
    assert accused.slots is not None and accused.slots.actor is not None
    assert accused.slots.actor.canonical == "Luis Moreno"


def test_it_is_the_body_that_says_what_it_did(claims: Claims) -> None:
    *_, claim = claims("The army shelled the port. The Rapid Support Forces said they had captured the town.")
    assert claim.slots is not None and claim.slots.actor is not None
    assert claim.slots.actor.canonical == "Rapid Support Forces"


def test_the_adviser_of_a_governor_is_not_the_governor(claims: Claims) -> None:
    found = claims(
        "The governor's adviser, Ana Roth, left. The governor said two ships sank. The adviser said one did."
    )
    assert [claim.speaker.canonical for claim in found if claim.speaker.kind == "person"] == ["governor", "Ana Roth"]


def test_an_affiliate_is_no_person(claims: Claims) -> None:
    (claim,) = claims("Jama'at Nusrat, an al-Qaida affiliate, claimed responsibility for the attack.")
    assert claim.speaker.kind == "organization"
    assert claim.slots is not None and claim.slots.actor is not None
    assert (claim.slots.predicate, claim.slots.actor.canonical) == ("attack", "Jama'at Nusrat")


def test_whom_somebody_accuses_of_it_did_it(claims: Claims) -> None:
    (claim,) = claims("Ana Roth accused the company of hiding the losses.")
    assert claim.slots is not None and claim.slots.actor is not None
    assert claim.slots.actor.canonical == "company"


def test_a_role_is_nobodys(claims: Claims) -> None:
    *_, claim = claims("The council met. Its chairwoman, Ana Roth, said two ships sank.")
    assert claim.speaker.role == "chairwoman"


def test_a_former_or_deputy_minister_is_not_the_minister(claims: Claims) -> None:
    told = claims("Defense Minister Eva Lund resigned. The deputy defense minister said two ships sank.")
    assert told[-1].speaker.canonical == "deputy defense minister"


def test_a_state_and_its_forces_share_a_country(claims: Claims) -> None:
    (claim,) = claims("Ukrainian troops attacked Russian forces.")
    assert [(party.canonical, party.country) for party in claim.parties] == [
        ("Ukrainian forces", "UKR"),
        ("Russian forces", "RUS"),
    ]


def test_a_state_without_an_adjective_lends_its_name(claims: Claims) -> None:
    (claim,) = claims("New Zealand's Finance Ministry said that two ships sank.")
    assert claim.speaker.canonical == "New Zealand Finance Ministry"


def test_every_state_has_a_word_to_put_before_its_forces() -> None:
    codes = {party.country for party in registry.known().values() if party.kind == "state"}
    assert [code for code in codes if not code or not registry.adjective(code)] == []


@pytest.mark.parametrize(
    ("one", "other"), [("Roman Alyokhin", "Roman Alekhin"), ("Oleg Malinovskiy", "Oleg Malinovsky")]
)
def test_romanised_spellings_come_to_one(one: str, other: str) -> None:
    assert respelled(one) == respelled(other)


@pytest.mark.parametrize("name", ["Tony Mayo", "Ana Lyon", "Mary Ellis"])
def test_other_names_keep_their_spelling(name: str) -> None:
    assert respelled(name) == name


def test_a_first_name_alone_is_the_full_names_short_form() -> None:
    assert full("Julia", ["Julia Brandt"]) == "Julia Brandt"
    assert full("Karl", ["Julia Brandt"]) == "Karl"


def test_who_leads_a_body_holds_an_office(claims: Claims) -> None:
    (claim,) = claims("Zdenek Hruby, who leads the metalworkers' union, called the plan a betrayal.")
    assert (claim.speaker.role, claim.speaker.affiliation) == ("leader of metalworkers' union", "metalworkers' union")
