"""What an installation gives: the contract alone without extras, the command with them, everything in the wheel."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project's wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bin folder of an environment with the wheel and no extra."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    return folder / "bin"


def test_without_extras_the_contract_alone_is_installed_and_light(bare: Path) -> None:
    # Its own CPU time: how busy the machine is tells nothing of it.
    code = (
        "import time; t = time.process_time(); import crosswire_schemas as c; print(time.process_time() - t); c.TOPICS"
    )
    times = [
        float(subprocess.run([bare / "python", "-c", code], check=True, capture_output=True).stdout) for _ in range(5)
    ]
    assert min(times) < 0.2
    listed = subprocess.run(
        [bare / "pip", "list", "--format=freeze"], check=True, capture_output=True, text=True
    ).stdout
    names = {line.split("==")[0].lower() for line in listed.splitlines()}
    assert {"orjson", "pydantic"} <= names
    assert not {"spacy", "faust-streaming", "kafka-python", "click"} & names


def test_the_command_without_services_names_the_extra_and_exits_with_two(bare: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([bare / "crosswire", "up"], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "'services'" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in (ROOT / "services", ROOT / "schemas"):
        files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert [str(path) for path in files if str(path.relative_to(folder)) not in inside] == []
    assert not [name for name in inside if name.startswith(("services/", "schemas/", "tests/"))]
