"""Judged readings as the tables of ``docs/quality.md``: factuality, calibration, refused candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.rules import refusal_kind
from kg.measure import BINS, Judged, bins, calibration_error, factuality_accuracy, paired, top_precision

CONFIDENCE = f"""\
Expected calibration error over {BINS} bins of equal mass: equal widths would leave most bins empty, since few
confidences are low. The coefficients are fitted on the bundled corpus, so its column is optimistic;
`python -m kg.calibrate --dry-run` prints its cross-validated figures."""
Sets = Mapping[str, Sequence[Judged]]


def tables(sets: Sets) -> str:
    """Return all tables as Markdown, one column or table for each set of articles, by its title."""
    return "\n".join([*factuality(sets), *calibration(sets), *refusals(sets), ""])


def factuality(sets: Sets) -> Iterator[str]:
    """Yield the accuracy of factuality among claims whose relation and ends are right."""
    yield "\n## Factuality\n\nOf the claims whose relation and ends are right, those with the right factuality.\n"
    rows = {title: factuality_accuracy(j for item in judged for j in item.counted) for title, judged in sets.items()}
    yield from head("read as", *rows)
    for name in ("asserted", "planned", "alleged", "denied", "all"):
        found = [accuracies.get(name) for accuracies in rows.values()]
        yield row(name, *(f"{a.right} of {a.all} ({a.share:.3f})" if a else "–" for a in found))


def calibration(sets: Sets) -> Iterator[str]:
    """Yield how well confidence agrees with precision, and the bins that this is measured over."""
    yield f"\n## Confidence\n\n{CONFIDENCE}\n"
    pairs = {title: paired(j for item in judged for j in item.counted) for title, judged in sets.items()}
    yield from head("", *pairs)
    yield row("claims", *(str(len(p)) for p in pairs.values()))
    yield row("calibration error", *(f"{calibration_error(p):.3f}" for p in pairs.values()))
    yield row("precision", *(f"{sum(right for _, right in p) / (len(p) or 1):.3f}" for p in pairs.values()))
    yield row("precision of the surest half", *(f"{top_precision(p):.3f}" for p in pairs.values()))
    for title, found in pairs.items():
        yield f"\n{title}:\n"
        yield from head("claims", "mean confidence", "precision")
        for b in bins(found):
            yield row(str(b.size), f"{b.confidence:.3f}", f"{b.precision:.3f}")


def refusals(sets: Sets) -> Iterator[str]:
    """Yield how many candidates were refused, by the kind of the reason."""
    yield "\n## Refused candidates\n"
    counts = {
        t: Counter(refusal_kind(r.reason) for item in judged for r in item.rejections) for t, judged in sets.items()
    }
    yield from head("reason", *counts)
    for kind in sorted({kind for counter in counts.values() for kind in counter}):
        yield row(kind, *(str(counter[kind]) for counter in counts.values()))


def head(*cells: str) -> Iterator[str]:
    """Yield the head of a Markdown table, its first column to the left and the others to the right."""
    yield row(*cells)
    yield row("---", *("---:" for _ in cells[1:]))


def row(*cells: str) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"
