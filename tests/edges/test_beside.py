"""Commands beside `crosswire up` find its engines in its folder, as long as they run."""

import json
import socket
from pathlib import Path

from crosswire.edges.engines import beside


def folder(path: Path, port: int) -> Path:
    (path / "postgres").mkdir()
    (path / "postgres" / "password").write_text("secret\n")
    (path / "ports.json").write_text(json.dumps({"kafka": port, "postgres": port}))
    return path


def test_engines_that_run_are_found(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        data = folder(tmp_path, port)
        assert beside.kafka(data) == f"127.0.0.1:{port}"
        assert beside.database(data) == f"postgresql://crosswire:secret@127.0.0.1:{port}/crosswire"


def test_engines_that_ended_are_not(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    data = folder(tmp_path, port)
    assert (beside.kafka(data), beside.database(data)) == (None, None)


def test_nor_are_any_where_there_is_no_folder(tmp_path: Path) -> None:
    assert (beside.kafka(tmp_path / "none"), beside.database(tmp_path / "none")) == (None, None)
