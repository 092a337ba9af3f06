"""CSV tables of entities, claims and evidence: RFC 4180, UTF-8, one header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kg.export.view import GraphView


def entities_csv(view: GraphView) -> Iterator[str]:
    """Yield one line per entity; several values in a cell are separated by " | "."""
    header = ("iri", "label", "class", "classes", "alt_labels", "described", "iso", "same_as", "count", "degree")
    rows = (
        (n.iri, n.label, n.classes[0] if n.classes else "", _join(n.classes), _join(n.alt_labels),
         str(n.described).lower(), n.iso, _join(n.same_as), "" if n.count is None else n.count, n.degree)
        for n in view.nodes
    )  # fmt: skip
    return _lines(header, rows)


def claims_csv(view: GraphView) -> Iterator[str]:
    """Yield one line per claim, with the labels of both ends and the number of its evidences."""
    labels = {node.iri: node.label for node in view.nodes}
    header = ("claim", "subject", "subject_label", "relation", "object", "object_label", "factuality", "confidence",
              "attributed_to", "event", "event_class", "start_date", "end_date", "evidences")  # fmt: skip
    rows = (
        (e.iri, e.subject, labels.get(e.subject, ""), e.relation, e.object, labels.get(e.object, ""), e.factuality,
         e.confidence, _join(e.attributed_to), e.event, e.event_class, e.start_date, e.end_date, len(e.evidences))
        for e in view.edges
    )  # fmt: skip
    return _lines(header, rows)


def evidence_csv(view: GraphView) -> Iterator[str]:
    """Yield one line per claim and sentence; offsets count code points and are half-open."""
    header = (
        "claim",
        "article",
        "identifier",
        "title",
        "publisher",
        "date",
        "url",
        "start",
        "end",
        "rules",
        "sentence",
    )
    rows = (
        (
            edge.iri,
            e.article,
            e.identifier,
            e.title,
            e.publisher,
            e.date,
            e.url,
            e.start,
            e.end,
            _join(e.rules),
            e.sentence,
        )
        for edge in view.edges
        for e in edge.evidences
    )
    return _lines(header, rows)


def _join(values: Iterable[str]) -> str:
    return " | ".join(values)


def _lines(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    for row in (header, *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        yield line.getvalue()
