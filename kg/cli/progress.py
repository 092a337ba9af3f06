"""Progress of a build on a terminal; problems as lines, everywhere."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.engine.report import Listener
from kg.model import Article, Problem

_DOING = {
    "load": "loading the language pipeline",
    "read": "reading articles",
    "derive": "deriving edges",
    "validate": "validating",
    "export": "writing files",
}


class ProgressListener(Listener):
    """Shows a moving line while articles are read, and every problem when it occurs."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
        self._task = self._progress.add_task("starting", total=None)
        self._console = console
        self._count = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def stage(self, name: str) -> None:
        """Show what is being done."""
        self._progress.update(self._task, description=_DOING.get(name, name))

    def problem(self, problem: Problem) -> None:
        """Print a problem as one line."""
        self._console.print(" ".join(str(problem).split()))

    def article(self, article: Article, *, unchanged: bool) -> None:
        """Count an article and show its identifier."""
        self._count += 1
        self._progress.update(self._task, description=f"{self._count} articles  {article.identifier[:60]}")
