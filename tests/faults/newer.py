"""The next version of Crosswire as it could be, for rolling upgrades: every record that it writes has a field more."""

import orjson

import crosswire
from crosswire.__main__ import main
from crosswire.edges import messages
from crosswire_schemas.codec import encode
from crosswire_schemas.records import Record

FIELD = "added_in_the_next_version"


def encode_with_more(record: Record) -> bytes:
    return orjson.dumps({**orjson.loads(encode(record)), FIELD: True})


if __name__ == "__main__":
    crosswire.__version__ = "99.0.0"
    messages.encode = encode_with_more
    main()
