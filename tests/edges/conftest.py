"""The real Kafka and PostgreSQL for the tests of the edges: the embedded ones, or those that the environment names.

CROSSWIRE_TEST_KAFKA and CROSSWIRE_TEST_DATABASE: so that the same tests run on PostgreSQL 17 and on other brokers.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from crosswire.edges.engines import DataFolder, Engine, EngineUnavailable, start_kafka, start_postgres
from crosswire.edges.store.database import Database, upgrade

Start = Callable[[DataFolder, Callable[[str], None]], Engine]


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFolder]:
    with DataFolder(tmp_path_factory.mktemp("engines")).claim() as folder:
        yield folder


def running(start: Start, folder: DataFolder) -> Iterator[str]:
    """A missing engine is a skip on a laptop and a failure in CI."""
    try:
        engine = start(folder, lambda _: None)
    except EngineUnavailable as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    try:
        yield engine.address
    finally:
        engine.stop()


@pytest.fixture(scope="session")
def kafka_address(request: pytest.FixtureRequest) -> Iterator[str]:
    if given := os.environ.get("CROSSWIRE_TEST_KAFKA"):
        yield given
    else:
        yield from running(start_kafka, request.getfixturevalue("data_folder"))


@pytest.fixture(scope="session")
def postgres_address(request: pytest.FixtureRequest) -> Iterator[str]:
    if given := os.environ.get("CROSSWIRE_TEST_DATABASE"):
        yield given
    else:
        yield from running(start_postgres, request.getfixturevalue("data_folder"))


@contextmanager
def made_database(postgres_address: str) -> Iterator[str]:
    """The address of a database without tables, while the block runs."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_address, autocommit=True) as server:
        server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield make_conninfo(postgres_address, dbname=name)
    with suppress(psycopg.Error), psycopg.connect(postgres_address, autocommit=True) as server:
        server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def empty_database(postgres_address: str) -> Iterator[str]:
    """The address of a database without tables, for one test."""
    with made_database(postgres_address) as url:
        yield url


@pytest.fixture(scope="module")
def module_database(postgres_address: str) -> Iterator[str]:
    """The address of a database without tables, for the tests of one file."""
    with made_database(postgres_address) as url:
        yield url


@pytest.fixture
def database_url(empty_database: str) -> str:
    """The address of a database with all tables and no rows, for one test."""
    upgrade(empty_database)
    return empty_database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with Database(database_url) as opened:
        yield opened


@pytest.fixture
def tag() -> str:
    """What keeps the topics and groups of one test apart from those of all others."""
    return f"t{uuid.uuid4().hex[:8]}"
