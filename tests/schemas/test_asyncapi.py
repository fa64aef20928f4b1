"""The AsyncAPI document: every topic with its key, promises and messages, and the specification's own parser."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crosswire_schemas.codec import to_dict
from crosswire_schemas.examples import EXAMPLES, FETCHED
from crosswire_schemas.generate import ASYNCAPI, GENERATED
from crosswire_schemas.headers import headers
from crosswire_schemas.records import RECORDS
from crosswire_schemas.topics import PROMISES, TOPICS, Topic

DOCUMENT: dict[str, Any] = json.loads((GENERATED / ASYNCAPI).read_bytes())
PARSER = "@asyncapi/parser@3"
SCRIPT = Path(__file__).with_name("parse_asyncapi.mjs")


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_a_topic_is_a_channel_with_its_key_promises_messages_and_broker_settings(topic: Topic) -> None:
    (channel,) = [found for found in DOCUMENT["channels"].values() if found["address"] == topic.name]
    assert (channel["x-key"], channel["x-promises"]) == (topic.key, list(topic.promises))
    assert set(channel["messages"]) == set(topic.records)
    bound = channel["bindings"]["kafka"]
    assert bound["partitions"] == topic.partitions
    assert bound["topicConfiguration"]["cleanup.policy"] == [topic.config()["cleanup.policy"]]


def test_every_promise_is_one_that_is_explained_and_every_explained_one_is_made() -> None:
    assert {name for topic in TOPICS.values() for name in topic.promises} == set(PROMISES)


@pytest.mark.parametrize("kind", RECORDS)
def test_a_message_takes_its_example_with_its_headers_and_no_other(kind: str) -> None:
    message = DOCUMENT["components"]["messages"][kind]
    payload = message["payload"] | {"components": DOCUMENT["components"]}
    jsonschema.Draft7Validator(payload).validate(to_dict(EXAMPLES[kind]))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(payload).validate({**to_dict(EXAMPLES[kind]), "schema": "other"})
    sent = {name: value.decode() for name, value in headers(EXAMPLES[kind], source="x", now=FETCHED)}
    declared = DOCUMENT["components"]["messageTraits"]["cloudEvent"]["headers"]
    assert set(sent) == set(declared["required"])


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the parser, from npm; without it a skip on a laptop and a failure in CI."""
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", PARSER]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=240)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"the parser cannot be had from npm: {error}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def parsed(modules: Path, document: dict[str, Any]) -> dict[str, Any]:
    file = modules / "document.json"
    file.write_text(json.dumps(document))
    done = subprocess.run(["node", SCRIPT, modules, file], capture_output=True, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_parser_of_the_specification_takes_the_document(modules: Path) -> None:
    assert parsed(modules, DOCUMENT) == {"parsed": True, "errors": []}


def test_the_parser_refuses_the_document_with_a_message_that_does_not_exist(modules: Path) -> None:
    text = json.dumps(DOCUMENT).replace("#/components/messages/claim", "#/components/messages/clam")
    assert not parsed(modules, json.loads(text))["parsed"]
