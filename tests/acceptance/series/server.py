"""A server on loopback that answers as those of the series did: each address says at which moment it is asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.acceptance.series.captures import WRITTEN, Series, instant


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    series: Series

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        found = self.series.at(asked.path.strip("/").removesuffix(".xml"), instant(parse_qs(asked.query)["at"][0]))
        if found is None:
            self._answer(404)
        elif self.headers["If-None-Match"] == (tag := f'"{found[0]:{WRITTEN}}"'):
            self._answer(304, ETag=tag)
        else:
            self._answer(200, found[1], ETag=tag)

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "text/xml", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The poller says what it got."""


@contextmanager
def serving(series: Series) -> Iterator[str]:
    """Serve ``series`` while the block runs; gives the address before ``/<feed>.xml``."""
    handler = type("Handler", (_Handler,), {"series": series})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
