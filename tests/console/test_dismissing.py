"""Dismissing a flag: with a reason, kept, reversible, exported."""

import pytest
from starlette.testclient import TestClient
from tests.console.fake import FakePages

OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def flag(pages: FakePages) -> str:
    return str(pages.contradictions(state="open").items[0]["contradiction_id"])


def send(client: TestClient, flag: str, form: str) -> int:
    return client.post(f"/contradictions/{flag}", content=form, headers=OURS, follow_redirects=False).status_code


def test_a_dismissed_flag_leaves_the_list_and_says_why_on_its_page(client: TestClient, flag: str) -> None:
    assert send(client, flag, "action=dismiss&reason=another_time&note=A+week+apart&version=1") == 303
    assert flag not in client.get("/").text
    assert flag in client.get("/?state=all").text
    page = client.get(f"/contradictions/{flag}").text
    assert "different times" in page
    assert "A week apart" in page
    assert "Take the dismissal back" in page


def test_a_dismissal_is_exported_with_the_record(client: TestClient, flag: str) -> None:
    send(client, flag, "action=dismiss&reason=misread&note=&version=1")
    item = client.get("/api/dismissals").json()["items"][0]
    assert (item["contradiction_id"], item["reason"], item["version"]) == (flag, "misread", 1)
    assert item["contradiction"]["left"]["content"]
    assert client.get(f"/api/contradictions/{flag}").json()["dismissal"]["reason"] == "misread"


def test_taken_back_it_returns_and_the_judgement_is_still_known(client: TestClient, flag: str) -> None:
    send(client, flag, "action=dismiss&reason=misread&note=&version=1")
    assert send(client, flag, "action=restore") == 303
    assert flag in client.get("/").text
    assert "restored_at" in client.get("/api/dismissals").json()["items"][0]
    assert "taken back" in client.get("/dismissals").text


@pytest.mark.parametrize(
    ("case", "form"),
    [
        ("no reason", "action=dismiss&reason=&version=1"),
        ("a reason not on the list", "action=dismiss&reason=whim&version=1"),
        ("another reason without a note", "action=dismiss&reason=other&version=1"),
        ("no version", "action=dismiss&reason=misread"),
        ("a version that is no number", "action=dismiss&reason=misread&version=%C2%B2"),
        ("no action", "reason=misread&version=1"),
        ("a note too long", "action=dismiss&reason=misread&version=1&note=" + "x" * 2001),
        ("a body too large", "action=dismiss&reason=misread&version=1&note=" + "x" * 30_000),
    ],
)
def test_a_form_that_says_too_little_or_too_much_is_refused(
    client: TestClient, flag: str, case: str, form: str
) -> None:
    assert send(client, flag, form) == 422, case
    assert client.get("/api/dismissals").json()["items"] == []


def test_a_refused_form_comes_back_as_it_was_sent_and_says_what_is_missing(client: TestClient, flag: str) -> None:
    form = "action=dismiss&reason=other&note=&version=1"
    page = client.post(f"/contradictions/{flag}", content=form, headers=OURS).text
    assert "Say in the note why" in page
    assert '<option value="other" selected>' in page
    form = "action=dismiss&reason=&note=Geneva+%3Cb%3E&version=1"
    assert "Geneva &lt;b&gt;</textarea>" in client.post(f"/contradictions/{flag}", content=form, headers=OURS).text


def test_a_form_of_another_site_changes_nothing(client: TestClient, flag: str) -> None:
    answer = client.post(
        f"/contradictions/{flag}",
        content="action=dismiss&reason=misread&version=1",
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403
    assert client.get("/api/dismissals").json()["items"] == []


def test_an_unknown_flag_cannot_be_dismissed(client: TestClient) -> None:
    assert send(client, "0" * 32, "action=dismiss&reason=misread&version=1") == 404
