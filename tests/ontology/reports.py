"""What SHACL reports of each fixture: ``python -m tests.ontology.reports`` writes the expected reports anew."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node

from tests.ontology.vocabulary import FIXTURES, ID, local, ontology, parsed, shapes

EXPECTED = FIXTURES / "expected"
HEADER = ("shape", "node", "path", "value", "severity", "message")


@cache
def rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """Return the results of a fixture, sorted: shape, node, path, offending value, severity and message."""
    _, report, _ = pyshacl.validate(parsed(path), shacl_graph=shapes(), ont_graph=ontology(), inference="none")
    assert isinstance(report, Graph)
    found = []
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        cells = [report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value)]
        messages = sorted(str(text) for text in report.objects(result, SH.resultMessage))
        severity = local(report.value(result, SH.resultSeverity))
        found.append((local(shape), *(_shown(cell) for cell in cells), severity, " / ".join(messages)))
    return tuple(sorted(found))


def _shown(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, URIRef):
        return node.removeprefix(ID) if node.startswith(ID) else f":{local(node)}"
    return "_:" if isinstance(node, BNode) else node.n3().replace("\n", "\\n")


def table(path: Path) -> str:
    """Return the report of a fixture as tab-separated lines."""
    return "".join("\t".join(row) + "\n" for row in (HEADER, *rows(path)))


if __name__ == "__main__":
    EXPECTED.mkdir(exist_ok=True)
    for fixture in FIXTURES.glob("*.ttl"):
        (EXPECTED / f"{fixture.stem}.tsv").write_text(table(fixture), encoding="utf8")
