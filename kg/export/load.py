"""A built graph → a SPARQL server, named graph by named graph, going on after a break.

A journal beside the graph says which graphs the server has taken, by the digest of their triples. It is preferred to
counting the server's triples: the protocol that writes graphs cannot count, and an equal count may hide other triples.
PUT replaces a graph as a whole, so what was under way at a break is sent again without harm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, KgError
from kg.export.files import replace_file
from kg.export.load_protocol import GraphStore
from kg.export.text import graph_names, nquads
from kg.ids import BASE
from kg.rdf.files import KNOWN, rdf_format
from kg.rdf.store import Store
from kg.rdf.vocabulary import derived_graph

BATCH = 50_000

Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph as it is sent: its IRI, and its triples as lines of N-Triples, sorted as the source gives them."""

    iri: str
    lines: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the lines, in hexadecimal digits."""
        return hashlib.sha256("".join(self.lines).encode("utf8")).hexdigest()


@dataclass(slots=True)
class LoadReport:
    """What a load did, in numbers of graphs; ``triples`` counts those of the graphs sent."""

    sent: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    triples: int = 0


@contextmanager
def open_graphs(path: Path, into: str | None = None) -> Iterator[tuple[int, Iterator[NamedGraph]]]:
    """Hold open a build's folder or a graph file; give how many graphs, and the graphs.

    Triples without a graph go to the derived graph. With ``into`` there is one graph of this IRI: the derived graph
    where the data has one, else all graphs together. Raises InputError where there is nothing to load.
    """
    if path.is_file():
        graphs = _parsed(path)
        derived = derived_graph(BASE).value
        if into is not None:
            chosen = graphs.get(derived) or {line for lines in graphs.values() for line in lines}
            graphs = {into: chosen}
        names = sorted(graphs, key=lambda name: (name == derived, name))
        yield len(names), (NamedGraph(name, tuple(sorted(graphs[name]))) for name in names)
        return
    if not (path / "store").is_dir():
        raise InputError("no store and no graph file", str(path), f"run kg build first, or give a {KNOWN} file")
    with Store(path / "store", read_only=True) as store:
        store.derive()  # read-only: raises where an interrupted build left nothing derived
        stored = _stored(store)
        if into is None:
            yield len(graph_names(store)), stored
        else:
            yield 1, (NamedGraph(into, graph.lines) for graph in stored if graph.iri == store.derived.value)


def load(
    graphs: Iterable[NamedGraph], number: int, server: GraphStore, journal: Path, *, again: bool = False,
    told: Told = lambda done, number, iri: None,
) -> LoadReport:  # fmt: skip
    """Put graphs on a server, except those that the journal says it holds; return what was done.

    Graphs of the journal that are no longer given are removed from the server. With ``again``, or where the server
    lost a graph that the journal names, all are sent. ``told`` hears of every graph before it is sent: how many are
    done, of how many, and its IRI. Raises KgError where the server refuses or stays away; the journal then says how
    far it came.
    """
    held = {} if again else _taken(journal)
    if (first := next(iter(held), None)) is not None and not server.has(first):
        held = {}
    report, given = LoadReport(), {}
    _begin(journal, held)
    with journal.open("a", encoding="utf8") as file:
        for done, graph in enumerate(graphs):
            given[graph.iri] = graph.digest
            if held.get(graph.iri) == given[graph.iri]:
                report.unchanged += 1
                continue
            told(done, number, graph.iri)
            _send(server, graph)
            report.sent += 1
            report.triples += len(graph.lines)
            file.write(_lines({graph.iri: given[graph.iri]}))
            file.flush()
    for iri in sorted(held.keys() - given.keys()):
        server.delete(iri)
        report.removed.append(iri)
    replace_file(journal, lambda path: path.write_text(_lines(given), encoding="utf8"))
    return report


def _begin(journal: Path, held: dict[str, str]) -> None:
    try:
        replace_file(journal, lambda path: path.write_text(_lines(held), encoding="utf8"))
    except OSError as error:
        what = f"the journal of this load cannot be written: {error.strerror}"
        step = "copy the graph to a folder that can be written, and load it from there"
        raise KgError(what, str(journal), step) from error


def journal_of(path: Path, address: str) -> Path:
    """Return where the journal of a graph and a server lies: in the build's folder, or beside the file."""
    name = f"load-{hashlib.sha256(address.encode('utf8')).hexdigest()[:12]}.journal"
    return path / name if path.is_dir() else path.with_name(f"{path.name}.{name}")


def _send(server: GraphStore, graph: NamedGraph) -> None:
    """Put the graph, in batches unless it has blank nodes, which would be others in each."""
    blank = any(line.startswith("_:") or " _:" in line for line in graph.lines)
    size = max(len(graph.lines), 1) if blank else BATCH
    for start in range(0, max(len(graph.lines), 1), size):
        body = "".join(graph.lines[start : start + size]).encode("utf8")
        server.send("POST" if start else "PUT", graph.iri, body)


def _stored(store: Store) -> Iterator[NamedGraph]:
    for name, lines in groupby(nquads(store), lambda line: line.rsplit(" <", 1)[1]):
        yield NamedGraph(name.removesuffix("> .\n"), tuple(line.rsplit(" <", 1)[0] + " .\n" for line in lines))


def _parsed(path: Path) -> dict[str, set[str]]:
    graphs: dict[str, set[str]] = {}
    try:
        for quad in ox.parse(path=str(path), format=rdf_format(path)):
            name = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else derived_graph(BASE)
            graphs.setdefault(name.value, set()).add(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    except SyntaxError as error:
        raise InputError(f"not valid RDF: {error}", str(path), "export the graph again") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}", str(path), "check the path") from error
    if not graphs:
        raise InputError("holds no triple", str(path), "export the graph again")
    return graphs


def _taken(journal: Path) -> dict[str, str]:
    """Return digests by graph; a last line that a break cut off does not count."""
    if not journal.is_file():
        return {}
    lines = journal.read_text("utf8").split("\n")[:-1]
    return {iri: digest for digest, _, iri in (line.partition(" ") for line in lines)}


def _lines(digests: dict[str, str]) -> str:
    return "".join(f"{digest} {iri}\n" for iri, digest in digests.items())
