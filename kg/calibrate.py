"""Fit the confidence of triples to gold: ``python -m kg.calibrate`` writes ``ontology/confidence.yaml``.

A logistic regression over the features of ``kg.extract.confidence``, by default on the bundled corpus. Each coefficient
is shrunk towards 0, those of rules and relations most, so that what is rarely seen stays near the mean. The strength
of the shrinkage is chosen by cross-validation over articles. Deterministic: the same readings give the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ExitCode, KgError
from kg.extract.confidence import FILE, Features, confidence
from kg.measure import Judged, calibration_error, read_judged, top_precision
from kg.resources import ontology_dir

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 10
STRENGTHS = (2.0, 4.0, 8.0, 16.0)
KINDS = ("rule ", "relation ")  # features of which each triple has one of many: shrunk twice as much
LEAST = 0.0005  # smaller coefficients are left out
HEAD = """\
# How sure a triple is: log-odds that it is right, by feature; "bias" is the intercept.
# Written by python -m kg.calibrate; do not edit. A feature that is not listed adds nothing.
"""

Row = tuple[Features, bool]
Array = NDArray[np.float64]


def rows(judged: Sequence[Judged]) -> list[list[Row]]:
    """Return the features and the rightness of every triple that gold decides, by article."""
    return [
        [(j.triple.trace.features, j.right) for j in item.judgements if not j.doubtful and j.triple.trace is not None]
        for item in judged
    ]


def fit(sample: Sequence[Row], strength: float) -> dict[str, float]:
    """Return the coefficients that a ridge-penalised logistic regression gives, by feature, with a free ``bias``."""
    names = ["bias", *sorted({name for features, _ in sample for name, _ in features})]
    column = {name: i for i, name in enumerate(names)}
    matrix: Array = np.zeros((len(sample), len(names)))
    matrix[:, 0] = 1.0
    for i, (features, _) in enumerate(sample):
        for name, value in features:
            matrix[i, column[name]] = value
    right: Array = np.array([float(mark) for _, mark in sample])
    penalty: Array = np.array([0.0] + [strength * (2 if name.startswith(KINDS) else 1) for name in names[1:]])
    weights: Array = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - right) + penalty * weights
        curve = matrix.T @ (matrix * (chance * (1 - chance))[:, None]) + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-10:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def held_out(articles: Sequence[Sequence[Row]], strength: float) -> list[tuple[float, bool]]:
    """Return the confidence of each triple under coefficients fitted without its article's fold, and its rightness."""
    pairs = []
    for fold in range(FOLDS):
        weights = fit([row for i, rows in enumerate(articles) if i % FOLDS != fold for row in rows], strength)
        for rows_ in articles[fold::FOLDS]:
            pairs += [(confidence(features, weights), right) for features, right in rows_]
    return pairs


def log_loss(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean negative logarithm of the probability given to what gold says."""
    return float(-np.mean([np.log(value if right else 1 - value) for value, right in pairs]))


def best_strength(articles: Sequence[Sequence[Row]]) -> float:
    """Return the strength of shrinkage whose held-out confidences are the most probable."""
    return min(STRENGTHS, key=lambda strength: log_loss(held_out(articles, strength)))


def calibrate(articles: Sequence[Sequence[Row]]) -> dict[str, float]:
    """Return the coefficients to ship: fitted on all articles, those next to nothing left out."""
    weights = fit([row for rows_ in articles for row in rows_], best_strength(articles))
    return {name: value for name, value in weights.items() if name == "bias" or abs(value) >= LEAST}


def written(weights: Mapping[str, float]) -> str:
    """Return the data file: one coefficient a line, the intercept first."""
    names = sorted(weights, key=lambda name: (name != "bias", name))
    return HEAD + "".join(f"{name}: {weights[name]:.4f}\n" for name in names)


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, write the data file and print what cross-validation says; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.calibrate", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--articles", type=Path, default=ROOT / "corpus" / "articles", help="folder of articles")
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "gold", help="folder of their gold")
    parser.add_argument("--model", help="another spaCy pipeline than the shipped one")
    parser.add_argument("--dry-run", action="store_true", help="print the figures only")
    options = parser.parse_args(argv)
    try:
        articles = rows(read_judged(options.articles, options.gold, options.model))
    except KgError as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return error.exit_code
    if len({right for rows_ in articles for _, right in rows_}) < 2:
        print(f"calibrate: {options.gold}: nothing to tell right from wrong by – give more gold", file=sys.stderr)
        return ExitCode.BAD_INPUT
    strength = best_strength(articles)
    pairs = held_out(articles, strength)
    print(f"{len(pairs)} triples of {len(articles)} articles, shrinkage {strength:g}; held out over {FOLDS} folds:")
    print(f"calibration error {calibration_error(pairs):.3f}, precision of the surest half {top_precision(pairs):.3f}")
    if not options.dry_run:
        (ontology_dir() / FILE).write_text(written(calibrate(articles)), encoding="utf8")
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main())
