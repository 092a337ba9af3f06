"""Sentence starts: by the network's probabilities, doubtful ones taken back where the trees speak against them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.trees import best_tree

Array = NDArray[Any]
COST = 0.5  # of every sentence: trees of short sentences have the higher probabilities
BULLETS = frozenset("-*•‣◦–—·▪●")
LONGEST_LABEL = 8  # words
STARTS_ABOVE = 0.5
SURE_ABOVE = 0.95


def label_end(forms: Sequence[str]) -> int:
    """Return how many words at the head of a paragraph are no sentence of their own; 0 where it has no such head.

    They are a bullet, or a speaker's name or office in capitals with its colon ("MR. HALL:", "QUESTION:").
    """
    if len(forms) > 1 and forms[0] in BULLETS:
        return 1
    if ":" not in forms[1:LONGEST_LABEL]:
        return 0
    colon = forms.index(":", 1)
    capitals = forms[0].isupper() and all(form.isupper() or form == "." for form in forms[:colon])
    return colon + 1 if capitals and colon + 1 < len(forms) else 0


def tree_score(scores: Array) -> float:
    """Return the log-probability of a sentence's best tree; ``scores`` are those of ``best_tree``."""
    logits = scores.astype(np.float64)
    count = len(logits)
    logits[np.arange(count), np.arange(1, count + 1)] = -np.inf
    top = logits.max(axis=1)
    total = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    chosen = best_tree(scores) + 1
    return float((logits[np.arange(count), chosen] - total).sum())


def sentence_starts(starts: Array, arcs: Array) -> NDArray[np.bool_]:
    """Return for every word whether a sentence starts there; the first always does.

    ``starts`` are probabilities by word, ``arcs`` scores by word and head, column 0 the root. Starts above
    ``STARTS_ABOVE`` count, but those that are not sure may be left out: of all ways to do so the one wins whose starts
    and best trees are together the most probable. Trees add no start: they split long names and titles too gladly.
    """
    opens: NDArray[np.bool_] = starts > STARTS_ABOVE
    opens[0] = True
    doubtful = opens & (starts < SURE_ABOVE)
    doubtful[0] = False
    if not doubtful.any():
        return opens
    sure = np.flatnonzero(opens & ~doubtful).tolist()
    for begin, end in zip(sure, [*sure[1:], len(starts)], strict=True):
        inside = (np.flatnonzero(doubtful[begin:end]) + begin).tolist()
        if inside:
            opens[inside] = False
            opens[_best_cuts(begin, inside, end, starts, arcs)] = True
    return opens


def _best_cuts(begin: int, inside: list[int], end: int, starts: Array, arcs: Array) -> list[int]:
    """Return the best subset of doubtful starts between two sure ones, by dynamic programming."""
    at = [begin, *inside, end]
    yes = np.log(starts[inside])
    no = np.log1p(-starts[inside])
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for j in range(1, len(at)):
        options = []
        for i in range(j):
            columns = np.r_[0, at[i] + 1 : at[j] + 1]
            value = best[i][0] + tree_score(arcs[at[i] : at[j]][:, columns]) - COST + float(no[i : j - 1].sum())
            if j < len(at) - 1:
                value += float(yes[j - 1])
            options.append((value, [*best[i][1], at[i]] if i else best[i][1]))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]
