"""Dependency trees from arc scores: the best tree with exactly one root (Chu-Liu, Edmonds)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def best_tree(scores: Floats) -> Ints:
    """Return the head of every word of one sentence: -1 for its only root, else the head's index.

    ``scores`` has one row per word and one column per head candidate, column 0 being the root; higher is better and
    differences count as log-probabilities. The greedy choice is kept where it is a tree already.
    """
    count = len(scores)
    if count == 1:
        return np.array([-1], dtype=np.int64)
    scores = scores.astype(np.float64)
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    greedy: Ints = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    if (greedy == 0).sum() == 1 and _is_tree(greedy):
        return np.asarray(greedy - 1, dtype=np.int64)
    full = np.full((count + 1, count + 1), -np.inf)
    full[1:] = scores
    # a root arc must cost more than any gain from a second one: then exactly one remains
    finite = full[np.isfinite(full)]
    full[1:, 0] -= (finite.max() - finite.min() + 1.0) * (count + 1)
    return np.asarray(_maximum_arborescence(full)[1:] - 1, dtype=np.int64)


def _is_tree(heads: Ints) -> bool:
    """Tell whether following heads (1-based, 0 the root) leads every word to the root."""
    reached = heads.copy()
    for _ in range(len(heads).bit_length()):
        nonzero = reached > 0
        if not nonzero.any():
            return True
        reached[nonzero] = reached[reached[nonzero] - 1]
    return not bool((reached > 0).any())


def _find_cycle(heads: Ints) -> list[int]:
    """Return the nodes of one cycle, or nothing; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _maximum_arborescence(scores: NDArray[np.float64]) -> Ints:
    """Return the best head of every node by contracting cycles; ``scores[dependent, head]``, node 0 the root."""
    heads: Ints = np.asarray(scores.argmax(axis=1), dtype=np.int64)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    own = scores[members, heads[members]]
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -np.inf)
    smaller[:merged, :merged] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, members)]
    smaller[:merged, merged] = leaving.max(axis=1)
    entering = scores[np.ix_(members, outside)] - own[:, None]
    smaller[merged, :merged] = entering.max(axis=0)
    smaller[0, :] = -np.inf
    found = _maximum_arborescence(smaller)
    result = heads.copy()
    for i in range(1, merged):
        head = int(found[i])
        result[outside[i]] = members[leaving[i].argmax()] if head == merged else outside[head]
    entry = int(found[merged])
    broken = int(entering[:, entry].argmax())
    result[members[broken]] = outside[entry]
    return result
