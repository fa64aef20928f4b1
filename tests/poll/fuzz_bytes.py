"""Coverage-guided fuzzing of the path from bytes to articles, with atheris where it is installed; run by name.

``python -m tests.poll.fuzz_bytes -max_total_time=300 -timeout=2 FOLDER tests/poll/fuzz_corpus``: arguments are
libFuzzer's. A part of what it keeps, small inputs, goes into ``fuzz_corpus``, which a test runs again.
"""

import sys

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["crosswire", "feedparser"]):
    from tests.poll.one_input import publish, warm

if __name__ == "__main__":
    warm()
    atheris.Setup(sys.argv, publish)
    atheris.Fuzz()
