"""What a build did: the counts its summary and its JSON are written from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ExitCode
from kg.model import Article, Problem, Reading
from kg.rdf.counts import Counts
from kg.rdf.validate import Violation
from kg.sources.problems import Doubt, Ignored


@dataclass(slots=True)
class BuildReport:
    """The tally of a build; ``seconds`` (wall time by stage) never reaches an exported file.

    ``built`` articles were read anew, ``unchanged`` ones were in the store already, ``removed`` holds the identifiers
    of pruned ones. ``violations`` is None where validation was not asked for. ``counts`` is what the store holds.
    """

    built: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    words: int = 0
    sentences: int = 0
    triples: int = 0
    rejections: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    violations: list[Violation] | None = None
    files: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def breaches(self) -> int:
        """How many violations are more than warnings."""
        return sum(violation.severity == "Violation" for violation in self.violations or ())

    @property
    def skipped(self) -> list[Problem]:
        """The problems that cost an input."""
        return [problem for problem in self.problems if not isinstance(problem, Ignored | Doubt)]

    @property
    def words_per_second(self) -> float:
        """Words of the articles read anew, over the wall time of the whole build."""
        total = sum(self.seconds.values())
        return self.words / total if total else 0.0

    @property
    def exit_code(self) -> ExitCode:
        """What the command ends with: violations weigh more than skipped inputs."""
        if not self.built and not self.unchanged:
            return ExitCode.BAD_INPUT
        if self.breaches:
            return ExitCode.VIOLATIONS
        return ExitCode.PARTIAL if self.skipped else ExitCode.OK

    def add(self, reading: Reading) -> None:
        """Count an article that was read anew."""
        self.built += 1
        self.words += reading.words
        self.sentences += len(reading.sentences)
        self.triples += len(reading.triples)
        self.rejections.update(rejection.reason for rejection in reading.rejections)


class Listener:
    """What a caller hears while a build runs; override what is of interest."""

    def stage(self, name: str) -> None:
        """A stage that works on everything at once begins (load, derive, validate, export)."""

    def problem(self, problem: Problem) -> None:
        """Something could not be read or used."""

    def article(self, article: Article, *, unchanged: bool) -> None:
        """An article is in the store."""
