"""Which characters the bytes of a feed are: what servers and prologs say is often wrong, UTF-8 that decodes is not."""

import codecs
import re

BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_LATIN = frozenset({"iso8859-1", "ascii"})


def declared(body: bytes, content_type: str) -> str:
    """Return the Python name of the charset that the header, the prolog or a meta element declares, or ''."""
    said = [match.group(1) for match in [_CHARSET.search(content_type)] if match]
    said += [
        match.group(1).decode("ascii") for match in (_PROLOG.search(body[:512]), _META.search(body[:4096])) if match
    ]
    return next((name for name in map(_known, said) if name), "")


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def as_utf8(body: bytes) -> str | None:
    """Return the text where ``body`` is UTF-8, or all but a few bytes of it are; else None."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for char in text if char > "\x7f") - wrong
    return text if right > 20 * wrong else None


def clean(text: str) -> str:
    """Remove the characters, written out or as references, that no XML document may hold."""
    return _CONTROLS.sub("", text)


def settle(body: bytes, content_type: str) -> tuple[bytes, str]:
    """Return bytes and a charset ('' if unknown) that a reader may believe, from what came and what was declared."""
    if body.startswith(BOMS[1:]):
        return clean(to_text(body, content_type).lstrip("\ufeff")).encode("utf-8", "replace"), "utf-8"
    text = as_utf8(body)
    said = declared(body, content_type)
    if text is not None and (not body.isascii() or said in ("", "utf-8", "ascii", "iso8859-1", "cp1252")):
        return clean(text).encode(), "utf-8"
    if said in _LATIN:
        return clean(body.decode("cp1252", "replace")).encode(), "utf-8"
    return body, said if said and said != "utf-8" else ""


def to_text(body: bytes, content_type: str) -> str:
    """Return the text of a page: by byte order mark, UTF-8 that decodes, the declaration, else Windows-1252."""
    for mark, name in zip(BOMS[1:], ("utf-32", "utf-32", "utf-16", "utf-16"), strict=True):
        if body.startswith(mark):
            return body.decode(name, "replace")
    text = as_utf8(body)
    if text is not None:
        return text
    said = declared(body, content_type)
    return body.decode("cp1252" if said in ("", "utf-8", *_LATIN) else said, "replace")
