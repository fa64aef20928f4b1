"""Prints new contradictions as they come: contradictions.py [GROUP]. CROSSWIRE_KAFKA is the address."""

import os
import signal
import sys

from kafka import KafkaConsumer
from kafka.errors import KafkaError

from crosswire_schemas import Contradiction, decode
from crosswire_schemas.topics import CONTRADICTIONS


def main(address: str, group: str) -> None:
    """Read as ``group`` until interrupted; what is printed is committed afterwards, so that nothing is missed."""
    consumer = KafkaConsumer(
        CONTRADICTIONS.name,
        bootstrap_servers=address,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    known: set[str] = set()
    while True:
        for messages in consumer.poll(timeout_ms=1000).values():
            for message in messages:
                show(message.value, known)
        sys.stdout.flush()
        try:
            consumer.commit()
        except KafkaError as error:
            print(f"not committed, so it may be printed again: {error!r}", file=sys.stderr)


def show(value: bytes | None, known: set[str]) -> None:
    """Print the open contradiction in ``value`` unless it is in ``known``; no value is a tombstone."""
    record = decode(value) if value is not None else None
    if isinstance(record, Contradiction) and record.state == "open" and record.contradiction_id not in known:
        known.add(record.contradiction_id)
        print(record.type, record.contradiction_id, record.explanation, sep="\t")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main(os.environ.get("CROSSWIRE_KAFKA", "127.0.0.1:29092"), sys.argv[1] if len(sys.argv) > 1 else "newsdesk")
