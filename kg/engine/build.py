"""Articles → store → files: the stages wired together, one article at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from spacy.tokens import Doc

from kg.engine.check import check_store
from kg.engine.parallel import Read, failure, read_in_parallel
from kg.engine.report import BuildReport, Listener
from kg.engine.timing import Stopwatch
from kg.engine.version import extractor_version
from kg.errors import InputError, UsageError
from kg.export.files import DEFAULT_FORMATS, export_all, formats_of, sweep
from kg.extract.article import read_article
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.ground.ground import ground
from kg.ground.resolve.judgements import FILE, load_judgements, read_judgements
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article, GroundedReading, Problem
from kg.rdf.store import Store
from kg.sources.problems import Doubt, Duplicate
from kg.sources.read import read_articles


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build: ``model`` names a spaCy pipeline (None: the shipped one), ``formats`` the files to export.

    ``prune`` drops articles from the store that are no longer in the input. ``debug`` lets an article on which a
    stage fails stop the build instead of being skipped and reported. ``jobs`` processes read articles; the result is
    the same for any number of them.
    """

    model: str | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    prune: bool = False
    validate: bool = True
    debug: bool = False
    jobs: int = 1


def build(
    inputs: Sequence[str],
    out: Path,
    options: BuildOptions | None = None,
    listener: Listener | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read the inputs into the store under ``out``, derive, validate and export; return what was done.

    Every article is one transaction, so an interrupted build goes on where it stopped. Raises InputError when no
    input is readable, UsageError when ``out`` is a file or a format unknown, KgError when another build holds the
    store or the pipeline cannot be loaded.
    """
    if out.exists() and not out.is_dir():
        raise UsageError("the output is a file", str(out), "give the path of a folder")
    run = _Run(options or BuildOptions(), listener or Listener())
    if run.options.jobs < 1:
        raise UsageError(f"{run.options.jobs} processes", "--jobs", "give 1 or more")
    formats_of(",".join(run.options.formats))
    articles = run.watch.wrap("read", run.reported(read_articles(inputs, stdin)))
    first = next(articles, None)
    if first is None:
        raise InputError("no input holds a readable article", next_step="the problems are listed above")
    out.mkdir(parents=True, exist_ok=True)
    version, judgements = extractor_version(run.options.model), load_judgements(out)
    with Store(out / "store", extractor=version, judgements=judgements) as store:
        seen = run.fill(store, chain([first], articles))
        if run.options.prune:
            run.prune(store, seen)
        run.finish(store, out)
    run.report.seconds = dict(run.watch.seconds)
    return run.report


@dataclass(slots=True)
class _Run:
    """One build: its options, and what it has done so far."""

    options: BuildOptions
    listener: Listener
    report: BuildReport = field(default_factory=BuildReport)
    watch: Stopwatch = field(default_factory=Stopwatch)

    def note(self, problem: Problem) -> None:
        self.report.problems.append(problem)
        self.listener.problem(problem)

    def reported(self, items: Iterator[Article | Problem]) -> Iterator[Article]:
        for item in items:
            if isinstance(item, Problem):
                self.note(item)
            else:
                yield item

    def fill(self, store: Store, articles: Iterator[Article]) -> set[str]:
        """Put every article into the store that it lacks; return the identifiers of all of them."""
        seen: set[str] = set()
        fresh = self._fresh(store, articles, seen)
        first = next(fresh, None)
        if first is None:
            return seen
        with closing(self._readings(chain([first], fresh))) as readings:
            for article, grounded in readings:
                self._keep(store, article, grounded)
        return seen

    def _keep(self, store: Store, article: Article, grounded: GroundedReading | Problem) -> None:
        if isinstance(grounded, Problem):
            self.note(grounded)
            return
        with self.watch.stage("store"):
            unstated = store.put(grounded)
        for problem in unstated:
            self.note(Doubt(problem.where, problem.what, problem.next_step))
        self.report.add(grounded.reading)
        self.listener.article(article, unchanged=False)

    def _readings(self, articles: Iterator[Article]) -> Generator[Read, None, None]:
        """Yield what is read in each article; with several processes, all of their time counts as parsing."""
        if self.options.jobs > 1:
            self.listener.stage("read")
            with closing(read_in_parallel(articles, self.options.model, self.options.jobs, self.options.debug)) as read:
                yield from self.watch.wrap("parse", read)
            return
        self.listener.stage("load")
        with self.watch.stage("load"):
            nlp, lexicon = load_pipeline(self.options.model), load_lexicon()
        self.listener.stage("read")
        for article, doc in self.watch.wrap("parse", analyse(nlp, articles)):
            yield article, self._understand(article, doc, lexicon)

    def _fresh(self, store: Store, articles: Iterator[Article], seen: set[str]) -> Iterator[Article]:
        for article in articles:
            seen.add(article.identifier)
            with self.watch.stage("store"):
                held = store.holds(article)
            if held:
                self.report.unchanged += 1
                self.listener.article(article, unchanged=True)
            else:
                yield article

    def _understand(self, article: Article, doc: Doc, lexicon: Lexicon) -> GroundedReading | Problem:
        try:
            with self.watch.stage("extract"):
                reading = read_article(article, doc, lexicon)
            with self.watch.stage("ground"):
                return ground(reading, lexicon)
        except Exception as error:  # an article that a rule trips over is reported and must not cost the others
            if self.options.debug:
                raise
            return failure(article, error)

    def prune(self, store: Store, seen: set[str]) -> None:
        """Drop what the input no longer holds, unless part of the input could not be read."""
        unread = [problem for problem in self.report.skipped if not isinstance(problem, Duplicate)]
        gone = sorted(set(store.identifiers()) - seen)
        if gone and unread:
            what = f"{len(gone)} articles are not in the input, but were kept: part of the input could not be read"
            self.note(Doubt("--prune", what, "mend or remove the skipped inputs, then build again"))
            return
        with self.watch.stage("store"):
            for identifier in gone:
                store.remove(identifier)
        self.report.removed = gone

    def finish(self, store: Store, out: Path) -> None:
        """Derive, validate and export what the store holds."""
        self.listener.stage("derive")
        with self.watch.stage("derive"):
            store.derive()
            self.report.counts = store.counts()
        own = {judgement.pair for judgement in read_judgements(out / FILE)}
        for judgement in store.stale:
            if judgement.pair in own:
                what = f"the judgement on {judgement.one} and {judgement.other} applies to nothing in this graph"
                self.note(
                    Doubt(str(out / FILE), what, "kg resolve OUT lists the pairs there are; judge anew or --undo")
                )
        if self.options.validate:
            self.listener.stage("validate")
            with self.watch.stage("validate"):
                self.report.violations = check_store(store)
        self.listener.stage("export")
        with self.watch.stage("export"):
            sweep(out)
            self.report.files = export_all(store, out, self.options.formats)
