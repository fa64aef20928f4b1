"""The connection to PostgreSQL and the state of its schema (psycopg 3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any, LiteralString

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

Connection = psycopg.Connection[TupleRow]
UPGRADE_LOCK = 0x63726F7373
STATEMENT_TIMEOUT_MS = 60_000


class DatabaseUnreachable(RuntimeError):
    """PostgreSQL does not answer; says what to check."""


# Errors that say nothing of the data: the engine is away, full, read-only, or out of connections.
ENGINE_ERRORS: tuple[type[Exception], ...] = (
    DatabaseUnreachable,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.InternalError,
)


class SchemaMismatch(RuntimeError):
    """The database is of another version than this program; says what to do."""


class Database:
    """A pool of connections to one database, opened on first use."""

    def __init__(self, url: str, *, max_connections: int = 4, timeout: float = 10.0) -> None:
        """``url`` as postgresql://user@host:port/name; ``timeout`` in seconds for a connection to be had."""
        self._url = url
        self._timeout = timeout
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            min_size=0,
            max_size=max_connections,
            timeout=timeout,
            open=False,
            check=ConnectionPool.check_connection,
            kwargs={"application_name": "crosswire", "connect_timeout": max(2, int(timeout))},
            configure=_configure,
        )

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection inside a transaction: committed at the end, rolled back on an error.

        Raises ``DatabaseUnreachable`` when no connection can be had.
        """
        try:
            self._pool.open()
            connection = self._pool.getconn(timeout=self._timeout)
        except (PoolTimeout, psycopg.OperationalError) as error:
            raise DatabaseUnreachable(_advice(error)) from error
        try:
            with connection.transaction():
                yield connection
        finally:
            self._pool.putconn(connection)

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """Give a connection of its own, each statement committed by itself: for locks that a session holds.

        Raises ``DatabaseUnreachable``.
        """
        with _connect(self._url) as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class _Hex(Loader):
    """Reads a uuid as the 32 hex digits that our ids are."""

    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace("-", "")


def _configure(connection: Connection) -> None:
    connection.adapters.register_loader("uuid", _Hex)
    connection.execute("set timezone to 'UTC'")
    # What it saves on one query in a thousand it loses on all others.
    connection.execute("set jit to off")
    connection.execute("select set_config('statement_timeout', %s, false)", (str(STATEMENT_TIMEOUT_MS),))
    connection.commit()


def _advice(error: Exception) -> str:
    return f"PostgreSQL does not answer ({error}): is it running, and is the address (--database) right?"


def migrations() -> dict[int, tuple[str, LiteralString]]:
    """Return name and SQL of every migration, by version, in order."""
    files = sorted(entry.name for entry in resources.files("crosswire.edges.sql").iterdir())
    names = [name for name in files if name.endswith(".sql")]
    read = resources.files("crosswire.edges.sql").joinpath
    return {int(name.split("_", 1)[0]): (name, _literal(read(name).read_text(encoding="utf-8"))) for name in names}


def _literal(text: Any) -> LiteralString:
    # The files are part of the program, as its literals are.
    return text  # type: ignore[no-any-return]


def upgrade(url: str) -> tuple[str, ...]:
    """Bring the database to this version's schema; return the names of the migrations that were applied.

    Raises ``DatabaseUnreachable``, and ``SchemaMismatch`` for a database that a newer version made.
    """
    with _connect(url) as connection:
        connection.execute("select pg_advisory_lock(%s)", (UPGRADE_LOCK,))
        done = _applied(connection)
        _refuse_newer(done)
        return tuple(_apply(connection, version) for version in migrations() if version not in done)


def check(url: str) -> int:
    """Return the schema version. Raises ``SchemaMismatch`` unless it is this program's, ``DatabaseUnreachable``."""
    with _connect(url) as connection:
        done = _applied(connection)
    _refuse_newer(done)
    missing = [name for version, (name, _) in migrations().items() if version not in done]
    if missing:
        raise SchemaMismatch(f"the database lacks {', '.join(missing)}: run `crosswire database upgrade`")
    return max(done)


@contextmanager
def _connect(url: str) -> Iterator[Connection]:
    try:
        connection = psycopg.connect(url, autocommit=True, application_name="crosswire", connect_timeout=10)
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(_advice(error)) from error
    with connection:
        yield connection


def _applied(connection: Connection) -> set[int]:
    found = connection.execute("select to_regclass('schema_migrations')").fetchone()
    if found is None or found[0] is None:
        return set()
    return {version for (version,) in connection.execute("select version from schema_migrations")}


def _refuse_newer(done: set[int]) -> None:
    known = max(migrations())
    newer = [version for version in done if version > known]
    if newer:
        raise SchemaMismatch(
            f"the database has schema version {max(newer)}, this Crosswire knows versions up to {known}: "
            "run the newer Crosswire that made it, or give another --database"
        )


def _apply(connection: Connection, version: int) -> str:
    name, sql = migrations()[version]
    with connection.transaction():
        connection.execute(
            "create table if not exists schema_migrations ("
            "version integer primary key, name text not null, applied_at timestamptz not null default now())"
        )
        connection.execute(sql)
        connection.execute("insert into schema_migrations (version, name) values (%s, %s)", (version, name))
    return name


def one(row: tuple[Any, ...] | None) -> Any:
    """Return the only column of a row that must be there."""
    assert row is not None
    return row[0]
