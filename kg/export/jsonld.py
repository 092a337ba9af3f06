"""JSON-LD 1.1, one node object per subject; the context is inside the file, so nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyoxigraph as ox

from kg.export.subjects import Described, described_subjects, lexical
from kg.export.text import _XSD_STRING
from kg.rdf.store import Store
from kg.rdf.vocabulary import PREFIXES, term


def jsonld(store: Store) -> Iterator[str]:
    """Yield the derived graph as a JSON-LD document, in pieces: the context, then one line per subject."""
    context = PREFIXES | {"id": store.base}
    yield '{"@context": ' + json.dumps(context, indent=1) + ',\n"@graph": [\n'
    separator = ""
    for subject in described_subjects(store):
        yield separator + json.dumps(_node(subject, context), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _node(subject: Described, context: dict[str, str]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _compact(subject.iri, context)}
    for predicate, value in subject.pairs:
        if predicate == term("rdf:type"):
            key, shown = "@type", _compact(value.value, context)
        else:
            key, shown = _compact(predicate.value, context), _value(value, context)  # type: ignore[assignment]
        values = node.setdefault(key, [])
        assert isinstance(values, list)
        values.append(shown)
    return node


def _value(value: ox.NamedNode | ox.Literal, context: dict[str, str]) -> dict[str, str]:
    if isinstance(value, ox.NamedNode):
        return {"@id": _compact(value.value, context)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _XSD_STRING:
        return {"@value": value.value}
    return {"@value": lexical(value), "@type": _compact(value.datatype.value, context)}


def _compact(iri: str, context: dict[str, str]) -> str:
    """Return ``prefix:rest`` for the longest namespace that fits; a rest starting with // would be read as an IRI."""
    fitting = [(len(namespace), prefix) for prefix, namespace in context.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return iri if iri[length:].startswith("//") else f"{prefix}:{iri[length:]}"
