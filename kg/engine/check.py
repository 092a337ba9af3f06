"""A graph against its shapes."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.rdf.store import Store
from kg.rdf.validate import Violation, validate


def check(path: Path) -> list[Violation]:
    """Return the violations of a build's folder or of a graph file; raises InputError where there is neither."""
    if path.is_file():
        return validate(path)
    if not (path / "store").is_dir():
        raise InputError("no store and no graph file", str(path), "run kg build first, or give a .ttl or .nt file")
    with Store(path / "store", read_only=True) as store:
        return validate(store)
