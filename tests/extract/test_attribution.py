"""Who says what, in all the forms of reporting: speaker, cue, force, kind of quotation and where the words end."""

import pytest
from tests.extract.conftest import Claims, Split

CASES = [
    (
        "what somebody reports doing",
        "Witnesses reported hearing shots near the bridge.",
        ("Witnesses", "report", "assert", "indirect", ["hearing shots near the bridge"]),
    ),
    (
        "a state whose name has a word that looks like a verb",
        "Nine bodies were found on Tuesday, the civil defense agency of Rio Grande do Sul said.",
        (
            "civil defense agency of Rio Grande do Sul",
            "say",
            "assert",
            "indirect",
            ["Nine bodies were found on Tuesday"],
        ),
    ),
    (
        "a claim for which no proof is given",
        "Marat Ilves claimed without giving any proof that Norland was preparing to blow up the dam.",
        ("Marat Ilves", "claim", "allege", "indirect", ["Norland was preparing to blow up the dam"]),
    ),
    (
        "whom an appeal asks to act",
        "Helen Brandt appealed to the crews of both ships to turn back.",
        ("Helen Brandt", "appeal", "order", "indirect", ["the crews of both ships to turn back"]),
    ),
    (
        "a verb with a hyphen in it",
        "The union urged Norland to de-escalate by withdrawing its troops from the port.",
        ("union", "urge", "order", "indirect", ["Norland to de-escalate by withdrawing its troops from the port"]),
    ),
    (
        "who raised concerns and no statement that came after it",
        "This statement comes after Polish officials raised concerns about expected strikes in the ports, saying they "
        "expect Norland to land.",
        ("Polish officials", "say", "promise", "indirect", ["they expect Norland to land"]),
    ),
    (
        "the source after the verb, between two parts of a quotation",
        '"The dam held," said Ivan Petrov, the region\'s governor, "and nobody was hurt."',
        ("Ivan Petrov", "say", "assert", "direct", ["The dam held", "and nobody was hurt"]),
    ),
    (
        "a long apposition between the name and a verb at the end",
        "Soldiers shelled the port, Olena Marchuk, head of the city's military administration, claimed on Jan. 5.",
        ("Olena Marchuk", "claim", "allege", "indirect", ["Soldiers shelled the port"]),
    ),
    (
        "a denial of what somebody said in the sentence before",
        "A survivor told a court that soldiers had ignored calls for help. The colonel denied that, saying no more.",
        ("colonel", "deny", "deny", "indirect", ["soldiers had ignored calls for help"]),
    ),
    (
        "who made the statement told before",
        "A war against Norland is in progress. Andrei Roth made the statement at the session on Monday.",
        ("Andrei Roth", "make", "assert", "indirect", ["A war against Norland is in progress"]),
    ),
    (
        "who in an apposition is meant by who",
        "Ana Roth, the leading contender for the post, who has opposed support for Norland, came.",
        ("Ana Roth", "oppose", "assert", "none", ["support for Norland"]),
    ),
    (
        "a deed that is reported",
        "Norland's army has reported destroying two bridges.",
        ("Norland's army", "report", "assert", "indirect", ["destroying two bridges"]),
    ),
    (
        "what was said before where it was said, as an agency has learned",
        "The town needs a dam, Minister Viktor Haller said as he addressed a forum on 10 May, Posten has learned.",
        ("Viktor Haller", "say", "assert", "indirect", ["The town needs a dam"]),
    ),
    (
        "a quotation in a quotation with the same marks",
        "“Help means rejecting that “might makes right”. It is a false idea. We wait,” Haller wrote.",
        (
            "Haller",
            "write",
            "assert",
            "direct",
            ["Help means rejecting that “might makes right”. It is a false idea. We wait"],
        ),
    ),
    (
        "what stands before a colon is not said after it",
        "Other unions call for calm: In May, the union Ostra called for talks on wages.",
        ("Ostra", "call", "order", "indirect", ["for talks on wages"]),
    ),
    (
        "as somebody points out",
        "As the expert points out, the dam was told to hold.",
        ("expert", "point", "assert", "indirect", ["the dam was told to hold"]),
    ),
    (
        "a subject that the parser gives to a participle",
        "The sanctions hurt the country, say Norland officials cited by Posten.",
        ("Norland officials", "say", "assert", "indirect", ["The sanctions hurt the country"]),
    ),
    (
        "around a cue after the first word",
        "Legarda said the EU would act. But, she added, equipment is unlikely to trigger a response.",
        ("she", "add", "assert", "indirect", ["But", "equipment is unlikely to trigger a response"]),
    ),
    (
        "a denial of a deed by a gerund",
        "Norland has always denied sending soldiers into Esmere.",
        ("Norland", "deny", "deny", "indirect", ["sending soldiers into Esmere"]),
    ),
    (
        "a report by a gerund of what had been done",
        "As the drought went on, Norland reported having lost half of its herds.",
        ("Norland", "report", "assert", "indirect", ["having lost half of its herds"]),
    ),
    (
        "what a source asks for himself",
        "The aide, who asked to remain anonymous, said the dam had fallen.",
        ("aide", "say", "assert", "indirect", ["the dam had fallen"]),
    ),
    (
        "a figure that another calls invented",
        "The port puts its losses at $31 million, a sum Rosa Pellegri described as invented.",
        ("Rosa Pellegri", "describe", "deny", "indirect", ["invented"]),
    ),
    (
        "a refusal to speak, in the words of a denial and a confirmation",
        "The State Department would neither confirm nor deny the report.",
        ("State Department", "confirm", "non_report", "none", ["the report"]),
    ),
    (
        "no comment made",
        "Sponsors have made no comment.",
        ("Sponsors", "make", "non_report", "none", ["have made no comment"]),
    ),
    (
        "a second verb after a comma, whose subject is the first one's",
        "The operator said that the offer was final, accused the union of blackmail and threatened to sue.",
        ("operator", "accuse", "allege", "indirect", ["the union of blackmail"]),
    ),
    (
        "a further report after but",
        'He said that new cracks might open, but stressed that this was "no forecast".',
        ("He", "stress", "assert", "mixed", ['this was "no forecast"']),
    ),
    (
        "hearers who are told",
        "The mill is to close in April, workers were told at a meeting on Thursday.",
        ("unnamed", "tell", "assert", "indirect", ["The mill is to close in April"]),
    ),
    (
        "a role that the parser takes for a verb",
        "Both were later brought down on foot, guide Beka Roth said.",
        ("Beka Roth", "say", "assert", "indirect", ["Both were later brought down on foot"]),
    ),
    (
        "a verb with its particle",
        "Ministers brushed the complaint aside.",
        ("Ministers", "brush aside", "deny", "none", ["the complaint"]),
    ),
    (
        "according to, in front",
        "According to the coast guard, two boats sank off Lesbos.",
        ("coast guard", "according to", "assert", "indirect", ["two boats sank off Lesbos"]),
    ),
    (
        "according to, at the end, with a relative clause",
        "Two boats sank off Lesbos, according to the coast guard, which has sent a helicopter.",
        ("coast guard", "according to", "assert", "indirect", ["Two boats sank off Lesbos"]),
    ),
    (
        "the cue inside the sentence",
        "The bridge, officials said Monday, was damaged by the flood.",
        ("officials", "say", "assert", "indirect", ["The bridge", "was damaged by the flood"]),
    ),
    (
        "a noun with its author",
        "The claim by Vanguard Steel that the furnace was safe was read out in court.",
        ("Vanguard Steel", "claim", "allege", "indirect", ["the furnace was safe"]),
    ),
    (
        "nobody is named in the passive",
        "The driver is believed to have fled to Austria.",
        ("unnamed", "believe", "assert", "none", ["The driver", "to have fled to Austria"]),
    ),
    (
        "quoted words within the outlet's own syntax",
        'Moreau said the offer was "an insult to the town".',
        ("Moreau", "say", "assert", "mixed", ['the offer was "an insult to the town"']),
    ),
    (
        "a promise",
        "The company promised to rehire the workers.",
        ("company", "promise", "promise", "indirect", ["to rehire the workers"]),
    ),
    (
        "an order, with those who are to obey",
        "The mayor urged residents to boil their water.",
        ("mayor", "urge", "order", "indirect", ["residents to boil their water"]),
    ),
    (
        "a question",
        "Campaigners asked why the siren had stayed silent.",
        ("Campaigners", "ask", "question", "indirect", ["why the siren had stayed silent"]),
    ),
    (
        "silence",
        "The ministry has not commented on the reports.",
        ("ministry", "comment", "non_report", "none", ["the reports"]),
    ),
    (
        "a refusal to speak",
        "A spokeswoman declined to say how many were hurt.",
        ("spokeswoman", "decline", "non_report", "indirect", ["how many were hurt"]),
    ),
    (
        "said in a statement that",
        "The airline said in a statement that the engine had failed.",
        ("airline", "say", "assert", "indirect", ["the engine had failed"]),
    ),
    (
        "this for the sentence before",
        "The bridge was closed. The mayor said this on Friday.",
        ("mayor", "say", "assert", "indirect", ["The bridge was closed"]),
    ),
    (
        "that's according to",
        "All must leave the town. That's according to the coast guard.",
        ("coast guard", "according to", "assert", "indirect", ["All must leave the town"]),
    ),
    (
        "an agency's correspondent at the end",
        "The minister opened a school in Vienna, a Vremya correspondent reports.",
        ("Vremya correspondent", "report", "assert", "indirect", ["The minister opened a school in Vienna"]),
    ),
    (
        "the subject after a clause of time",
        "Shortly before Russia's invasion of Ukraine, Beijing and Moscow announced that they were friends.",
        ("Beijing and Moscow", "announce", "assert", "indirect", ["they were friends"]),
    ),
    (
        "a dateline in brackets is no part of the source",
        "(RNN)- Governor Jens Stolten said that the river was rising.",
        ("Jens Stolten", "say", "assert", "indirect", ["the river was rising"]),
    ),
    (
        "a further speaker after a comma, in another tense",
        "Hale believes that taxes will rise, and Ron Salter called the plan a mistake.",
        ("Hale", "believe", "assert", "indirect", ["taxes will rise"]),
    ),
    (
        "a quotation of several sentences after saying",
        'He defended the remark, saying, "I do not think so. It was late. We ran."',
        ("He", "say", "assert", "direct", ["I do not think so. It was late. We ran"]),
    ),
    (
        "a quotation on its own after what somebody says",
        'The mayor called for calm. "We must not panic. The dam will hold."',
        ("mayor", "call", "assert", "direct", ["We must not panic. The dam will hold"]),
    ),
    (
        "a quotation that goes on from the outlet's words",
        'The old dam "has simply gone," Ana Roth said.',
        ("Ana Roth", "say", "assert", "mixed", ['The old dam "has simply gone,"']),
    ),
    (
        "a venue is no speaker",
        "She spoke at a news conference announcing that the dam had gone.",
        ("She", "announce", "assert", "indirect", ["the dam had gone"]),
    ),
    (
        "called for somebody to",
        "The mayor called for Ghana to pay and for allies to help.",
        ("mayor", "call", "order", "indirect", ["Ghana to pay and for allies to help"]),
    ),
    (
        "a further report with although",
        "Hale estimated that the dam may break, although he added that it was not too late.",
        ("Hale", "estimate", "assert", "indirect", ["the dam may break"]),
    ),
    (
        "a subject after the verb that may be an object",
        '"It was late," added the US president on Monday.',
        ("US president", "add", "assert", "direct", ["It was late"]),
    ),
    (
        "an adverb before the aside",
        "Regardless, Dibb argued, the mayor was unlikely to lose.",
        ("Dibb", "argue", "assert", "indirect", ["Regardless", "the mayor was unlikely to lose"]),
    ),
    (
        "an aside with as",
        "As Helen Brandt noted, the river had risen by two metres.",
        ("Helen Brandt", "note", "assert", "indirect", ["the river had risen by two metres"]),
    ),
    (
        "words announced by a noun and a colon",
        'The club issued the following statement: "We are sorry."',
        ("club", "statement", "assert", "direct", ["We are sorry"]),
    ),
    (
        "a transcript",
        "PATEL: We were never told about the leak.",
        ("PATEL", ":", "assert", "direct", ["We were never told about the leak"]),
    ),
    (
        "the parser takes a quoted phrase for the subject",
        '"The town is in panic mode. Full panic mode," said Leslie Moor, a councillor for the Green Party.',
        ("Leslie Moor", "say", "assert", "direct", ["The town is in panic mode. Full panic mode"]),
    ),
    (
        "a clause behind the hearer of a quotation is not the words",
        '"You should resign. You should pay it back," Warde told Stumm, after he admitted he had not been told.',
        ("Warde", "tell", "assert", "direct", ["You should resign. You should pay it back"]),
    ),
    (
        "a clause that the parser hung on the main verb",
        "While his advisers have suggested his role in the campaign is that of a convert, Obote is also eager to win.",
        ("his advisers", "suggest", "assert", "indirect", ["his role in the campaign is that of a convert"]),
    ),
    (
        "a subject that the parser took for an object",
        "He denied that calls for help had gone unanswered for hours.",
        ("He", "deny", "deny", "indirect", ["calls for help had gone unanswered for hours"]),
    ),
    (
        "a verb that the parser took for a participle",
        "It said the agreement, signed at dawn, provided for 11 percent now and a bonus that depended on traffic.",
        (
            "It",
            "say",
            "assert",
            "indirect",
            ["the agreement, signed at dawn, provided for 11 percent now and a bonus that depended on traffic"],
        ),
    ),
    (
        "a participle between the report and its verb",
        "The referee's report, published hours later, states that a defender touched the ball last.",
        ("referee's report", "state", "assert", "indirect", ["a defender touched the ball last"]),
    ),
    (
        "what is asked for, with its preposition",
        "The union asked for job guarantees in writing.",
        ("union", "ask", "order", "indirect", ["for job guarantees in writing"]),
    ),
    (
        "a figure goes on after the cue",
        "Some 9,000 runners took part, Sithole said, fewer than the 12,000 of last year.",
        (
            "Sithole",
            "say",
            "assert",
            "indirect",
            ["Some 9,000 runners took part", "fewer than the 12,000 of last year"],
        ),
    ),
    (
        "words quoted at the end of what is alleged",
        'The association accused the state of hiding cases "to protect its reputation".',
        (
            "association",
            "accuse",
            "allege",
            "mixed",
            ['the state of hiding cases "to protect its reputation"'],
        ),
    ),
    (
        "a noun phrase with an article that says for the first time",
        "His lawyer announced an appeal.",
        ("His lawyer", "announce", "promise", "none", ["an appeal"]),
    ),
    (
        "a denial in apposition to what it denies",
        "Rights groups accused the army of executing civilians, an allegation the junta has denied.",
        ("junta", "deny", "deny", "indirect", ["the army of executing civilians"]),
    ),
    (
        "a denial of words quoted before",
        '"Every household was told to leave," the spokesman said. "It was late." Residents disputed that.',
        ("Residents", "dispute", "deny", "direct", ["It was late"]),
    ),
    (
        "nothing was found",
        "The mission found no evidence of fraud.",
        ("mission", "find", "assert", "none", ["no evidence of fraud"]),
    ),
    (
        "an order, and what else the court did",
        "The court ordered Marc Roth to repay 9 million euros and banned him from office.",
        ("court", "order", "order", "indirect", ["Marc Roth to repay 9 million euros"]),
    ),
    (
        "what is called something in quoted words",
        'Much rain fell, according to the weather service, which called the amount "without precedent in September".',
        ("weather service", "call", "assert", "mixed", ['the amount "without precedent in September"']),
    ),
    (
        "a further clause behind the cue",
        "Heat forced around 200 to give up, medics reported, and one man was taken to hospital.",
        (
            "medics",
            "report",
            "assert",
            "indirect",
            ["Heat forced around 200 to give up", "and one man was taken to hospital"],
        ),
    ),
    (
        "what somebody claims to have done",
        "Kalon claimed to have taken the town.",
        ("Kalon", "claim", "allege", "indirect", ["to have taken the town"]),
    ),
    (
        "what is written in somebody's name",
        "Kalon sent the mayor a letter on Monday demanding that she resign.",
        ("Kalon", "demand", "order", "indirect", ["she resign"]),
    ),
    (
        "as told by others",
        "As the Kalon agency reported, citing two officials, the army left the town.",
        ("Kalon agency", "report", "assert", "indirect", ["the army left the town"]),
    ),
    (
        "as told by others, behind",
        "The army left the town, as the Kalon agency reported, citing two officials.",
        ("Kalon agency", "report", "assert", "indirect", ["The army left the town"]),
    ),
    (
        "a quotation behind a statement and a colon",
        "Kalon was plain in his statements: “We do not discuss it now. That could take decades.”",
        ("Kalon", "statement", "assert", "direct", ["We do not discuss it now. That could take decades"]),
    ),
    (
        "money in goods",
        "Kalon announced a further $2.8bn (£2.4bn) in military aid during a meeting with the envoy.",
        ("Kalon", "announce", "assert", "none", ["a further $2.8bn (£2.4bn) in military aid"]),
    ),
    (
        "a denial in a relative clause",
        "Kalon said two miners had been beaten by guards, which the company denies.",
        ("company", "deny", "deny", "indirect", ["two miners had been beaten by guards"]),
    ),
]


