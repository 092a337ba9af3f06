"""Articles read in several processes: the same readings, in the same order, as in one.

Processes are spawned, so nothing of the caller's state is copied into them, and each loads the pipeline once. They
end when the caller's end of a pipe closes: on an error, on an interrupt, and when the caller is killed.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection

from spacy.language import Language

from kg.errors import KgError
from kg.extract.article import read_article
from kg.extract.lexicon import load_lexicon
from kg.ground.ground import ground
from kg.language.analyse import BATCH, analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article, GroundedReading, Problem

Read = tuple[Article, GroundedReading | Problem]


def read_in_parallel(
    articles: Iterator[Article], model: str | None, jobs: int, debug: bool = False
) -> Generator[Read, None, None]:
    """Yield each article with what was read in it, or with the problem that kept it from being read, in their order.

    Batches are those of one process, so that readings are, too. With ``debug`` a failure is raised instead. Raises
    KgError where the pipeline cannot be loaded, or a process ends unexpectedly. Close it to end the processes.
    """
    reader, writer = get_context("spawn").Pipe(duplex=False)
    executor = ProcessPoolExecutor(jobs, get_context("spawn"), _end_with, (reader,))
    pending: deque[Future[list[Read]]] = deque()
    try:
        while True:
            while len(pending) < 2 * jobs and (batch := list(islice(articles, BATCH))):
                pending.append(executor.submit(_read, batch, model, debug))
            if not pending:
                break
            yield from pending.popleft().result()
        executor.shutdown()
    except BrokenProcessPool as error:
        what = "a process that read articles ended unexpectedly"
        raise KgError(what, next_step="memory may be short: build again with --jobs 1; it goes on here") from error
    finally:
        writer.close()
        executor.shutdown(cancel_futures=True)
        reader.close()


def failure(article: Article, error: Exception) -> Problem:
    """Return the problem of an article that a rule trips over."""
    what = f"reading it failed: {type(error).__name__}: {error}"
    return Problem(article.source, what, "build it alone with --debug and report the traceback")


def _read(articles: list[Article], model: str | None, debug: bool) -> list[Read]:
    nlp, lexicon = _pipeline(model), load_lexicon()
    found: list[Read] = []
    for article, doc in analyse(nlp, articles):
        try:
            found.append((article, ground(read_article(article, doc, lexicon), lexicon)))
        except Exception as error:  # reported by the caller; it must not cost the others
            if debug:
                raise
            found.append((article, failure(article, error)))
    return found


@cache
def _pipeline(model: str | None) -> Language:
    return load_pipeline(model)


def _end_with(pipe: Connection) -> None:
    """Leave interrupts to the caller, and end this process when the caller's end of the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        pipe.poll(None)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
