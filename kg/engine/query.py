"""Read-only SPARQL over what a build left: a store on disk, or an exported graph file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.engine.query_help import explain_syntax
from kg.errors import InputError, QueryError
from kg.export.subjects import KINDS
from kg.export.text import prefixes
from kg.ids import BASE
from kg.rdf.counts import Counts
from kg.rdf.files import KNOWN, load_file
from kg.rdf.read_only import check_read_only
from kg.rdf.store import Store
from kg.rdf.vocabulary import PREFIXES
from kg.resources import ontology_dir

_PREFIXES = {**PREFIXES, "id": BASE}
_QUERY_PREFIXES = prefixes(BASE, KINDS) | _PREFIXES

_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the ontology; its first comment lines say what it answers."""

    name: str
    description: str
    text: str


def named_queries() -> Iterator[NamedQuery]:
    """Yield the queries of the ontology's folder, sorted by name."""
    for path in sorted((ontology_dir() / "queries").glob("*.rq")):
        text = path.read_text("utf8")
        head: list[str] = []
        for line in text.splitlines():
            if not line.startswith("#"):
                break
            head.append(line.lstrip("# ").rstrip())
        yield NamedQuery(path.stem, " ".join(part for part in head if part), text)


def named_query(name: str) -> NamedQuery:
    """Return the query of this name, with or without its number; raises QueryError, listing the names there are."""
    queries = list(named_queries())
    for query in queries:
        if name.lower() in (query.name, query.name.lstrip("0123456789-")):
            return query
    known = ", ".join(query.name for query in queries) or "none"
    raise QueryError("no query of this name", name, f"choose one of: {known}")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Quads, and the graph among them that a query without GRAPH is about."""

    quads: ox.Store
    graph: ox.NamedNode | ox.DefaultGraph


@contextmanager
def open_dataset(path: Path) -> Iterator[Dataset]:
    """Hold open a build's folder (for reading; a build waits) or a graph file.

    Raises InputError when there is nothing to query, KgError while a build is writing or when one was interrupted.
    """
    if path.is_file():
        yield Dataset(*load_file(path))
        return
    with open_store(path) as store:
        store.derive()  # read-only: raises where an interrupted build left nothing derived
        yield Dataset(store.dataset, store.derived)


def open_store(out: Path) -> Store:
    """Return the store of a build's folder, read-only; raises InputError where there is none."""
    if not (out / "store").is_dir():
        raise InputError("no store and no graph file", str(out), f"run kg build first, or give a {KNOWN} file")
    return Store(out / "store", read_only=True)


def answer(dataset: Dataset, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Answer a query over a dataset; the prefixes of the Turtle need no declaration, GRAPH reaches single articles.

    Raises QueryError where it is malformed, changes data or reaches beyond the dataset.
    """
    check_read_only(query)
    try:
        return dataset.quads.query(query, prefixes=_QUERY_PREFIXES, default_graph=dataset.graph)
    except SyntaxError as error:
        if _UPDATE.search(query):
            what = "not a query, or one that changes data"
            raise QueryError(what, "query", "give SELECT, ASK, CONSTRUCT or DESCRIBE") from error
        what, step = explain_syntax(query, str(error), _QUERY_PREFIXES)
        raise QueryError(what, "query", step) from error


def shorten(iri: str) -> str:
    """Return an IRI as prefix:name where a usual prefix fits, for reading only."""
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def rows(solutions: ox.QuerySolutions) -> Iterator[list[str]]:
    """Yield the solutions as strings to read: IRIs shortened, literals without type, unbound ones empty."""
    for solution in solutions:
        yield [_shown(solution[variable]) for variable in solutions.variables]


def _shown(value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return shorten(value.value)
    return value.value if isinstance(value, ox.Literal) else "" if value is None else str(value)


def serialised(result: ox.QuerySolutions | ox.QueryBoolean, name: str) -> bytes:
    """Return solutions in the SPARQL 1.1 results format ``csv`` or ``json``."""
    chosen = {"csv": ox.QueryResultsFormat.CSV, "json": ox.QueryResultsFormat.JSON}[name]
    if isinstance(result, ox.QueryBoolean) and name == "csv":
        return (b"true" if result else b"false") + b"\r\n"
    return result.serialize(format=chosen) or b""


def n_triples(result: ox.QueryTriples) -> bytes:
    """Return constructed triples as sorted N-Triples."""
    lines = (result.serialize(format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def stored_counts(out: Path) -> Counts:
    """Return how much the store of a build's folder holds; raises InputError where there is none."""
    with open_store(out) as store:
        return store.counts()
