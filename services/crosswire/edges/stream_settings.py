"""Every setting of Faust for one worker, none left to a default or to the environment, and the worker's times."""

from dataclasses import dataclass
from typing import Any

from crosswire.edges.brokers import Address, stream_options
from crosswire.stage import RememberingStage, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Times of a worker, in seconds, and sizes in messages; declared here once, tests shorten them."""

    delivery: float = 60.0
    session: float = 15.0
    heartbeat: float = 3.0
    commit: float = 1.0
    flush: float = 20.0
    # A long article takes up to half a minute, a hundred claims of one much disputed matter as long.
    step: float = 300.0
    batch: int = 100


def settings_of(stage: Stage | RememberingStage, address: Address, folder: str, timing: Timing) -> dict[str, Any]:
    """Return every setting of Faust for a worker of ``stage``: nothing is left to its defaults or the environment."""
    return {
        "id": f"crosswire-{stage.name}",
        **stream_options(address),
        "version": 1,
        "autodiscover": False,
        "datadir": folder,
        "store": "memory://",
        "cache": "memory://",
        "processing_guarantee": "at_least_once",
        "key_serializer": "raw",
        "value_serializer": "raw",
        "web_enabled": False,
        "web_in_thread": False,
        "logging_config": None,
        "worker_redirect_stdouts": False,
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "agent_supervisor": "mode.supervisors.CrashingSupervisor",
        "broker_client_id": f"crosswire-{stage.name}",
        "broker_check_crcs": True,
        "broker_commit_interval": timing.commit,
        "broker_commit_every": 10_000,
        "broker_commit_livelock_soft_timeout": 3600.0,
        "broker_session_timeout": timing.session,
        "broker_heartbeat_interval": timing.heartbeat,
        "broker_rebalance_timeout": timing.session * 2,
        "broker_request_timeout": timing.delivery,
        # The fetcher waits while a long article is read, and that is no reason to leave the group.
        "broker_max_poll_interval": 3600.0,
        "broker_max_poll_records": timing.batch,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": 4 * 1024 * 1024,
        "consumer_metadata_max_age_ms": 60_000,
        "consumer_connections_max_idle_ms": 540_000,
        "producer_acks": -1,
        "producer_compression_type": "gzip",
        "producer_linger": 0.002,
        "producer_max_batch_size": 256 * 1024,
        "producer_max_request_size": 8 * 1024 * 1024,
        "producer_request_timeout": timing.delivery,
        "producer_metadata_max_age_ms": 60_000,
        "producer_connections_max_idle_ms": 540_000,
        "producer_threaded": False,
        # Faust fetches no more from four fifths of this on, and looks once a second whether two fifths are reached:
        # more must wait than is worked off in a second. Articles are large and slow, claims neither.
        "stream_buffer_maxsize": timing.batch * (10 if isinstance(stage, RememberingStage) else 4),
        "stream_wait_empty": False,
        "stream_publish_on_commit": False,
        "stream_ack_cancelled_tasks": False,
        "stream_ack_exceptions": False,
        "stream_processing_timeout": 3600.0,
        "stream_recovery_delay": 0.0,
    }
