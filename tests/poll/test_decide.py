"""What each entry becomes, poll after poll: told in entries and in what is published of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.poll import candidates, decide, entry_keys
from crosswire.poll.candidates import Visit
from crosswire.poll.decide import Decision
from crosswire.poll.entries import Document, Entry
from crosswire.poll.feeds import ArticleHead, Feed, SeenEntry, feed_id
from crosswire.poll.outcomes import EntryOutcome as E
from crosswire.poll.outcomes import FetchOutcome
from crosswire.poll.pages import Page
from crosswire.poll.settings import PollSettings
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.records import Article, Outlet

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
FEED = Feed(feed_id=feed_id("https://a.test/feed"), url="https://a.test/feed", outlet=Outlet(id="a.test", name="A"))
SETTINGS = PollSettings()
DAY = timedelta(days=1)


class State:
    """What is remembered of one feed between polls."""

    def __init__(self, feed: Feed = FEED) -> None:
        self.feed = feed
        self.seen: dict[str, SeenEntry] = {}
        self.heads: dict[str, ArticleHead] = {}
        self.now = NOW

    def poll(
        self, *entries: Entry, visits: dict[str, Visit] | None = None, stale: bool = False, after: timedelta = DAY
    ) -> Decision:
        found = candidates.candidates(self.feed, Document(format="rss20", entries=entries), self.seen, visits or {})
        known = sorted(self.seen.values(), key=lambda entry: entry.last_listed)
        found = candidates.renamed(found, {entry.article_id: entry for entry in known})
        return self._keep(decide.decide(self.feed, found, self.heads, self.now, SETTINGS, stale=stale), after)

    def recheck(self, visit: Visit) -> Decision:
        due = [entry for entry in self.seen.values() if entry.next_check and entry.next_check <= self.now]
        found = candidates.rechecks(self.feed, due, {entry.url: visit for entry in due})
        return self._keep(decide.decide(self.feed, found, self.heads, self.now, SETTINGS), DAY)

    def _keep(self, decision: Decision, after: timedelta) -> Decision:
        self.seen |= {entry.key: entry for entry in decision.seen}
        for article in decision.articles:
            assert decode(encode(article)) == article
            self.heads[article.article_id] = ArticleHead(
                article_id=article.article_id, revision=article.revision, content_hash=article.content_hash
            )
        self.now += after
        return decision


def entry(guid: str = "1", title: str = "Ten hurt", text: str = "Ten people were hurt.", **other: object) -> Entry:
    made = Entry(guid=guid, link=f"https://a.test/{guid or 'x'}", title=title, text=text, published_at=NOW)
    return replace(made, **other)  # type: ignore[arg-type]


ONE = entry()
Poll = Sequence[Entry]
STORIES: dict[str, tuple[list[Poll], list[dict[E, int]]]] = {
    "the same entry twice is published once": ([[ONE], [ONE]], [{E.NEW: 1}, {E.UNCHANGED: 1}]),
    "a changed title is a revision": ([[ONE], [entry(title="Twelve hurt")]], [{E.NEW: 1}, {E.REVISED: 1}]),
    "a changed text is a revision": ([[ONE], [entry(text="Twelve people.")]], [{E.NEW: 1}, {E.REVISED: 1}]),
    "a changed date alone is none": ([[ONE], [entry(published_at=NOW + DAY)]], [{E.NEW: 1}, {E.UNCHANGED: 1}]),
    "a changed address alone is none": (
        [[ONE], [entry(link="https://a.test/other")]],
        [{E.NEW: 1}, {E.UNCHANGED: 1}],
    ),
    "other white space is none": ([[ONE], [entry(text="Ten  people were\nhurt.")]], [{E.NEW: 1}, {E.UNCHANGED: 1}]),
    "an advertisement in the text is none": (
        [[ONE], [entry(text="Ten people were hurt.\n\nAdvertisement")]],
        [{E.NEW: 1}, {E.UNCHANGED: 1}],
    ),
    "a change and back again are two revisions": (
        [[ONE], [entry(title="Twelve hurt")], [ONE]],
        [{E.NEW: 1}, {E.REVISED: 1}, {E.REVISED: 1}],
    ),
    "an entry that left and returns is no news": ([[ONE], [], [ONE]], [{E.NEW: 1}, {}, {E.UNCHANGED: 1}]),
    "no GUID: the address tells": (
        [[entry("", link="https://a.test/x?utm_source=1")], [entry("", link="https://a.test/x?utm_source=2")]],
        [{E.NEW: 1}, {E.UNCHANGED: 1}],
    ),
    "no GUID and no address: the words tell": (
        [[Entry(title="Ten hurt"), Entry(title="Bridge open")], [Entry(title="Bridge open")]],
        [{E.NEW: 2}, {E.UNCHANGED: 1}],
    ),
    "one GUID for all entries is no identity": (
        [[entry(link="https://a.test/1"), entry(link="https://a.test/2", title="Bridge open")]] * 2,
        [{E.NEW: 2}, {E.UNCHANGED: 2}],
    ),
    "one address for all entries is no identity": (
        [[entry("1", link="https://a.test/"), entry("2", link="https://a.test/", title="Bridge open")]] * 2,
        [{E.NEW: 2}, {E.UNCHANGED: 2}],
    ),
    "the same entry twice in one document is one": ([[ONE, ONE]], [{E.NEW: 1, E.DUPLICATE: 1}]),
    "a GUID used again for another story is another article": (
        [[ONE], [entry(link="https://a.test/9", title="Bridge reopened after repairs", published_at=NOW + 9 * DAY)]],
        [{E.NEW: 1}, {E.NEW: 1}],
    ),
    "a story that is renamed and moved the same day is the same": (
        [[ONE], [entry(link="https://a.test/9", title="Bridge reopened after repairs")]],
        [{E.NEW: 1}, {E.REVISED: 1}],
    ),
    "all GUIDs and texts changed at once are revisions of what stood at the addresses": (
        [
            [entry("1", link="https://a.test/a"), entry("2", "Bridge open", link="https://a.test/b")],
            [entry("3", "Twelve hurt", link="https://a.test/a"), entry("4", "Bridge shut", link="https://a.test/b")],
            [entry("3", "Twelve hurt", link="https://a.test/a"), entry("4", "Bridge shut", link="https://a.test/b")],
        ],
        [{E.NEW: 2}, {E.REVISED: 2}, {E.UNCHANGED: 2}],
    ),
    "a GUID that alone is new is none": (
        [[entry("1", link="https://a.test/a")], *[[entry("2", link="https://a.test/a")]] * 2],
        [{E.NEW: 1}, {E.DUPLICATE: 1}, {E.UNCHANGED: 1}],
    ),
    "a feed that goes to and fro between GUIDs revises once": (
        [
            [entry("1", link="https://a.test/a")],
            *[[entry("2", "Twelve hurt", link="https://a.test/a")], [entry("1", link="https://a.test/a")]] * 2,
        ],
        [{E.NEW: 1}, {E.REVISED: 1}, {E.UNCHANGED: 1}, {E.UNCHANGED: 1}, {E.UNCHANGED: 1}],
    ),
    "a text alone is an article": ([[Entry(text="Ten people were hurt.")]] * 2, [{E.NEW: 1}, {E.UNCHANGED: 1}]),
    "nothing to read is refused": ([[Entry(guid="1")]], [{E.REFUSED_EMPTY: 1}]),
    "an entry taken back by its title is withdrawn, once": (
        [[ONE], [entry(title="RETRACTED: Ten hurt")], [entry(title="RETRACTED: Ten hurt")]],
        [{E.NEW: 1}, {E.WITHDRAWN: 1}, {E.UNCHANGED: 1}],
    ),
    "an entry deleted by its feed is withdrawn": (
        [[ONE], [Entry(guid="1", deleted=True)]],
        [{E.NEW: 1}, {E.WITHDRAWN: 1}],
    ),
    "a story withdrawn and put back is revised": (
        [[ONE], [Entry(guid="1", deleted=True)], [ONE]],
        [{E.NEW: 1}, {E.WITHDRAWN: 1}, {E.REVISED: 1}],
    ),
}


@pytest.mark.parametrize("case", STORIES, ids=str)
def test_what_becomes_of_entries_poll_after_poll(case: str) -> None:
    polls, expected = STORIES[case]
    state = State()
    assert [dict(state.poll(*entries).outcomes) for entries in polls] == expected


def test_revisions_rise_and_say_what_changed() -> None:
    state = State()
    polls = [ONE, entry(title="Twelve hurt"), entry(title="Twelve hurt", text="Twelve."), entry(text="None.")]
    articles = [state.poll(one).articles[0] for one in polls]
    assert [one.revision for one in articles] == [1, 2, 3, 4]
    assert [one.changed for one in articles] == [(), ("title",), ("text",), ("title", "text")]
    assert len({one.article_id for one in articles}) == 1
    assert {one.published_at for one in articles} == {NOW}


def test_the_article_is_complete() -> None:
    made = entry(
        authors=("Olena Petrenko",), tags=("War",), language="en", link="https://a.test/1?utm_medium=rss",
        text="KYIV, May 1 (Reuters) - Ten people were hurt.\n\nSign up for our newsletter",
    )  # fmt: skip
    article = State().poll(made).articles[0]
    assert article.text == "Ten hurt\n\nKYIV, May 1 (Reuters) - Ten people were hurt."
    assert (article.url, article.canonical_url) == ("https://a.test/1?utm_medium=rss", "https://a.test/1")
    assert (article.language, article.authors, article.tags) == ("en", ("Olena Petrenko",), ("War",))
    assert article.credit is not None
    assert article.credit.name == "Reuters"
    assert len(article.signature) == 64
    assert (article.feed_url, article.outlet.id, article.fetched_at) == (FEED.url, "a.test", NOW)


@pytest.mark.parametrize(
    ("said", "expected"),
    [(NOW - DAY, NOW - DAY), (NOW + DAY, NOW), (datetime(1970, 1, 1, tzinfo=UTC), NOW), (None, NOW)],
    ids=["a past date", "a date ahead of the clock", "a date before the web", "no date"],
)
def test_dates_are_believed_where_they_can_be(said: datetime | None, expected: datetime) -> None:
    assert State().poll(entry(published_at=said)).articles[0].published_at == expected


def test_a_stale_copy_of_a_feed_revises_nothing_but_may_bring_what_is_new() -> None:
    state = State()
    state.poll(ONE)
    state.poll(entry(title="Twelve hurt"))
    decision = state.poll(ONE, entry("2", "Bridge open"), stale=True)
    assert dict(decision.outcomes) == {E.STALE: 1, E.NEW: 1}
    assert [one.title for one in decision.articles] == ["Bridge open"]


def test_long_texts_are_cut_at_a_paragraph_and_long_titles_at_the_limit() -> None:
    long = "\n\n".join(f"Sentence number {n}." for n in range(20_000))
    article = State().poll(entry(title="x" * 5000, text=long)).articles[0]
    assert len(article.title) == SETTINGS.max_title
    assert len(article.text) <= SETTINGS.max_text
    assert article.text.endswith(".")


PAGE = Page(title="Ten hurt", text="Ten people were hurt.\n\nThe mayor spoke.", canonical_url="https://a.test/ten")
WITH_PAGES = replace(FEED, full_text=True, recheck=True)


def visit(page: Page | None = PAGE, outcome: FetchOutcome = FetchOutcome.READ) -> Visit:
    return Visit(outcome=outcome, page=page)


def test_the_page_gives_text_and_address() -> None:
    article = State(WITH_PAGES).poll(ONE, visits={ONE.link: visit()}).articles[0]
    assert article.text == "Ten hurt\n\nTen people were hurt.\n\nThe mayor spoke."
    assert article.canonical_url == "https://a.test/ten"


def test_pages_are_wanted_of_summaries_that_are_new_or_changed_only() -> None:
    state = State(WITH_PAGES)
    state.poll(ONE, visits={ONE.link: visit()})

    def wanted(*entries: Entry) -> tuple[str, ...]:
        document = Document(format="rss20", entries=entries)
        return candidates.wanted_pages(WITH_PAGES, document, state.seen, SETTINGS)

    assert wanted(ONE, entry("2"), entry("3", text="long " * 1000)) == ("https://a.test/2",)
    assert wanted(entry(title="Twelve hurt")) == ("https://a.test/1",)
    assert candidates.wanted_pages(FEED, Document(format="x", entries=(ONE,)), {}, SETTINGS) == ()


def test_a_page_that_fails_once_takes_back_no_text() -> None:
    state = State(WITH_PAGES)
    state.poll(ONE, visits={ONE.link: visit()})
    changed = entry(text="A new summary.")
    down = state.poll(changed, visits={ONE.link: visit(None, FetchOutcome.SERVER_ERROR)})
    assert (dict(down.outcomes), down.articles) == ({E.UNCHANGED: 1}, ())
    back = state.poll(changed, visits={ONE.link: visit(replace(PAGE, text=PAGE.text + "\n\nTwelve by now."))})
    assert [one.changed for one in back.articles] == [("text",)]


RECHECKS: dict[str, tuple[Visit, dict[E, int]]] = {
    "the same page": (visit(), {E.UNCHANGED: 1}),
    "another text": (visit(replace(PAGE, text=PAGE.text + "\n\nTwelve by now.")), {E.REVISED: 1}),
    "another title": (visit(replace(PAGE, title="Twelve hurt")), {E.REVISED: 1}),
    "not found": (visit(None, FetchOutcome.NOT_FOUND), {E.WITHDRAWN: 1}),
    "gone": (visit(None, FetchOutcome.GONE), {E.WITHDRAWN: 1}),
    "a server that failed": (visit(None, FetchOutcome.SERVER_ERROR), {E.UNCHANGED: 1}),
}


@pytest.mark.parametrize("case", RECHECKS, ids=str)
def test_what_a_later_look_at_the_page_gives(case: str) -> None:
    seen_again, expected = RECHECKS[case]
    state = State(WITH_PAGES)
    state.poll(ONE, visits={ONE.link: visit()}, after=timedelta(minutes=16))
    assert dict(state.recheck(seen_again).outcomes) == expected
    assert next(iter(state.seen.values())).next_check != NOW + timedelta(minutes=15)


def test_later_looks_fall_off() -> None:
    looks = [decide.next_check(NOW, checks, SETTINGS) for checks in range(6)]
    hours = [(look - NOW).total_seconds() / 3600 if look else None for look in looks]
    assert hours == [0.25, 1.0, 6.0, 24.0, 168.0, None]


def test_a_page_that_could_not_be_had_is_asked_for_again_and_its_text_taken() -> None:
    state = State(replace(FEED, full_text=True))
    down = visit(None, FetchOutcome.SERVER_ERROR)
    first = state.poll(ONE, visits={ONE.link: down}, after=timedelta(minutes=16))
    assert first.articles[0].text == "Ten hurt\n\nTen people were hurt."
    assert dict(state.recheck(down).outcomes) == {E.UNCHANGED: 1}
    assert [one.changed for one in state.recheck(visit()).articles] == [("text",)]
    assert next(iter(state.seen.values())).next_check is None


def test_a_feeds_own_text_is_not_replaced_by_a_later_look() -> None:
    state = State(replace(FEED, recheck=True))
    state.poll(ONE, after=timedelta(minutes=16))
    assert dict(state.recheck(visit()).outcomes) == {E.UNCHANGED: 1}


def test_keys_do_not_depend_on_the_order_of_entries() -> None:
    entries = [entry("1"), entry("2", "Bridge open"), Entry(title="No link"), entry("", link="https://a.test/7")]
    forwards = {one.key for one in entry_keys.keyed(entries)}
    assert forwards == {one.key for one in entry_keys.keyed(entries[::-1])}
    assert len(forwards) == 4


ENTRIES = st.builds(
    Entry,
    guid=st.sampled_from(["", "1", "2", "3"]),
    link=st.sampled_from(["", "https://a.test/1", "https://a.test/2", "https://a.test/2?utm_source=x"]),
    title=st.sampled_from(["", "Ten hurt", "Twelve hurt", "Bridge open"]),
    text=st.sampled_from(["", "Ten people.", "Twelve people.", "Advertisement"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ENTRIES, max_size=5), min_size=1, max_size=4))
def test_each_entry_has_one_outcome_ids_and_revisions_never_repeat_and_a_second_look_is_quiet(
    polls: list[list[Entry]],
) -> None:
    state, published = State(), list[Article]()
    for entries in polls:
        decision = state.poll(*entries)
        assert sum(decision.outcomes.values()) == len(entries)
        published += decision.articles
    assert state.poll(*polls[-1]).articles == ()
    versions = [(one.article_id, one.revision) for one in published]
    assert len(versions) == len(set(versions))
