"""The API: lists, single records, what is refused and how, the stream, the feed."""

import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.console.fake import FakePages
from tests.console.serve import console

from crosswire_schemas.codec import from_dict
from crosswire_schemas.records import Contradiction

NOBODY = "0" * 32
FUZZED = TestClient(console(FakePages()))
ATOM = "{http://www.w3.org/2005/Atom}"


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("case", "query", "holds"),
    [
        ("empty parameters ask for everything", "state=&type=&since=&outlet=&matter=&q=&cursor=", lambda row: True),
        ("open ones", "state=open", lambda row: row["state"] == "open"),
        ("closed ones", "state=closed", lambda row: row["state"] == "closed"),
        ("one type", "type=number", lambda row: row["type"] == "number"),
        ("from an instant on", "since=2025-06-10T12:00:00Z", lambda row: row["updated_at"] >= "2025-06-10T12"),
        ("from a day on", "since=2025-06-11", lambda row: row["updated_at"] >= "2025-06-11"),
        ("a word in the passages", "q=miners", lambda row: "miners" in row["explanation"]),
        ("one place", "place=368277", lambda row: "El Obeid" in row["explanation"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_contradictions_are_filtered(client: TestClient, case: str, query: str, holds: Any) -> None:
    everything = items(client, "/api/contradictions?limit=200")
    found = items(client, f"/api/contradictions?limit=200&{query}")
    assert {row["contradiction_id"] for row in found} == {
        row["contradiction_id"] for row in everything if holds(row)
    }, case
    assert found, case


def test_items_are_records_of_the_contract_the_newest_first(client: TestClient) -> None:
    found = items(client, "/api/contradictions")
    assert all(isinstance(from_dict(row), Contradiction) for row in found)
    assert [row["updated_at"] for row in found] == sorted((row["updated_at"] for row in found), reverse=True)


@pytest.mark.parametrize("path", ["contradictions", "matters", "claims?withdrawn=all", "events"])
def test_pages_of_a_list_hold_each_item_once(client: TestClient, path: str) -> None:
    join = "&" if "?" in path else "?"
    seen: list[str] = []
    cursor = ""
    while True:
        answer = client.get(f"/api/{path}{join}limit=4&cursor={cursor}").json()
        seen += [next(value for name, value in row.items() if name.endswith("_id")) for row in answer["items"]]
        cursor = answer.get("next", "")
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == len(items(client, f"/api/{path}{join}limit=200"))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/api/contradictions?type=quarrel", "type is one of"),
        ("/api/contradictions?state=ajar", "state is one of"),
        ("/api/contradictions?since=yesterday", "since is a date"),
        ("/api/contradictions?since=0001-01-01T00:00:00%2B14:00", "since is a date"),
        ("/api/contradictions?place=Ostrava", "GeoNames id"),
        ("/api/contradictions?cursor=garbage", "cursor is not one"),
        ("/api/contradictions?limit=0", "limit"),
        ("/api/contradictions?limit=lots", "limit"),
        ("/api/contradictions?q=%00", "NUL"),
        ("/api/contradictions?q=" + "x" * 300, "longer than"),
        ("/api/matters?cursor=garbage", "cursor is not one"),
        ("/api/claims?withdrawn=perhaps", "withdrawn"),
        ("/api/claims?since=never", "since is a date"),
        ("/feed.atom?type=quarrel", "type is one of"),
    ],
)
def test_bad_parameters_are_refused_with_a_sentence(client: TestClient, path: str, says: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert says in answer.json()["error"]


@pytest.mark.parametrize("kind", ["contradictions", "matters", "articles"])
@pytest.mark.parametrize("identity", [NOBODY, "x", "..%2f..%2fetc"])
def test_an_unknown_id_is_not_found(client: TestClient, kind: str, identity: str) -> None:
    answer = client.get(f"/api/{kind}/{identity}")
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_single_records_are_those_of_the_lists(client: TestClient) -> None:
    flag = items(client, "/api/contradictions")[0]
    assert client.get(f"/api/contradictions/{flag['contradiction_id']}").json() == flag
    matter = client.get(f"/api/matters/{flag['left']['matter_id']}").json()
    assert flag["contradiction_id"] in matter["contradiction_ids"]
    article = client.get(f"/api/articles/{flag['left']['article_id']}").json()
    assert flag["left"]["claim_id"] in {claim["claim_id"] for claim in article["claims"]}


def test_status_counts_what_there_is(client: TestClient) -> None:
    status = client.get("/api/status").json()
    still_open = len(items(client, "/api/contradictions?state=open&limit=200"))
    assert status["counts"]["open contradictions"] == still_open
    assert list(status["counts"]) == [
        "articles",
        "claims",
        "events",
        "open contradictions",
        "matters",
        "dead letters",
    ]
    assert {row["stage"] for row in status["lag"]} == {"extract", "contradict", "sink"}


def test_readiness_follows_the_database_and_liveness_does_not(client: TestClient, pages: FakePages) -> None:
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)
    pages.away = True
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    for path in ("/", "/api/contradictions", "/api/stream", "/system"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "PostgreSQL does not answer" in answer.text


def test_the_openapi_document_names_every_answer_of_the_api(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    wanted = ["contradictions", "matters", "articles", "claims", "events", "feeds", "status", "stream", "dismissals"]
    assert {f"/api/{name}" for name in wanted if name != "articles"} <= set(document["paths"])
    assert "/api/articles/{article_id}" in document["paths"]
    listed = document["paths"]["/api/contradictions"]["get"]
    assert {"state", "type", "since", "outlet", "matter", "q", "cursor"} <= {p["name"] for p in listed["parameters"]}
    assert {"200", "422", "503"} <= set(listed["responses"])


def test_answers_are_as_the_openapi_document_says(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    flag = items(client, "/api/contradictions")[0]
    paths = {
        "/api/contradictions": "",
        "/api/matters": "",
        "/api/claims": "",
        "/api/events": "",
        "/api/contradictions/{contradiction_id}": flag["contradiction_id"],
        "/api/matters/{matter_id}": flag["left"]["matter_id"],
    }
    for path, identity in paths.items():
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = client.get(path.partition("{")[0] + identity).json()
        jsonschema.validate(answer, schema | {"components": document["components"]})


def test_the_atom_feed_is_well_formed_and_lists_open_contradictions(client: TestClient) -> None:
    answer = client.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")
    flags = items(client, "/api/contradictions?state=open")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"urn:crosswire:contradiction:{flag['contradiction_id']}" for flag in flags
    ]
    content = entries[0].findtext(f"{ATOM}content") or ""
    assert content.startswith("<p><b>")
    assert "<mark>" in content


def test_a_bug_is_answered_with_a_sentence_and_nothing_of_its_inside(client: TestClient, pages: FakePages) -> None:
    def broken() -> None:
        raise KeyError("/secret/path")

    pages.status = broken  # type: ignore[method-assign, assignment]
    for path in ("/api/status", "/system"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "not your doing" in answer.text
        assert "secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


@given(
    path=st.sampled_from(["/", "/matters", "/dismissals", "/map", "/feed.atom", "/api/contradictions", "/api/claims"]),
    query=st.dictionaries(
        st.sampled_from(
            ["state", "type", "since", "outlet", "place", "matter", "q", "cursor", "limit", "around", "withdrawn"]
        ),
        st.text(max_size=30),
    ),
)
@settings(max_examples=150, deadline=None)
def test_no_parameters_make_the_console_fail(path: str, query: dict[str, str]) -> None:
    answer = FUZZED.get(path, params=query)
    assert answer.status_code in (200, 422), answer.text
