"""``python -m crosswire.testing.newsroom PORT``: the newsroom as a service of its own, on every address."""

import sys
import tempfile
from pathlib import Path

from aiohttp import web

from crosswire.testing.newsroom.hosting import Watched
from crosswire.testing.newsroom.server import StoryClock, application, default_speed


def main() -> None:
    """Serve until SIGTERM; the story begins anew with each start."""
    with tempfile.TemporaryDirectory() as folder:
        story = StoryClock(default_speed(), Watched(Path(folder) / "newsroom.seconds"), 0.0)
        web.run_app(application(story, paced=True), host="0.0.0.0", port=int(sys.argv[1]), access_log=None)  # noqa: S104


main()
