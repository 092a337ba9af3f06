"""A graph against its shapes."""

from __future__ import annotations

from pathlib import Path

from kg.engine.query import open_store
from kg.rdf.validate import Violation, validate


def check(path: Path) -> list[Violation]:
    """Return the violations of a build's folder or of a graph file; raises InputError where it is neither."""
    if path.is_file():
        return validate(path)
    with open_store(path) as store:
        return validate(store)
