"""Kinds of Problem that cost no article: a plain ``Problem`` always stands for an input that was skipped."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Problem


@dataclass(frozen=True, slots=True)
class Ignored(Problem):
    """A file that nobody asked for by name and that is in no known format."""


@dataclass(frozen=True, slots=True)
class Doubt(Problem):
    """A detail that was left out (a date, an address) of an article that is used all the same."""
