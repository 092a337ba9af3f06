"""Occurrences and pairs of names built from data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kg.ground.resolve.records import Occurrence
from kg.ids import minted

CASES = Path(__file__).resolve().parents[1] / "cases" / "name_pairs.yaml"


def occurrence(kind: str, name: str, article: str, **known: Any) -> Occurrence:
    """Return an occurrence as grounding and the store give it: single-word persons are scoped to their article."""
    state = known.get("state") or ""
    scope = (article,) if kind == "person" and len(name.split()) < 2 else ()
    key = minted(kind, name, *scope)
    if kind == "agency":
        key = minted(kind, name, state).replace("/", f"/{state or 'XX'}-", 1)
    return Occurrence(
        key,
        f"article/{article}",
        (name,),
        frozenset([state] if state else []),
        known.get("role") or "",
        frozenset(known.get("bodies") or ()),
        frozenset(known.get("ties") or ()),
    )


def pairs() -> list[tuple[Occurrence, Occurrence, str]]:
    """Return the pairs of the test set: two occurrences in two articles, and what they are to each other."""
    found = []
    for part, rows in yaml.safe_load(CASES.read_text("utf8")).items():
        for row in rows:
            kind = row.get("kind", "person" if part == "persons" else part)
            fields = ("state", "role", "bodies", "ties")
            sides = [
                occurrence(kind, row[side], side, **{name: row.get(f"{name}_{side}", row.get(name)) for name in fields})
                for side in ("a", "b")
            ]
            found.append((sides[0], sides[1], row["is"]))
    return found
