"""A graph against its shapes."""

from __future__ import annotations

import gc
from pathlib import Path

from kg.engine.query import open_store
from kg.rdf.store import Store
from kg.rdf.validate import Violation, validate


def check(path: Path) -> list[Violation]:
    """Return the violations of a build's folder or of a graph file; raises InputError where it is neither."""
    if path.is_file():
        return validate(path)
    with open_store(path) as store:
        return check_store(store)


def check_store(store: Store) -> list[Violation]:
    """Return the violations of an open store, which can be closed afterwards."""
    violations = validate(store)
    gc.collect()  # pySHACL leaves a cycle through the caller's frames, which would keep the store's files open
    return violations
