"""Packing of the components of a drawing: the largest in the middle, the others in the nearest free cells of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_ASPECT = 1.45
_CELL = 50.0


def pack(parts: Sequence[list[int]], placed: Array, neighbours: Sequence[set[int]]) -> None:
    """Move whole components, in place, to free cells as near to the middle as there are.

    ``parts`` are the node indices of the components, the largest first; ``placed`` holds one position in pixels for
    each node, ``neighbours`` the nodes that it is linked to.
    """
    if not parts:
        return
    taken = _cells(parts[0], placed, neighbours)
    width = int(np.sqrt(len(placed)) * 2.2 + max((abs(x) for x, _ in taken), default=0)) + 12
    spiral = sorted(product(range(-width, width + 1), repeat=2), key=lambda c: ((c[0] / _ASPECT) ** 2 + c[1] ** 2, c))
    tried: dict[tuple[int, int], int] = {}
    for part in parts[1:]:
        low, high = placed[part].min(axis=0), placed[part].max(axis=0)
        wide, tall = (int(np.ceil((high[axis] - low[axis] + 1.7 * _CELL) / _CELL)) for axis in (0, 1))
        for at in range(tried.get((wide, tall), 0), len(spiral)):
            x, y = spiral[at]
            cells = {(x + i, y + j) for i in range(wide) for j in range(tall)}
            if taken.isdisjoint(cells):
                break
        tried[wide, tall] = at
        taken |= cells
        placed[part] += (np.array([x, y]) + np.array([wide, tall]) / 2) * _CELL - (low + high) / 2


def _cells(part: list[int], placed: Array, neighbours: Sequence[set[int]]) -> set[tuple[int, int]]:
    """Return the grid cells of a component's nodes, their margin and its edges, and what lies between them in a row."""
    taken: set[tuple[int, int]] = set()
    for node in part:
        x, y = placed[node] // _CELL
        taken |= {(int(x) + i, int(y) + j) for i, j in product((-1, 0, 1), repeat=2)}
        for other in neighbours[node]:
            if other > node:
                span = placed[other] - placed[node]
                for share in np.linspace(0, 1, int(np.hypot(*span) / _CELL) + 2):
                    x, y = (placed[node] + share * span) // _CELL
                    taken.add((int(x), int(y)))
    rows: dict[int, list[int]] = {}
    for x, y in taken:
        rows.setdefault(y, []).append(x)
    return {(x, y) for y, row in rows.items() for x in range(min(row), max(row) + 1)}
