# The embedded engines: the real Kafka and PostgreSQL on a bare machine, their data in one folder.
"""Start Apache Kafka and PostgreSQL out of wheels, without root, Docker or a system Java."""

from .faults import EngineError, EngineFailed, EngineUnavailable, FolderInUse, FolderUnusable, NoSpace
from .folder import DataFolder
from .kafka import start_kafka
from .postgres import start_postgres
from .process import Engine

__all__ = [
    "DataFolder", "Engine", "EngineError", "EngineFailed", "EngineUnavailable", "FolderInUse", "FolderUnusable",
    "NoSpace", "start_kafka", "start_postgres",
]  # fmt: skip
