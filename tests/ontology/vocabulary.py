"""Paths, graphs and expected terms that the ontology's tests share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rdflib import Graph, Namespace

ROOT = Path(__file__).resolve().parents[2] / "ontology"
HERE = Path(__file__).resolve().parent
FIXTURES = HERE / "shapes"
SC = Namespace("https://w3id.org/seccoop/ontology#")
SCS = Namespace("https://w3id.org/seccoop/ontology/shapes#")
ID = Namespace("https://w3id.org/seccoop/id/")
TERMS: dict[str, Any] = yaml.safe_load((HERE / "terms.yaml").read_text(encoding="utf8"))


@cache
def parsed(path: Path) -> Graph:
    """Return the graph of a Turtle file; it is shared between tests, so none of them changes it."""
    return Graph().parse(path)


def ontology() -> Graph:
    """Return the graph of seccoop.ttl."""
    return parsed(ROOT / "seccoop.ttl")


def shapes() -> Graph:
    """Return the graph of shapes.ttl."""
    return parsed(ROOT / "shapes.ttl")


def local(term: object) -> str:
    """Return the part of an IRI after its last # or /."""
    return str(term).replace("#", "/").rsplit("/", 1)[-1]