SILENT = [
    ("who said nothing of it", "The navy said nothing about the two sailors.", ["navy: the two sailors"]),
    ("who never spoke of it", "The navy never acknowledged the loss.", ["navy: the loss"]),
    ("when it is said to be", "The mayor did not say when they would leave.", ["mayor: when they would leave"]),
    ("no silence about a name", "A diver, who declined to give her name, said the wreck was empty.", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SILENT], ids=[case[0] for case in SILENT])
def test_silence(claims: Claims, text: str, expected: list[str]) -> None:
    unsaid = [claim for claim in claims(text) if claim.cue.force == "non_report"]
    assert [f"{claim.speaker.canonical}: {claim.content.text}" for claim in unsaid] == expected
    assert not [claim for claim in claims(text) if claim.speaker.kind == "outlet"]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_attribution(claims: Claims, text: str, expected: tuple[str, str, str, str, list[str]]) -> None:
    found = [
        (claim.speaker.canonical, claim.cue.lemma, claim.cue.force, claim.quote, [s.text for s in claim.content.spans])
        for claim in claims(text)
        if claim.speaker.kind != "outlet"
    ]
    assert expected in found


def test_a_quotation_over_two_paragraphs_is_one_claim(claims: Claims) -> None:
    text = '"It was dark," said Mira Holt. "We ran.\n\n"Nobody warned us."'
    (claim,) = claims(text)
    assert [span.text for span in claim.content.spans] == ["It was dark", "We ran", "Nobody warned us"]


