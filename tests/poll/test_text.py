"""What is text of an article and what is not, what it credits, in which language, and its signature."""

import pytest

from crosswire.poll import credit, language, markup, signature, text
from crosswire.poll.pages import read_page

NOTICES = (
    "Advertisement",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Skip advertisement",
    "Read also: Kyiv asks for more tanks",
    "READ MORE: Twelve accounts to follow",
    "See also: A timeline of the war",
    "Related articles",
    "Recommended stories",
    "Also read:",
    "Read more here.",
    "Continue reading...",
    "The post Bridge falls appeared first on The Daily Example.",
    "Sign up to First Edition, our free daily newsletter",
    "You’re reading an excerpt from the World newsletter. Sign up to get the rest.",
    "If you're reading this, you have made it to the end. Help us stay independent.",
    "Subscribe to our Telegram channel",
    "Follow us on Twitter",
    "Follow @example_news for updates",
    "Join us on Telegram!",
    "Download our app",
    "Thank you for reading. Please support our journalism from as little as $1.",
    "CLICK HERE TO GET THE EXAMPLE NEWS APP",
    "NEW You can now listen to Fox News articles!",
    "Listen to this article",
    "You can also listen to the conversation in the app",
    "Your browser does not support the audio element.",
    "Watch: Drone footage of the bridge",
    "See the video Is peace near?",
    "We use cookies to improve your experience. Manage consent.",
    "Photo: Olena Example",
    "Photo credit: President's Office",
    "Image caption, A market in Kharkiv",
    "View image in fullscreen A street in Sumy. Photograph: AP",
    "Rescuers at work. Jan Kowalski/AFP/Getty Images",
    "Soldiers near Bakhmut (Ivan Petrenko/AP)",
    "A woman lights a candle. Credit: Anna Beispiel",
    "© 2024 The Daily Example. All rights reserved.",
    "By Olena Petrenko",
    "By OLENA PETRENKO and Jan Kowalski",
    "Written by Olena Petrenko",
    "Olena Petrenko is a freelance reporter based in Kyiv.",
    "Jan Kowalski is the Moscow correspondent for The Daily Example.",
    "The views expressed in this article are the author’s.",
    "Editor's note: This piece first ran in May.",
    "This is a developing story and will be updated.",
    "This article was updated on May 3.",
    "Published: 3 May 2024, 10:15",
    "Tags: Ukraine, Russia, war",
    "https://example.org/more",
    "***",
    "...",
    "12 comments",
    "3 min read",
    "Expand",
)
TOLD = (
    "More than 30 people were killed, the governor said.",
    "Read out in court, the statement named four officers.",
    "Officials said the advertisement had been paid for by the ministry.",
    "Images from the scene showed two burning cars.",
    "Pictures published by the ministry show the damaged bridge.",
    "Photographs of the tank were published by the army.",
    "Explosions were reported from Kharkiv.",
    "By Monday evening the town had fallen.",
    "By May the Army Was Gone, he wrote.",
    "Residents must register for evacuation by Friday.",
    "He signed up for the army in March 2022.",
    "“Subscribe to no illusions,” the president said in Kyiv.",
    "The video was filmed on 4 May, according to the BBC.",
    "Watch towers were built along the border.",
    "Continued shelling killed two people.",
    "See above all the case of Mariupol.",
    "Reuters could not independently verify the report.",
    "The Associated Press contributed to this report.",
    "This article was first published by The Kyiv Independent.",
    "Follow-up strikes hit rescuers, police said.",
    "Support for Ukraine is falling, a poll shows.",
    "Join the army or leave, the order said.",
    "Image is everything, she said.",
    "The correspondent of RIA was killed near Tokmak.",
    "Ivan Petrenko is a soldier of the 93rd brigade.",
    "Related attacks hit Sumy.",
    "Trending down since March, exports fell again.",
    "Live fire was heard in the centre.",
    "KYIV (Reuters) - Two people died.",
    "Click-bait claims of a coup are false, the ministry said.",
    "Download speeds fell across Crimea.",
)


