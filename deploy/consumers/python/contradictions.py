"""Prints new contradictions as they come: contradictions.py [GROUP]. CROSSWIRE_KAFKA is the address."""

import os
import signal
import sys
import threading
import time

from kafka import KafkaConsumer
from kafka.errors import CommitFailedError, RetriableError

from crosswire_schemas import Contradiction, decode
from crosswire_schemas.topics import CONTRADICTIONS


def main(address: str, group: str, ended: threading.Event) -> None:
    """Read as ``group`` until ``ended``; what is printed is committed afterwards, so that nothing is missed."""
    consumer = KafkaConsumer(
        CONTRADICTIONS.name,
        bootstrap_servers=address,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    known: set[str] = set()
    while not ended.is_set():
        try:
            for messages in consumer.poll(timeout_ms=1000).values():
                for message in messages:
                    show(message.value, known)
            sys.stdout.flush()
            consumer.commit()
        except (RetriableError, CommitFailedError) as error:
            # The broker is away, or the group is being shared out anew: both pass.
            print(f"trying again, and what is not committed may be printed again: {error!r}", file=sys.stderr)
            time.sleep(1)
    # Leaves the group, so that who is started next does not wait until this one is missed.
    consumer.close()


def show(value: bytes | None, known: set[str]) -> None:
    """Print the open contradiction in ``value`` unless it is in ``known``; no value is a tombstone."""
    record = decode(value) if value is not None else None
    if isinstance(record, Contradiction) and record.state == "open" and record.contradiction_id not in known:
        known.add(record.contradiction_id)
        print(record.type, record.contradiction_id, record.explanation, sep="\t")


if __name__ == "__main__":
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    main(os.environ.get("CROSSWIRE_KAFKA", "127.0.0.1:29092"), sys.argv[1] if len(sys.argv) > 1 else "newsdesk", stop)