def test_a_paragraph_of_speech_that_no_mark_closes_is_whose_the_next_is(claims: Claims) -> None:
    text = 'Talks begin, the office says.\n\n"The dam is old.\n\n"It will not hold," Mira Holt said.'
    office, holt = claims(text)
    assert (office.speaker.canonical, office.content.text) == ("office", "Talks begin")
    assert (holt.speaker.canonical, [span.text for span in holt.content.spans]) == (
        "Mira Holt",
        ["The dam is old", "It will not hold"],
    )


def test_a_sentence_whose_verb_is_quoted_is_the_speakers_before_it(claims: Claims) -> None:
    first, second = claims('The service said that a patrol had fired first. Its men "were forced to respond."')
    assert (second.speaker.canonical, second.quote) == (first.speaker.canonical, "mixed")
    assert second.content.text == 'Its men "were forced to respond."'


def test_who_denies_that_denies_what_he_is_said_to_have_done(claims: Claims) -> None:
    found = claims(
        "Norland said Sudland border guards opened fire. It said that its own units fired only after an hour.\n\n"
        "Sudland's border service denied that."
    )
    denied = next(claim for claim in found if claim.cue.force == "deny")
    assert (denied.content.text, denied.polarity) == ("Sudland border guards opened fire", "negated")


def test_a_figure_contradicts_and_says_nothing(claims: Claims) -> None:
    found = claims("The figure contradicts that of Governor Ana Roth, who told reporters that 31 people had died.")
    assert [claim.speaker.canonical for claim in found if claim.speaker.kind != "outlet"] == ["Ana Roth"]


