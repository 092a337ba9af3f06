"""What the rules read and why candidates are refused, in words: ``ontology/rules.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from kg.resources import ontology_dir

OTHER = "other"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((ontology_dir() / "rules.yaml").read_text(encoding="utf8"))
    return data


def describe(rule: str) -> str:
    """Return what a rule reads; raises KeyError for a name that no rule has.

    A frame's rule ("arrest-passive") has the sentence of its frame and that of how its trigger stands.
    """
    data = _data()
    if rule in data["rules"]:
        return str(data["rules"][rule])
    frame, _, voice = rule.rpartition("-")
    return f"{data['frames'][frame]} {data['voices'][voice]}"


def refusal_kind(reason: str) -> str:
    """Return the kind of a refusal's reason: types, ambiguity, scope, office, identity, length or other."""
    for kind, row in _data()["refusals"].items():
        if any(part in reason for part in row["reasons"]):
            return str(kind)
    return OTHER
