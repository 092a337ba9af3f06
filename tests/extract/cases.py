"""The cases of the construct catalogue: sentences with the claims that hold in them and those that must not appear."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language

from kg.extract.lexicon import load_lexicon
from kg.language.pipeline import load_pipeline
from kg.model import Factuality

CASES = Path(__file__).parents[1] / "cases"
CONSTRUCTS = CASES / "constructs"
FACTUALITIES = frozenset(f.value.lower() for f in Factuality)
ANY = "*"


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim that holds, or a pattern with ``*`` that must not appear; doubtful: neither required nor wrong.

    A subject or object may give several right names, parted by " / ": "a hotel / Valencia".
    """

    subject: str
    relation: str
    object: str
    factuality: str
    doubtful: bool = False

    def __str__(self) -> str:
        return " | ".join((self.subject, self.relation, self.object, self.factuality))


@dataclass(frozen=True, slots=True)
class Case:
    """A text of the catalogue; ``forbidden`` is filled for the negative ones."""

    construct: str
    name: str
    text: str
    claims: tuple[Expected, ...]
    forbidden: tuple[Expected, ...] = ()


def load_cases(folder: Path = CONSTRUCTS) -> list[Case]:
    """Read and check every file of the catalogue; raises ValueError naming the file and what is wrong in it."""
    relations = frozenset(load_lexicon().relations)
    return [case for path in sorted(folder.glob("*.yaml")) for case in read_cases(path, relations)]


def read_cases(path: Path, relations: frozenset[str]) -> Iterator[Case]:
    """Yield the cases of one file; raises ValueError where it departs from the schema."""
    row: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf8"))
    if set(row) != {"construct", "what", "positive", "negative"} or row["construct"] != path.stem:
        raise ValueError(f"{path.name}: needs construct (its stem), what, positive and negative, and nothing else")
    for kind, least, keys in (("positive", 6, {"text", "claims"}), ("negative", 4, {"text", "claims", "not"})):
        if len(row[kind]) < least:
            raise ValueError(f"{path.name}: has {len(row[kind])} {kind} texts, fewer than {least}")
        for number, item in enumerate(row[kind], 1):
            name = f"{path.stem} {kind} {number}"
            if set(item) != keys or not item["text"].strip():
                raise ValueError(f"{name}: needs exactly {', '.join(sorted(keys))}")
            claims = tuple(read_claim(text, relations, name) for text in item["claims"])
            if len(set(claims)) < len(claims):
                raise ValueError(f"{name}: a claim stands twice")
            forbidden = tuple(read_claim(text, relations | {ANY}, name, pattern=True) for text in item.get("not", ()))
            if kind == "negative" and not forbidden:
                raise ValueError(f"{name}: a negative text names what must not appear")
            yield Case(path.stem, name, item["text"], claims, forbidden)


def read_claim(text: str, relations: frozenset[str], where: str, *, pattern: bool = False) -> Expected:
    """Read ``subject | relation | object | factuality``, doubtful with a leading ``?``; raises ValueError."""
    parts = [part.strip() for part in text.removeprefix("?").split("|")]
    if len(parts) != 4 or not all(parts):
        raise ValueError(f"{where}: {text!r} is not 'subject | relation | object | factuality'")
    if parts[1] not in relations:
        raise ValueError(f"{where}: no relation {parts[1]!r} in frames.yaml")
    if parts[3] not in (FACTUALITIES | {ANY} if pattern else FACTUALITIES):
        raise ValueError(f"{where}: no factuality {parts[3]!r}")
    if ANY in (parts[0], parts[2]) and not pattern:
        raise ValueError(f"{where}: {text!r} is a pattern, not a claim")
    return Expected(parts[0], parts[1], parts[2], parts[3], text.startswith("?"))


def load_language() -> Language:
    """Return the pipeline that KG_MODEL names, else the shipped one; raises KgError when it cannot be loaded."""
    return load_pipeline(os.environ.get("KG_MODEL") or None)