def test_posts_claim_what_is_called_false_and_not_that_it_is_false(claims: Claims) -> None:
    found = claims("Videos which claim that a hospital has collapsed are fake, officials said.")
    assert {(claim.cue.lemma, claim.cue.force, claim.content.text) for claim in found} == {
        ("say", "deny", "Videos which claim that a hospital has collapsed are fake"),
        ("claim", "allege", "a hospital has collapsed"),
    }


def test_an_admission_that_others_report_is_a_claim_too(claims: Claims) -> None:
    outer, inner = claims("Channels claimed that the ministry had acknowledged the loss of a tank.")
    assert (inner.speaker.canonical, inner.content.text, inner.via) == (
        "ministry",
        "the loss of a tank",
        outer.claim_id,
    )


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Miners shot two guards in the north of Varna, Oyelaran Adeyemi, head of the Norland Interior Ministry's "
            "press center, claimed on Jan. 4.",
            "in the north of Varna",
        ),
        (
            "Some 40 barges sank in May, Ana Roth said on Friday, twice as many as last year.",
            "twice as many as last year",
        ),
        (
            "Some 40 barges sank in May, she said on Friday, nearly three times as many as in 2021.",
            "three times as many as in 2021",
        ),
        ("Norland accused Sudland of shelling two towns, killing 46 people.", "killing 46 people"),
        ('She said the crew heard of it from a cook, which "tells you everything".', 'which "tells you everything"'),
        ("Fishermen put the toll far higher.", "the toll far higher"),
    ],
    ids=["before a long role", "after a day", "times as many", "what a deed did", "a quoted aside", "put higher"],
)
def test_a_content_ends(claims: Claims, text: str, content: str) -> None:
    (claim,) = claims(text)
    assert claim.content.text.rstrip('."').endswith(content.rstrip('"'))


