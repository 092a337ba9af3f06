"""Named-entity spans from begin/inside/outside scores: the best sequence that is well formed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LABELS = ("PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT")
BIO = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))


def transition_penalties() -> NDArray[np.float32]:
    """Return the matrix (from, to) over ``BIO``: 0 where the step is allowed, a large negative number otherwise."""
    penalties = np.zeros((len(BIO), len(BIO)), dtype=np.float32)
    for j, later in enumerate(BIO):
        if later.startswith("I-"):
            for i, earlier in enumerate(BIO):
                if earlier[2:] != later[2:]:
                    penalties[i, j] = -1e4
    return penalties


PENALTIES = transition_penalties()
START = np.array([-1e4 if label.startswith("I-") else 0.0 for label in BIO], dtype=np.float32)


def best_labels(scores: NDArray[np.float32]) -> list[str]:
    """Return the best well-formed label sequence (Viterbi) for word rows of log-scores over ``BIO``."""
    if not len(scores):
        return []
    greedy = scores.argmax(axis=1)
    if START[greedy[0]] == 0 and not PENALTIES[greedy[:-1], greedy[1:]].any():
        return [BIO[i] for i in greedy]
    total = scores[0] + START
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = total[:, None] + PENALTIES
        back[i] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[i]
    best = [int(total.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        best.append(int(back[i, best[-1]]))
    return [BIO[i] for i in reversed(best)]
