"""What is wrong with a query, in words: prefixes nobody declared, IRIs that need another spelling, unknown terms."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from kg.ids import BASE, ONTOLOGY
from kg.rdf.vocabulary import SC

_OPAQUE = re.compile(
    r"<[^<>\s]*>|#[^\r\n]*"
    r"|\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.DOTALL,
)
_NAME = re.compile(r"(?<![\w?$:@\\-])([A-Za-z][\w-]*)?:([\w-]*)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+)")
_SLASH = re.compile(r"(?<![\w?$:])id:([a-z-]+)/([\w-]+)")


def explain_syntax(query: str, message: str, known: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a malformed query, and the next step; ``known`` prefixes need no declaration.

    ``message`` is the parser's, from which the place is taken.
    """
    if not query.strip():
        return "the query is empty", "give SELECT, ASK, CONSTRUCT or DESCRIBE"
    text = _visible(query)
    declared = {*known, *(prefix for prefix, _ in _DECLARED.findall(query))}
    if slash := _SLASH.search(text):
        kind, name = slash.groups()
        return f"malformed: {slash[0]} is no IRI in SPARQL", f"write {kind}:{name} or <{BASE}{kind}/{name}>"
    for prefix, _ in _NAME.findall(text):
        if prefix not in declared:
            step = f"declare it, as in PREFIX {prefix}: <http://…>; known are {', '.join(sorted(declared))}"
            return f"the prefix {prefix}: is not declared", step
    return f"malformed: {_at(query, message)}", "correct it; kg query OUT --list shows examples"


def _at(query: str, message: str) -> str:
    """Return the place of an error with the text around it, or the parser's message where it names none."""
    place = _PLACE.search(message)
    if place is None:
        return message[:200]
    line, column = int(place[1]), int(place[2])
    text = [*query.splitlines(), ""][line - 1]
    return f"error at {line}:{column}, near {text[max(column - 20, 0) : column + 20].strip()!r}"


def unknown_terms(query: str) -> Iterator[tuple[str, str]]:
    """Yield each ``sc:`` name of a query that the ontology lacks, with the likeliest one meant, or nothing."""
    if dict(_DECLARED.findall(query)).get("sc", ONTOLOGY) != ONTOLOGY:
        return
    names = sorted(SC.__annotations__.keys() - {"_NS", "_fail"})
    asked = [local for prefix, local in _NAME.findall(_visible(query)) if prefix == "sc" and local]
    for local in dict.fromkeys(asked):
        if local not in names:
            yield local, next(iter(difflib.get_close_matches(local, names, 1)), "")


def _visible(query: str) -> str:
    """Return the query with IRIs, strings and comments blanked, at the same length."""
    return _OPAQUE.sub(lambda found: " " * len(found[0]), query)
