"""A member of a group that knows the contract alone: notes each record of the claims' topic in a file, then commits."""

import sys
from pathlib import Path

from kafka import KafkaConsumer
from kafka.errors import KafkaError

from crosswire_schemas import Claim, Extraction, decode
from crosswire_schemas.topics import CLAIMS


def main(address: str, group: str, file: str) -> None:
    consumer = KafkaConsumer(
        CLAIMS.name,
        bootstrap_servers=address,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        session_timeout_ms=6000,
        max_poll_records=200,
    )
    with open(file, "a", encoding="utf-8") as out:
        while True:
            found = consumer.poll(timeout_ms=500)
            if consumer.assignment():
                Path(f"{file}.held").touch()
            for messages in found.values():
                for message in messages:
                    out.write(f"{message.partition} {message.offset} {noted(decode(message.value))}\n")
            out.flush()
            try:
                consumer.commit()
            except KafkaError as error:
                print(f"not committed: {error!r}", file=sys.stderr)


def noted(record: object) -> str:
    if isinstance(record, Claim):
        return f"{record.article_id} claim {record.claim_id}"
    assert isinstance(record, Extraction)
    return f"{record.article_id} extraction {','.join(record.claim_ids)}"


if __name__ == "__main__":
    main(*sys.argv[1:])
