"""Headers on everything, the optional token, and forms that only our own pages may send."""

import pytest
from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from tests.console.fake import FakePages
from tests.console.serve import console

from crosswire.console.guard import own

TOKEN = "let-me-in"


@pytest.fixture
def locked(pages: FakePages) -> TestClient:
    return TestClient(console(pages, console_token=SecretStr(TOKEN)), follow_redirects=False)


@pytest.mark.parametrize("path", ["/", "/api/status", "/nowhere", "/static/console.js", "/healthz", "/?type=x"])
def test_every_answer_has_the_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/api/contradictions", "/feed.atom", "/metrics", "/static/console.css"])
def test_without_the_token_nothing_is_shown(locked: TestClient, path: str) -> None:
    answer = locked.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert locked.get(f"{path}?token=guess").status_code == 401


def test_probes_need_no_token(locked: TestClient) -> None:
    assert locked.get("/healthz").status_code == locked.get("/readyz").status_code == 200


def test_a_bearer_token_opens(locked: TestClient) -> None:
    assert locked.get("/api/status", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_token_in_the_address_becomes_a_cookie_and_leaves_the_address(locked: TestClient) -> None:
    answer = locked.get(f"/?type=number&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?type=number")
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert locked.get("/").status_code == 200


def test_a_feed_reader_may_keep_the_token_in_the_address(locked: TestClient) -> None:
    assert locked.get(f"/feed.atom?token={TOKEN}").status_code == 200


def test_the_redirect_never_leaves_the_console(locked: TestClient) -> None:
    answer = locked.get(f"//evil.example/?token={TOKEN}")
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    ("case", "headers", "allowed"),
    [
        ("a form of our own page", {"sec-fetch-site": "same-origin"}, True),
        ("a form of another site", {"sec-fetch-site": "cross-site"}, False),
        ("a form of a neighbour", {"sec-fetch-site": "same-site"}, False),
        ("an older browser on our page", {"origin": "http://console:8642", "host": "console:8642"}, True),
        ("an older browser elsewhere", {"origin": "http://evil.example", "host": "console:8642"}, False),
        ("a page without an origin", {"origin": "null", "host": "console:8642"}, False),
        ("a program with a token", {"authorization": "Bearer x"}, True),
        ("nobody knows who", {}, False),
    ],
)
def test_forms_come_from_our_own_pages(case: str, headers: dict[str, str], allowed: bool) -> None:
    assert own(Headers(headers)) is allowed, case
