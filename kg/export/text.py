"""Turtle, TriG, N-Triples and N-Quads, written by hand so that equal stores give equal bytes.

Names are shortened only where no escape is needed (some stores keep the backslash of ``\\(`` in the IRI), strings
are never long quotes, and nothing is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.export.subjects import Described, described_subjects, kind_of, lexical
from kg.rdf.store import Store
from kg.rdf.vocabulary import PREFIXES, XSD_DECIMAL, XSD_INTEGER, term

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)")
_PREFIX = re.compile(r"[a-z](?:[a-z-]*[a-z])?")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\u0085\u2028\u2029]')
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def turtle(store: Store) -> Iterator[str]:
    """Yield the derived graph as Turtle, in pieces: prefixes, then one block per subject, grouped by kind."""
    names = _Names(store.base, _kinds(store))
    yield names.header()
    kind = None
    for subject in described_subjects(store):
        if (found := kind_of(subject.iri, store.base)) != kind:
            kind = found
            yield f"\n# {kind or 'ontology'}\n"
        yield "\n" + _block(subject, names, "")


def trig(store: Store) -> Iterator[str]:
    """Yield all named graphs as TriG, sorted by name."""
    names = _Names(store.base, _kinds(store))
    yield names.header()
    for graph in graph_names(store):
        yield f"\n{names.iri(graph.value)} {{\n"
        for subject in described_subjects(store, graph):
            yield _block(subject, names, "  ")
        yield "}\n"


def ntriples(store: Store) -> Iterator[str]:
    """Yield the derived graph as N-Triples, one line a piece, in the order of the Turtle."""
    for subject in described_subjects(store):
        for predicate, value in subject.pairs:
            yield f"<{subject.iri}> <{predicate.value}> {_full(value)} .\n"


def nquads(store: Store) -> Iterator[str]:
    """Yield all named graphs as N-Quads, one line a piece, sorted by graph."""
    for graph in graph_names(store):
        for subject in described_subjects(store, graph):
            for predicate, value in subject.pairs:
                yield f"<{subject.iri}> <{predicate.value}> {_full(value)} <{graph.value}> .\n"


def graph_names(store: Store) -> list[ox.NamedNode]:
    """Return the names of all graphs, sorted, the derived graph last."""
    names = [name for name in store.dataset.named_graphs() if isinstance(name, ox.NamedNode)]
    return sorted(names, key=lambda name: (name == store.derived, name.value))


def quoted(text: str) -> str:
    """Return a text as a short quoted string of Turtle and N-Triples."""
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text) + '"'


def prefixes(base: str, kinds: Iterable[str]) -> dict[str, str]:
    """Return the prefixes of an export: the vocabularies and one for each kind of individual ("state:MA")."""
    own = {kind: f"{base}{kind}/" for kind in sorted(kinds) if _PREFIX.fullmatch(kind) and kind not in PREFIXES}
    return PREFIXES | own


class _Names:
    """Shortens IRIs; remembers the prefixes."""

    def __init__(self, base: str, kinds: set[str]) -> None:
        self.prefixes = prefixes(base, kinds)
        self.namespaces = {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def header(self) -> str:
        return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.prefixes.items())

    def iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self.namespaces.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix is not None and _LOCAL.fullmatch(iri[cut:]) else f"<{iri}>"

    def term(self, value: ox.NamedNode | ox.Literal) -> str:
        if isinstance(value, ox.NamedNode):
            return self.iri(value.value)
        text = lexical(value)
        if value.datatype in (XSD_INTEGER, XSD_DECIMAL) and _NUMBER.fullmatch(text):
            return text
        if value.language or value.datatype.value == _XSD_STRING:
            return quoted(text) + (f"@{value.language}" if value.language else "")
        return f"{quoted(text)}^^{self.iri(value.datatype.value)}"


def _kinds(store: Store) -> set[str]:
    quads = store.dataset.quads_for_pattern(None, term("rdf:type"), None, store.derived)
    return {kind_of(quad.subject.value, store.base) for quad in quads} - {""} | {"graph"}  # type: ignore[union-attr]


def _block(subject: Described, names: _Names, indent: str) -> str:
    lines: list[str] = []
    previous = None
    for predicate, value in subject.pairs:
        if predicate == previous:
            lines[-1] += f" , {names.term(value)}"
        else:
            verb = "a" if predicate == term("rdf:type") else names.iri(predicate.value)
            lines.append(f"{verb} {names.term(value)}")
        previous = predicate
    return f"{indent}{names.iri(subject.iri)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _full(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.NamedNode):
        return f"<{value.value}>"
    text = quoted(lexical(value))
    if value.language:
        return f"{text}@{value.language}"
    return text if value.datatype.value == _XSD_STRING else f"{text}^^<{value.datatype.value}>"
