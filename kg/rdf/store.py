"""The store: an Oxigraph dataset on disk, one named graph per article, one transaction per change.

The derived graph is written after the articles, with the identities that resolution finds. A mark says that it is
complete, and another on which judgements it rests; the transaction that changes an article's graph takes both away, so
a stale or half-written derived graph is never asked, however a build ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg import __version__
from kg.errors import KgError, QueryError
from kg.ground.resolve.judgements import Judgement, fingerprint
from kg.ground.resolve.resolve import Resolution, resolve
from kg.ids import BASE
from kg.model import Article, GroundedReading, Problem
from kg.rdf.counts import Counts, count
from kg.rdf.derive import derived_quads
from kg.rdf.identify import Identified
from kg.rdf.literals import plain
from kg.rdf.occurrences import occurrences
from kg.rdf.quads import article_iri, reading_problems, reading_quads
from kg.rdf.read_only import check_read_only
from kg.rdf.vocabulary import derived_graph, term

FLUSH_EVERY = 20_000  # quads: what is not flushed stays in memory, up to 64 MB for each index of the database


class Store:
    """A dataset in a directory, locked for one writer or several readers; use it as a context manager.

    ``base`` is the IRI that keys are appended to, ``extractor`` the version written to and asked of articles,
    ``judgements`` what people said of identities, which the derived graph of a writer rests on; ``stale`` holds those
    that the last derivation found nothing for. Raises KgError where
    the directory is no store, or another process holds it; leaving the context, where the database was found damaged.
    """

    def __init__(
        self,
        path: Path,
        read_only: bool = False,
        *,
        base: str = BASE,
        extractor: str = __version__,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        self.path = Path(path)
        self.base = base
        self.extractor = extractor
        self.read_only = read_only
        self.judgements = tuple(judgements)
        self.stale: tuple[Judgement, ...] = ()
        self._unflushed = 0
        self.derived = derived_graph(base)
        self._mark = ox.Quad(self.derived, term("dct:type"), plain("complete"), ox.DefaultGraph())
        self._basis = ox.Quad(
            self.derived, term("dct:requires"), plain(fingerprint(self.judgements)), ox.DefaultGraph()
        )
        if read_only and not self.path.is_dir():
            raise KgError(f"there is no store at {self.path}", next_step="run kg build first")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self.path, exclusive=not read_only)
        try:
            self._store: ox.Store | None = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
        except (OSError, RuntimeError) as error:
            os.close(self._lock)
            raise _damage(error, self.path) or KgError(
                f"the store cannot be opened: {error}", str(path), _REMOVE if _lost(error) else _CHECK
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        finally:
            if value is not None and (damage := _damage(value, self.path)):
                raise damage from value

    def close(self) -> None:
        """Write everything to disk and give the lock back; closing twice is no error."""
        if self._store is None:
            return
        try:
            if not self.read_only:
                self._store.flush()
        finally:
            self._store = None
            os.close(self._lock)

    @property
    def dataset(self) -> ox.Store:
        """The Oxigraph store, for reading; raises KgError once the store is closed."""
        if self._store is None:
            raise KgError("the store is closed")
        return self._store

    def holds(self, article: Article) -> bool:
        """Tell whether this content, read by this version of the extractor, is there under this identifier."""
        node = article_iri(article, self.base)
        facts = (("sc:extractorVersion", self.extractor), ("dct:identifier", article.identifier))
        return all(ox.Quad(node, term(curie), plain(value), node) in self.dataset for curie, value in facts)

    def put(self, grounded: GroundedReading) -> list[Problem]:
        """Write one article in one transaction, in place of what was read in it, or under its identifier, before.

        Equal content under another identifier stays one article with two identifiers. Returns what was left out.
        """
        article = grounded.reading.article
        node = article_iri(article, self.base)
        quads = reading_quads(grounded, self.base, self.extractor)
        quads += (quad for quad in self._identifiers_of(node) if quad not in quads)
        steps = [
            step
            for other in self._graphs_of(article.identifier)
            if other != node
            for step in self._removal(other, article.identifier)
        ]
        if self.dataset.contains_named_graph(node):
            steps.append(f"DROP SILENT GRAPH {node}")
        if steps or self._mark in self.dataset:
            inserts = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
            self._change([*steps, f"INSERT DATA {{ GRAPH {node} {{\n{inserts}\n}} }}"])
        else:
            self.dataset.extend(quads)
        self._unflushed += len(quads)
        if self._unflushed >= FLUSH_EVERY:
            self.dataset.flush()
            self._unflushed = 0
        return reading_problems(grounded)

    def identifiers(self) -> list[str]:
        """Return the identifiers of all articles, sorted."""
        quads = self.dataset.quads_for_pattern(None, term("dct:identifier"), None, None)
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)})

    def remove(self, identifier: str) -> bool:
        """Remove an article in one transaction; return False where no article has this identifier."""
        steps = [step for node in self._graphs_of(identifier) for step in self._removal(node, identifier)]
        if steps:
            self._change(steps)
        return bool(steps)

    def is_derived(self) -> bool:
        """Tell whether the derived graph is complete and up to date; a reader takes its judgements as given."""
        return self._mark in self.dataset and (self.read_only or self._basis in self.dataset)

    def resolution(self) -> Resolution:
        """Return which entities of the articles are one; raises InputError where judgements contradict each other."""
        return resolve(occurrences(self.dataset, self.base), self.judgements)

    def derive(self) -> None:
        """Write the derived graph, unless it is up to date; raise KgError on a read-only store where it is not."""
        if self.is_derived():
            return
        if self.read_only:
            raise KgError("the last build was interrupted", str(self.path), "run kg build again")
        resolution = self.resolution()
        self.stale = resolution.stale
        self._change([])
        self.dataset.remove_graph(self.derived)
        seen = Identified(self.dataset, resolution.identities, self.base)
        self.dataset.bulk_extend(derived_quads(seen, self.base, resolution.labels()))
        self.dataset.extend([self._mark, self._basis])

    def counts(self) -> Counts:
        """Return how much the store holds."""
        return count(self.dataset, self.derived, complete=self.is_derived())

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad, in no particular order."""
        return (quad for quad in self.dataset if quad.graph_name != ox.DefaultGraph())

    def query(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL 1.1 query over the derived graph, deriving it first; ``GRAPH`` reaches single articles.

        Raises QueryError for a malformed query and for one that reaches beyond the store, and KgError on a read-only
        store whose build was interrupted.
        """
        check_read_only(sparql)
        self.derive()
        try:
            return self.dataset.query(sparql, default_graph=self.derived)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}") from error

    def _graphs_of(self, identifier: str) -> list[ox.NamedNode]:
        quads = self.dataset.quads_for_pattern(None, term("dct:identifier"), plain(identifier), None)
        return sorted((quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)), key=str)

    def _identifiers_of(self, node: ox.NamedNode) -> list[ox.Quad]:
        return list(self.dataset.quads_for_pattern(node, term("dct:identifier"), None, node))

    def _removal(self, node: ox.NamedNode, identifier: str) -> list[str]:
        if len(self._identifiers_of(node)) == 1:
            return [f"DROP GRAPH {node}"]
        return [f"DELETE DATA {{ GRAPH {node} {{ {node} {term('dct:identifier')} {plain(identifier)} }} }}"]

    def _change(self, steps: list[str]) -> None:
        """Run SPARQL updates and take the derived graph's marks away, all in one transaction."""
        self.dataset.update(" ;\n".join([f"DELETE WHERE {{ {self.derived} ?property ?value }}", *steps]))


_REMOVE = "remove it and run kg build again: it reads the articles anew, judgements are kept"

_CHECK = "check its permissions, the disk, and the limit of open files"


def _lost(error: BaseException) -> bool:
    """Tell whether what is there is no database or lacks files, so that a new one has to be built."""
    return any(sign in str(error) for sign in ("No such file", "not a directory"))


def _damage(error: BaseException, path: Path) -> KgError | None:
    """Return the error to raise where the database says that its files are damaged."""
    if not isinstance(error, RuntimeError) or not str(error).startswith("Corruption"):
        return None
    return KgError(f"the store is damaged: {' '.join(str(error).split())[:200]}", str(path), _REMOVE)


def _lock(path: Path, exclusive: bool) -> int:
    file = path.with_name(path.name + ".lock")
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        if exclusive or not file.exists():
            raise
        handle = os.open(file, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        step = "wait until it ends" if exclusive else "wait until it ends; an exported graph file answers meanwhile"
        raise KgError("the store is in use by another process", str(path), step) from error
    return handle
