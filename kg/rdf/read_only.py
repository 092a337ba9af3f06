"""What a query may not do: ask another server, or read a local file."""

from __future__ import annotations

import re

from kg.errors import QueryError

# The grammar needs no space around a keyword (``1SERVICE<…>``), and what looks like an IRI may be a comparison, so
# the whole text is searched, strings and comments included: rather refuse a harmless query than make a request.
_GAP = r"(?:\s|#[^\r\n]*[\r\n])*"
_SERVICE = re.compile(
    rf"(?:(?<![?$:/A-Za-z_-])|(?<=true)|(?<=false))SERVICE{_GAP}(?:SILENT{_GAP})?(?:<|[?$]\w|[\w.-]*:)", re.IGNORECASE
)
_LOCAL_FILE = re.compile(r"<\s*file:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_read_only(query: str) -> None:
    """Raise QueryError where a query could reach beyond the graph: SERVICE, or a local file as graph."""
    text = _ESCAPE.sub(lambda found: _character(found.group(1) or found.group(2)), query)
    for pattern, what in ((_SERVICE, "SERVICE asks another server"), (_LOCAL_FILE, "<file:…> names a local file")):
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise QueryError(f"{what}, which is refused", f"query:{line}", "query what is in the graph")


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"
