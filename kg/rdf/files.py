"""Graph files: the formats that are read, and what their graphs are."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError
from kg.ids import BASE
from kg.rdf.vocabulary import derived_graph

SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip
KNOWN = f"{', '.join(list(SUFFIXES)[:-1])} or {list(SUFFIXES)[-1]}"


def rdf_format(path: Path) -> ox.RdfFormat:
    """Return the format that a file's name says; raises InputError for another one."""
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        what = f"unknown graph format {path.suffix!r}" if path.suffix else "a graph file without a suffix"
        raise InputError(what, str(path), f"give a {KNOWN} file, or the folder kg build wrote")
    return found


def load_file(path: Path) -> tuple[ox.Store, ox.NamedNode | ox.DefaultGraph]:
    """Return the quads of a graph file, and the graph among them that holds what all articles say together.

    That is the derived graph where the file has it, else the triples without a graph. Raises InputError for a file
    that is no graph or holds no triple.
    """
    quads = ox.Store()
    try:
        quads.bulk_load(path=str(path), format=rdf_format(path))
    except SyntaxError as error:
        raise InputError(f"not valid RDF: {error}", str(path), "export the graph again") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", str(path), "check the path") from error
    if not len(quads):
        raise InputError("holds no triple", str(path), "export the graph again")
    derived = derived_graph(BASE)
    return quads, derived if quads.contains_named_graph(derived) else ox.DefaultGraph()
