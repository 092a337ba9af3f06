"""How sure a triple is: an estimate of precision, from features of how it was read and fitted coefficients.

The coefficients are data (``ontology/confidence.yaml``), written by ``python -m kg.calibrate``. A rule, a relation or a
feature that the file does not know adds nothing, so a new rule starts from its relation's estimate.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

import yaml
from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Found
from kg.model import Factuality
from kg.resources import ontology_dir

FILE = "confidence.yaml"
FAR = 8  # steps between ends in different trees
LEAST, MOST = 0.05, 0.99

Features = tuple[tuple[str, float], ...]


@cache
def coefficients() -> Mapping[str, float]:
    """Return the fitted coefficients by feature; ``bias`` is the intercept."""
    return {str(k): float(v) for k, v in yaml.safe_load((ontology_dir() / FILE).read_text(encoding="utf8")).items()}


def confidence(features: Features, weights: Mapping[str, float]) -> float:
    """Return the estimated probability that a triple with these features is right, between 0.05 and 0.99."""
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features)
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-total)))), 3)


def features(candidate: Candidate, factuality: Factuality, title_end: int) -> Features:
    """Return what the confidence of a candidate is estimated from: pairs of name and value.

    ``title_end`` is where the article's headline ends (code points; 0 where it has none of its own).
    """
    subject, other = candidate.subject, candidate.object
    ends = (subject, other)
    path = between(subject.head, other.head)
    sent = candidate.anchor.sent
    values = {
        f"rule {candidate.rule}": 1.0,
        f"relation {candidate.relation}": 1.0,
        f"factuality {factuality.lower()}": float(factuality is not Factuality.ASSERTED),
        "weight of the rule": math.log(candidate.weight / (1 - candidate.weight)),
        "path length": math.log2(1 + (len(path) - 1 if path else FAR)),
        "parser doubt": doubt(candidate.anchor.doc, path),
        "distance": math.log2(1 + abs(subject.head.i - other.head.i)),
        "sentence length": math.log2(max(1, len(sent)) / 16),
        "headline": float(sent.start_char < title_end),
        "pronoun": float(any(end.kind == "pronoun" for end in ends)),
        "description": float(sum(end.kind in {"nominal", "collective"} for end in ends)),
    }
    for name, end in (("subject", subject), ("object", other)):
        values[f"{name} words"] = math.log2(end.end - end.start)
        values[f"{name} readings"] = float(len(end.classes) - 1)
        values[f"{name} recognised"] = float(by_recogniser(end))
        values[f"{name} recognised, one word"] = float(by_recogniser(end) and end.end - end.start == 1)
    return tuple((name, round(value, 3)) for name, value in values.items() if value)


def by_recogniser(mention: Found) -> bool:
    """Whether a name is not the gazetteer's but the recogniser's."""
    return mention.kind == "name" and mention.entry is None


def between(one: Token, other: Token) -> list[Token]:
    """Return the tokens on the way from one token to another in their tree, both included; none across trees."""
    up, down = [one, *one.ancestors], [other, *other.ancestors]
    positions = {token.i: i for i, token in enumerate(down)}
    for i, token in enumerate(up):
        if token.i in positions:
            return [*up[: i + 1], *reversed(down[: positions[token.i]])]
    return []


def doubt(doc: Doc, path: Iterable[Token]) -> float:
    """Return how unsure the parser is of the weakest arc on a path: 0 where it is sure, or tells nothing."""
    if len(doc.tensor) != len(doc):
        return 0.0
    return max((1.0 - float(doc.tensor[token.i][0]) for token in path), default=0.0)