@pytest.mark.parametrize("paragraph", NOTICES)
def test_notices_are_no_text(paragraph: str) -> None:
    assert text.is_notice(paragraph) or text.ends_article(paragraph)


@pytest.mark.parametrize("paragraph", TOLD)
def test_what_is_told_stays(paragraph: str) -> None:
    assert not text.is_notice(paragraph)
    assert not text.ends_article(paragraph)


def test_a_body_loses_its_title_its_notices_and_what_follows_a_last_heading() -> None:
    raw = "The bridge has fallen\nTwo died.\nAdvertisement\nTwo died.\nThree were hurt.\nRelated articles\nOther story"
    assert text.body(raw, "The bridge has fallen") == "Two died.\n\nThree were hurt."
    assert text.whole("T", "B") == "T\n\nB"
    assert text.whole("", "B") == "B"


FRAGMENTS = {
    "paragraphs": ("<p>One.</p><p>Two<br>three.</p>", "One.\n\nTwo\n\nthree."),
    "a list": ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
    "scripts, styles and captions go": (
        "<style>p{}</style><figure><img><figcaption>Cap</figcaption></figure><p>One.</p><script>x()</script>",
        "One.",
    ),
    "a share box goes by its class": (
        "<p>One told at length.</p><div class='social-share'><p>Tell it.</p></div>",
        "One told at length.",
    ),
    "a wrapper with such a class stays": ("<div class='widget'><p>One.</p><p>Two.</p></div>", "One.\n\nTwo."),
    "a link that is all of a paragraph goes": ("One told.<br/><a href='/m'>Markets</a>", "One told."),
    "a link alone stays": ("<a href='/m'>Markets</a>", "Markets"),
    "references are resolved": ("<p>A &amp; B &ndash; C</p>", "A & B – C"),
    "text without markup": ("A &amp; B\n\nC", "A & B\n\nC"),
    "text around what goes stays": ("One<script>x()</script> and<!-- no --> two<img/> hold.", "One and two hold."),
    "nothing": ("", ""),
    "broken markup": ("<p>One.<p <b>Two</", "One."),
}


@pytest.mark.parametrize("case", FRAGMENTS, ids=str)
def test_fragments_become_paragraphs(case: str) -> None:
    found = markup.paragraphs(FRAGMENTS[case][0])
    assert found.startswith(FRAGMENTS[case][1]) if case == "broken markup" else found == FRAGMENTS[case][1]


CREDITS = {
    "a dateline": ("T\n\nKYIV, March 3 (Reuters) - Two died.", "Reuters", "KYIV, March 3 (Reuters) -"),
    "a dateline without a title": ("MINSK, 21 July (BelTA) – Two met.", "BelTA", "MINSK, 21 July (BelTA) –"),
    "an agency that contributed": (
        "T\n\nTwo died.\n\nThe Associated Press contributed to this report.",
        "Associated Press",
        "The Associated Press contributed to this",
    ),
    "a reporter and an agency that contributed": (
        "T\n\nTwo died.\n\nOur Jan Kowalski and AFP contributed to this report.",
        "Agence France-Presse",
        "AFP contributed to this",
    ),
    "reporting by an agency": (
        "T\n\nTwo died.\n\n(With inputs from AFP)",
        "Agence France-Presse",
        "With inputs from AFP",
    ),
    "a first publisher": (
        "T\n\nTwo died.\n\nThis article was first published by The Kyiv Independent.",
        "The Kyiv Independent",
        "This article was first published by The Kyiv Independent",
    ),
    "a text taken over": (
        "T\n\nTwo died.\n\nRepublished with permission from Example Weekly.",
        "Example Weekly",
        "Republished with permission from Example Weekly",
    ),
    "an agency's line": ("T\n\nTwo died.\n\nSource: TASS", "TASS", "Source: TASS"),
    "an agency at the very end": ("T\n\nTwo died. — AFP", "Agence France-Presse", "— AFP"),
    "an agency that is only quoted": ("T\n\nTwo died, a source told AFP on Monday.", None, None),
    "an agency that could not verify": ("T\n\nReuters could not verify this.", None, None),
    "a publication that is an event of the story": ("T\n\nThe list was published by the ministry.", None, None),
}


