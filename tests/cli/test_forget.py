"""What erases an article says nothing of it but its id; on a running system it is tested in tests/containers."""

from datetime import UTC, datetime

from crosswire.edges.replaying import forgotten
from crosswire.testing import article
from crosswire_schemas.codec import decode
from crosswire_schemas.records import Article
from crosswire_schemas.topics import ARTICLES

NOW = datetime(2025, 7, 1, tzinfo=UTC)


def test_a_forgotten_article_keeps_its_id_and_key_and_nothing_that_it_said() -> None:
    told = article("Secret title", "The secret body, Jane Roe said.", outlet="The Paper", page="secret-page")
    sent = forgotten(told, NOW)
    assert (sent.topic, sent.key) == (ARTICLES.name, told.article_id.encode())
    assert b"ecret" not in (sent.value or b"")
    assert b"Roe" not in (sent.value or b"")
    record = decode(sent.value or b"")
    assert isinstance(record, Article)
    assert (record.article_id, record.revision, record.forgotten) == (told.article_id, told.revision + 1, True)
    assert (record.text, record.title, record.signature) == ("", "", ())
