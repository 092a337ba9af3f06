"""Kinds of Problem: a plain ``Problem`` stands for an input that could not be read and was skipped."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Problem


@dataclass(frozen=True, slots=True)
class Ignored(Problem):
    """A file that nobody asked for by name and that is in no known format."""


@dataclass(frozen=True, slots=True)
class Doubt(Problem):
    """A detail that was left out (a date, an address) of an article that is used all the same."""


@dataclass(frozen=True, slots=True)
class Duplicate(Problem):
    """An article that was skipped because another one has its identifier or its content."""