def test_a_second_that_is_a_second_claim_behind_a_clause_of_time(claims: Claims) -> None:
    found = claims(
        "He said that no vote would be held before the board met on March 14, and that it had made 300 jobs."
    )
    assert [(claim.content.text, claim.modality) for claim in found] == [
        ("no vote would be held before the board met on March 14", "planned"),
        ("it had made 300 jobs", "fact"),
    ]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The envoy said on Friday that Norland was ready for talks, but that Sudland must first free the men.",
            ["Norland was ready for talks", "Sudland must first free the men"],
        ),
        (
            "A diplomat said that the league proposed in July that a joint office should count the ships every day, "
            "but that Norland turned the plan down.",
            [
                "the league proposed in July that a joint office should count the ships every day",
                "Norland turned the plan down",
            ],
        ),
        (
            "Some 200 men marched on Friday, according to police; the union said there were more than 500.",
            ["Some 200 men marched on Friday", "there were more than 500"],
        ),
        ("A cook, who asked that her name not be used, said the flour was mouldy.", ["the flour was mouldy"]),
    ],
    ids=["but that", "but that after another that", "past a semicolon", "no name"],
)
def test_one_says_this_and_another_that(claims: Claims, text: str, contents: list[str]) -> None:
    assert [claim.content.text for claim in claims(text)] == contents


