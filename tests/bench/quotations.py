"""The trivial baseline of attribution as a command: every quotation is a claim, of nobody in particular."""

import json
import sys

from crosswire.extract.read.quotes import mark


def main() -> None:
    """Read articles as JSON lines, print one claim record for each quotation."""
    for line in sys.stdin:
        article = json.loads(line)
        for found in mark(article["text"]):
            span = {"start": found.inner.start, "end": found.inner.end}
            claim = {
                "record": "claim",
                "id": article["id"],
                "content": {"spans": [span]},
                "speaker": {"kind": "anonymous"},
            }
            print(json.dumps(claim))


if __name__ == "__main__":
    main()
