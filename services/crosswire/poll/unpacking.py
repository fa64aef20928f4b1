"""Content codings to bytes, with a limit on what comes out: gzip, deflate, brotli, zstd, nested, and lies."""

import zlib
from typing import Any

import brotli  # type: ignore[import-untyped]
import zstandard

MOST_CODINGS = 3
STEP = 256 * 1024


class TooLarge(ValueError):
    """More comes out than the limit allows."""


class Undecodable(ValueError):
    """The bytes are not coded as was said."""


def unpack(body: bytes, codings: str, limit: int) -> bytes:
    """Undo the codings of a Content-Encoding header, the last first; plain bytes under a false header stay as they are.

    Raises ``TooLarge`` when more than ``limit`` bytes come out, ``Undecodable`` for unknown or broken codings.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name not in ("", "identity", "none", "utf-8", "binary")]
    if len(names) > MOST_CODINGS:
        raise Undecodable(f"{len(names)} codings, one inside another")
    for name in reversed(names):
        body = _undo(body, name, limit)
    if body.startswith(b"\x1f\x8b"):
        body = _inflate(body, zlib.MAX_WBITS | 32, limit)
    if len(body) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return body


def _undo(body: bytes, name: str, limit: int) -> bytes:
    try:
        if name in ("gzip", "x-gzip"):
            return _inflate(body, zlib.MAX_WBITS | 32, limit) if body.startswith(b"\x1f\x8b") else _plain(body, name)
        if name == "deflate":
            return _deflate(body, limit)
        if name == "br":
            return _brotli(body, limit)
        if name == "zstd":
            return _zstd(body, limit)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        return _plain(body, f"{name}: {error}")
    raise Undecodable(f"unknown coding {name[:40]!r}")


def _plain(body: bytes, name: str) -> bytes:
    """Take a body that is text already for what it is, whatever the header says."""
    if not body or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"["):
        return body
    raise Undecodable(name)


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    """Inflate all members; a last one that is cut short gives what it holds."""
    parts: list[bytes] = []
    size = 0
    while body:
        inflater = zlib.decompressobj(window)
        try:
            part = inflater.decompress(body, limit + 1 - size)
        except zlib.error:
            if not parts:
                raise
            break
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes")
        body = inflater.unused_data if inflater.unused_data.startswith(b"\x1f\x8b") else b""
    return b"".join(parts)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, zlib.MAX_WBITS, limit)
    except zlib.error:
        return _inflate(body, -zlib.MAX_WBITS, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    opened: Any = brotli.Decompressor()
    unpacked = bytearray(opened.process(body, output_buffer_limit=STEP))
    while not opened.is_finished() and not opened.can_accept_more_data() and len(unpacked) <= limit:
        unpacked += opened.process(b"", output_buffer_limit=STEP)
    if len(unpacked) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return bytes(unpacked)


def _zstd(body: bytes, limit: int) -> bytes:
    opener = zstandard.ZstdDecompressor(max_window_size=32 * 1024 * 1024)
    with opener.stream_reader(body, read_across_frames=True) as reader:
        unpacked = reader.read(limit + 1)
    if len(unpacked) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return unpacked
