"""Articles in, contradictions out, on the real Kafka and PostgreSQL."""

from dataclasses import replace

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from crosswire.testing import System, article
from crosswire_schemas.codec import decode, encode
from crosswire_schemas.records import Claim, Contradiction, Extraction, Matter
from crosswire_schemas.topics import ARTICLES, CLAIMS, EVENTS
from tests.containers.stories import bridge, of


def test_two_accounts_become_a_contradiction_that_quotes_both(running: System) -> None:
    west, east = bridge("Quoting", "Kupiansk")
    running.publish(west, east)
    found = running.wait_for(Contradiction, lambda record: of("Quoting", record) and record.type == "denial")
    texts = {one.article_id: one.text for one in (west, east)}
    for side in (found.left, found.right):
        assert [span.text for span in side.spans] == [texts[side.article_id][s.start : s.end] for s in side.spans]
    assert {side.article_id for side in (found.left, found.right)} == set(texts)
    matter = running.wait_for(Matter, lambda record: found.contradiction_id in record.contradiction_ids)
    assert {found.left.matter_id, found.right.matter_id} >= {matter.matter_id}
    running.settle()
    rows = running.query(
        "select state, left_outlet, right_outlet from crosswire_contradictions where contradiction_id = %s",
        [found.contradiction_id],
    )
    assert rows == [("open", found.left.outlet.name, found.right.outlet.name)]


def test_what_one_outlet_alone_says_contradicts_nobody(running: System) -> None:
    running.publish(
        article("Ferry late", "The ferry from Batangas was late on Monday, its owner said.", outlet="Alone 1")
    )
    running.wait_for(Extraction, lambda record: record.outlet.name == "Alone 1")
    running.settle()
    assert [record for record in running.records(Contradiction) if "Alone" in record.explanation] == []


def test_a_revision_that_takes_back_its_account_closes_the_contradiction(running: System) -> None:
    west, east = bridge("Closing", "Vovchansk")
    running.publish(west, east)
    opened = running.wait_for(Contradiction, lambda record: of("Closing", record) and record.type == "denial")
    body = "The weather near Vovchansk was fine on Monday, residents said."
    running.publish(
        replace(article("Corrected", body, outlet=east.outlet.name, page="bridge", revision=2), changed=("text",))
    )
    closed = running.wait_for(
        Contradiction,
        lambda record: record.contradiction_id == opened.contradiction_id and record.state == "closed",
    )
    assert closed.version > opened.version
    assert closed.closed_because == "revised"


def test_an_articles_claims_come_before_the_extraction_that_ends_them(running: System) -> None:
    west, _ = bridge("Ordered", "Bakhmut")
    running.publish(west)
    running.wait_for(Extraction, lambda record: record.article_id == west.article_id)
    records = [
        record
        for record in running.records(Claim) + running.records(Extraction)
        if record.article_id == west.article_id
    ]
    claims = [record for record in records if isinstance(record, Claim)]
    listed = next(record for record in records if isinstance(record, Extraction))
    assert set(listed.claim_ids) == {claim.claim_id for claim in claims}
    for topic in (CLAIMS, EVENTS):
        kinds = [type(decode(value)).__name__ for value in raw(running, topic.name, west.article_id)]
        assert kinds[-1] == "Extraction"
        assert "Extraction" not in kinds[:-1]


def raw(running: System, topic: str, key: str) -> list[bytes]:
    """Return the values under ``key``, in the order of their partition."""
    consumer = KafkaConsumer(bootstrap_servers=running.kafka, group_id=None, consumer_timeout_ms=3000)
    partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    found = [message.value for message in consumer if message.key == key.encode()]
    consumer.close()
    return found


def test_the_same_article_twice_changes_nothing(running: System) -> None:
    pair = bridge("Twice", "Pokrovsk")
    running.publish(*pair)
    first = running.wait_for(Contradiction, lambda record: of("Twice", record) and record.type == "denial")
    running.settle()
    before = running.query("select contradiction_id, version from contradictions order by 1")
    running.publish(*pair, *pair)
    running.settle()
    assert running.query("select contradiction_id, version from contradictions order by 1") == before
    assert (first.contradiction_id,) in [row[:1] for row in before]


def test_a_poison_message_is_laid_aside_as_it_came_and_stops_nobody(running: System) -> None:
    poison, headers = b'{"record": "article", \xff', [("x-from", b"\x00\x01")]
    producer = KafkaProducer(bootstrap_servers=running.kafka)
    west, _ = bridge("Poisoned", "Melitopol")
    producer.send(ARTICLES.name, key=west.article_id.encode(), value=poison, headers=headers).get(10)
    producer.send(ARTICLES.name, key=west.article_id.encode(), value=encode(west)).get(10)
    producer.close()
    running.wait_for(Extraction, lambda record: record.article_id == west.article_id)
    running.settle()
    rows = running.query(
        "select stage, reason, decode(record->>'original', 'base64'), record->'headers' from dead_letters "
        "where topic = %s and record->>'key' = encode(%s, 'base64')",
        [ARTICLES.name, west.article_id.encode()],
    )
    assert sorted(row[:3] for row in rows) == [("extract", "unreadable", poison), ("sink", "unreadable", poison)]
    assert {str(row[3]) for row in rows} == {"[['x-from', 'AAE=']]"}