def test_a_number_is_put_at_the_last_at(claims: Claims) -> None:
    (claim,) = claims("The union put the number of workers at risk at more than 6,000.")
    assert claim.content.text == "the number of workers at risk at more than 6,000"


def test_others_words_behind_a_comma_are_not_the_outlets(claims: Claims) -> None:
    found = claims("Police have detained the driver, who says his brakes failed.")
    assert [claim.content.text for claim in found] == ["Police have detained the driver", "his brakes failed"]


def test_the_second_verb_of_saying_has_the_first_ones_speaker(claims: Claims) -> None:
    found = claims("The army said it had fired at two men and accused the militia of smuggling weapons.")
    assert {(claim.cue.lemma, claim.speaker.canonical) for claim in found} == {("say", "army"), ("accuse", "army")}
    assert found[0].content.text == "it had fired at two men"


def test_a_second_that_begins_a_second_claim(claims: Claims) -> None:
    found = claims("The president announced that taxes would fall and that the army would shrink.")
    assert [claim.content.text for claim in found] == ["taxes would fall", "the army would shrink"]
    assert {claim.speaker.canonical for claim in found} == {"president"}


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("In the mayor's view, the plan is a mistake.", "in", "the plan is a mistake"),
        ("Her opposition to the treaty surprised nobody.", "opposition", "the treaty"),
        ("The sailor hoped the storm would pass.", "hope", "the storm would pass"),
        ("The clerk warned residents to boil their water.", "warn", "to boil their water"),
    ],
    ids=["a view", "an attitude as a noun", "a form that another word shares", "an order to hearers"],
)
def test_thoughts_and_orders_are_heard(claims: Claims, text: str, cue: str, content: str) -> None:
    assert (cue, content) in {(claim.cue.lemma, claim.content.text) for claim in claims(text)}