@pytest.mark.parametrize("case", CREDITS, ids=str)
def test_credits_name_their_source_and_show_where(case: str) -> None:
    body, name, evidence = CREDITS[case]
    found = credit.of_text(body)
    assert (found.name if found else None) == name
    if found:
        assert found.evidence.text == evidence == body[found.evidence.start : found.evidence.end]


LANGUAGES = {
    "long enough to tell": (
        "Президент заявив, що війна триває і буде тривати ще довго, повідомляє агенція з Києва. " * 2,
        "ru",
        "uk",
    ),
    "too short, but declared": ("Bridge falls", "en-GB", "en"),
    "short and undeclared": ("Der Krieg geht weiter und die Brücke ist zerstört", "", "de"),
    "declared as no language": (
        "The bridge has fallen into the river and nobody knows when it will stand again",
        "US!",
        "en",
    ),
    "no letters": ("12 34", "", "und"),
}


@pytest.mark.parametrize("case", LANGUAGES, ids=str)
def test_languages(case: str) -> None:
    body, declared, expected = LANGUAGES[case]
    assert language.of_text(body, declared) == expected


def test_signatures_of_near_copies_are_near_and_an_empty_body_has_none() -> None:
    words = [f"word{n}" for n in range(300)]
    one, copy, other = " ".join(words), " ".join([*words[:290], "another", "end"]), " ".join(reversed(words))
    of = signature.of_body
    assert len(of(one)) == 64
    assert max(of(one)) < 2**32
    assert sum(a == b for a, b in zip(of(one), of(copy), strict=True)) > 50
    assert sum(a == b for a, b in zip(of(one), of(other), strict=True)) < 8
    assert of(one.upper()) == of(one)
    assert of("…") == ()


def test_the_signature_of_a_text_stays_the_same_from_version_to_version() -> None:
    assert signature.of_body("a b c d e")[:4] == (3687292183, 237042244, 3679529554, 3537668852)


PAGE = """<html lang="en-GB"><head><title>Bridge falls - The Daily Example</title>
<meta property="og:title" content="Bridge falls | The Daily Example"><link rel="canonical" href="/news/bridge">
<meta property="article:published_time" content="2024-05-01T10:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><div class="cookie-banner">We use cookies on this site.</div>
<article><h1>Bridge falls</h1><p>The main bridge over the river has fallen, the governor said on Tuesday morning.</p>
<figure><img src="x.jpg"><figcaption>The bridge before the war. Photo: AP</figcaption></figure>
<p>Two people were killed and three were taken to hospital, according to the rescue service of the region.</p>
<div class="read-also"><p>Read also: Another bridge</p></div>
<p>Repairs will take at least a year, the ministry of transport said in a statement on its website.</p>
<div class="newsletter-signup"><p>Get our newsletter every morning, with all you need to know of the war.</p></div>
</article><aside><p>Most read stories of the day</p></aside><footer>© The Daily Example</footer></body></html>"""


def test_a_page_gives_its_story_and_nothing_around_it() -> None:
    page = read_page(PAGE.encode(), "text/html", "https://example.org/news/bridge?utm_source=rss")
    assert page.title == "Bridge falls"
    assert page.text.split("\n\n") == [
        "The main bridge over the river has fallen, the governor said on Tuesday morning.",
        "Two people were killed and three were taken to hospital, according to the rescue service of the region.",
        "Repairs will take at least a year, the ministry of transport said in a statement on its website.",
    ]
    assert page.canonical_url == "https://example.org/news/bridge"
    assert page.language == "en-GB"
    assert page.published_at is not None
    assert page.published_at.isoformat() == "2024-05-01T10:00:00+00:00"


@pytest.mark.parametrize("body", [b"", b"\x00", b"<", b"<html></html>", b"\xff\xfe", b"plain words"])
def test_a_page_without_a_story_gives_none(body: bytes) -> None:
    assert len(read_page(body, "", "https://example.org/").text) <= len(body)
