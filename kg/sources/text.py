"""Bytes → text whose code-point offsets stay honest: line ends are unified, what no store can hold is blanked."""

from __future__ import annotations

import re

from kg.model import Problem

# Every C0 control but tab and newline becomes a space; a lone surrogate (JSON can escape one) cannot be encoded.
_BLANKED = {code: " " for code in range(0x20) if chr(code) not in "\n\t"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def clean(text: str) -> str:
    """Return the text with LF line ends, without a leading byte-order mark, controls blanked.

    CRLF is the only sequence that changes its length (to one code point); all other replacements are one for one.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKED)
    return _SURROGATE.sub("\ufffd", text)


def decode(data: bytes, where: str, line: int = 1, offset: int = 0) -> str | Problem:
    """Return the bytes as text, or a Problem with the line and byte offset of the first byte that is not UTF-8.

    ``line`` and ``offset`` say where in the file the bytes begin. NUL bytes mean a binary file.
    """
    if data.startswith(_UTF16) and not offset:
        return Problem(f"{where}:{line}", "UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        at = line + data.count(b"\n", 0, nul)
        return Problem(f"{where}:{at}", f"binary data (NUL at byte {offset + nul})", "give text in UTF-8")
    try:
        return data.decode("utf8")
    except UnicodeDecodeError as error:
        at = line + data.count(b"\n", 0, error.start)
        byte = data[error.start]
        what = f"not UTF-8: byte 0x{byte:02x} at byte offset {offset + error.start}"
        return Problem(f"{where}:{at}", what, "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")


def printable(name: str) -> str:
    """Return a file name that can be written anywhere: bytes that are not UTF-8 show as escapes."""
    return name.encode("utf8", "backslashreplace").decode("utf8")


def with_headline(title: str, body: str) -> str:
    """Return the text of an article whose headline comes apart: headline, blank line, body.

    A body that already begins with its headline is returned as it is.
    """
    if not title or body.lstrip().startswith(title):
        return body
    return f"{title}\n\n{body}"