def test_a_nested_report_names_the_claim_that_reports_it(claims: Claims) -> None:
    outer, inner = claims("The governor denied claims by bloggers that the building housed a command post.")
    assert (outer.cue.force, outer.polarity) == ("deny", "negated")
    assert (inner.speaker.canonical, inner.via) == ("bloggers", outer.claim_id)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Hlushko said the crew wanted to surrender.", ["Hlushko"]),
        ("Hlushko said he thought the bridge would fall.", ["Hlushko"]),
        ('"They may say we lost," Hlushko said.', ["Hlushko"]),
        ("Hlushko said the crew had told rescuers the engine was dead.", ["Hlushko", "crew"]),
        ("The aide said, according to the court file, that he was ill.", ["aide", "court file"]),
    ],
    ids=["what somebody wants", "the speaker's own mind", "what may be said", "a report in a report", "a document"],
)
def test_only_reports_inside_reports_are_claims_of_their_own(claims: Claims, text: str, speakers: list[str]) -> None:
    assert sorted(claim.speaker.canonical for claim in claims(text)) == sorted(speakers)


OWN = [
    ("a plain sentence", "The river burst its banks on Friday.", ["The river burst its banks on Friday"]),
    ("a question", "Should the shops be compensated?", []),
    ("who is questioned says nothing", "Police are questioning a beekeeper.", ["Police are questioning a beekeeper"]),
    ("a bill is rejected by a vote", "Parliament rejected the bill.", ["Parliament rejected the bill"]),
    ("what is done once more", "The mill was re-opened on Friday.", ["The mill was re-opened on Friday"]),
    ("a flood that claims lives", "The flood claimed 34 lives.", ["The flood claimed 34 lives"]),
    (
        "an absolute clause at the end",
        "The charity treated 47 people, eight of them children.",
        ["The charity treated 47 people, eight of them children"],
    ),
    (
        "an apposition that the parser takes for the main clause",
        "The visit, by Denmark, which holds the presidency of the bloc, came after the discovery of hundreds of graves "
        "in Sulm, a town recently liberated by Norland troops.",
        [
            "The visit, by Denmark, which holds the presidency of the bloc, came after the discovery of hundreds of "
            "graves in Sulm, a town recently liberated by Norland troops"
        ],
    ),
    ("what is clear", "It is clear the bridge was closed.", ["It is clear the bridge was closed"]),
    ("who will not be named", "The man fled. He asked to be identified only as Junior.", ["The man fled"]),
    ("not clear whether", "It was not immediately clear whether anyone was hurt.", []),
    ("an audio notice", "This audio is created with AI assistance", []),
    ("of whom the film above is", "The footage above was filmed by a resident and provided to our service.", []),
    ("a dateline is no part", "LVIV, Jan. 5 (Wire) - The river burst its banks.", ["The river burst its banks"]),
    (
        "a dateline with the day first",
        "LVIV, 5 January (Wire) – The river burst its banks.",
        ["The river burst its banks"],
    ),
    (
        "a link in capitals",
        "The dam held.\n\nTWO SHIPS SINK OFF THE COAST OF GHANA\n\nIt was old.",
        ["The dam held", "It was old"],
    ),
    ("a caption", "The dam held.\n\nA boat sinks (Ana Roth/AP)\n\nIt was old.", ["The dam held", "It was old"]),
    ("a heading", "The dam held.\n\nMayor wants more money\n\nIt was old.", ["The dam held", "It was old"]),
    ("terms of the page", "The dam held.\n\nBy submitting your email, you agree to our terms.", ["The dam held"]),
    ("a title is no speech", 'On "Face the River," Ana Roth sang.', ['On "Face the River," Ana Roth sang']),
    ("scare quotes are no speech", 'The "safe zone" was shelled on Friday.', ['The "safe zone" was shelled on Friday']),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_what_the_outlet_itself_asserts(claims: Claims, text: str, expected: list[str]) -> None:
    found = claims(text)
    assert [claim.content.text for claim in found] == expected
    assert all(claim.speaker.kind == "outlet" for claim in found)


def test_a_printed_speech_is_the_speakers(claims: Claims) -> None:
    text = "Full text of Ana Roth's speech at the congress\n\nWe want peace. The army has left Oslo. I was in Oslo."
    assert {claim.speaker.canonical for claim in claims(text)} == {"Ana Roth"}


def test_a_printed_statement_is_the_signatories(claims: Claims) -> None:
    text = (
        "The forum's members have issued a joint statement.\n\n“We met in Oslo.\n\nWe remain united. "
        "We condemn the invasion.\n\nAll guilty should be brought to justice."
    )
    assert {claim.speaker.canonical for claim in claims(text) if claim.content.spans[0].start > 60} == {
        "forum's members"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops defended the town.", ["Troops defended the town"]),
        ("I think the dam will hold.", ["I think the dam will hold"]),
        ("He may say the dam is safe.", ["He may say the dam is safe"]),
        ("Does the army say the dam is open?", []),
        ("EXCLUSIVE: The dam is open.\n\nIt rained.", ["The dam is open", "It rained"]),
        ("A court found Ivan Petrov guilty of theft.", ["A court found Ivan Petrov guilty of theft"]),
        ("Ivan Petrov was found dead in his flat.", ["Ivan Petrov was found dead in his flat"]),
        ("The moment demands that we wait.", ["The moment demands that we wait"]),
        ("It is a group aimed at reaffirming its duty.", ["It is a group aimed at reaffirming its duty"]),
        ("The Test's Ana Roth contributed to this report.", []),
        ("Meanwhile, the army is asking creditors.", ["Meanwhile, the army is asking creditors"]),
        ("> The dam is open.", ["The dam is open"]),
        ("NEW You can now listen to our articles!", []),
        ("She will be in charge of the ministry.", ["She will be in charge of the ministry"]),
        ("They were fined according to the law.", ["They were fined according to the law"]),
        ("skip past newsletter promotion Sign up", []),
        ("Our National morning update breaks down the stories.", []),
        ("Here we look at how the dam broke.", []),
        ("Neither of them was authorized to speak publicly.", []),
        (
            "In the village of Boncel, a mother and her baby were saved.",
            ["In the village of Boncel, a mother and her baby were saved"],
        ),
    ],
    ids=[
        "a deed",
        "the author's own mind",
        "what may be said",
        "a question",
        "a sort of story",
        "a verdict",
        "a finding of somebody",
        "what cannot speak",
        "an aim",
        "a credit",
        "no words after the time",
        "a mark of a list",
        "a notice",
        "an office",
        "after what something is done",
        "a link past a notice",
        "a newsletter",
        "what the article will do",
        "who may not speak",
        "a subject given to the place",
    ],
)
def test_what_is_no_report(claims: Claims, text: str, expected: list[str]) -> None:
    found = claims(text)
    assert [claim.content.text for claim in found if claim.speaker.kind == "outlet"] == expected
    assert len(found) == len(expected)


def test_hearsay_is_the_outlets_but_not_vouched_for(claims: Claims) -> None:
    (claim,) = claims("Rebels reportedly took the airport.")
    assert (claim.speaker.kind, claim.cue.force, claim.modality) == ("outlet", "allege", "possible")


def test_the_title_claims_nothing(extracted: Split) -> None:
    got = extracted("The river burst its banks.", title="Mayor says river has burst its banks")
    assert [claim.content.text for claim in got.claims] == ["The river burst its banks"]
