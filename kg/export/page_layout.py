"""Positions for the nodes of a page, computed once, with a seed, so that a browser only has to draw them.

Each connected component is laid out by forces (repulsion that grows with degree, linear springs) from a start by
distances to a few pivots; nodes that still overlap are pushed apart; the components are then packed on a grid of
cells, the largest in the middle. Distances are in pixels at zoom 1.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.export.page_pack import pack

Array = NDArray[np.float64]
Pairs = NDArray[np.int64]

SPACING = 74.0
_EXACT = 350
_SAMPLE = 140
_PIVOTS = 40


def positions(
    count: int, links: Sequence[tuple[int, int]], radii: Sequence[float], seed: int = 7
) -> list[tuple[int, int]]:
    """Return one (x, y) in whole pixels for each of ``count`` nodes, centred on the origin.

    ``links`` are pairs of node indices (direction, repetition and self-loops make no difference); ``radii`` are the
    radii of the drawn nodes in pixels. The same arguments give the same positions.
    """
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for a, b in links:
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    placed = np.zeros((count, 2))
    parts = _components(neighbours)
    rng = np.random.default_rng(seed)
    for part in parts:
        placed[part] = _component(part, neighbours, np.asarray(radii, dtype=float)[part], rng)
    pack(parts, placed, neighbours)
    if count:
        placed -= (placed.min(axis=0) + placed.max(axis=0)) / 2
    return [(int(x), int(y)) for x, y in np.rint(placed)]


def _components(neighbours: Sequence[set[int]]) -> list[list[int]]:
    """Return the connected components, the largest first, each as sorted node indices."""
    seen: set[int] = set()
    parts = []
    for start in range(len(neighbours)):
        if start in seen:
            continue
        part, queue = [start], deque([start])
        seen.add(start)
        while queue:
            for other in sorted(neighbours[queue.popleft()] - seen):
                seen.add(other)
                part.append(other)
                queue.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _component(part: list[int], neighbours: Sequence[set[int]], radii: Array, rng: np.random.Generator) -> Array:
    """Return the positions of one component, turned so that it is wider than high."""
    n = len(part)
    if n == 1:
        return np.zeros((1, 2))
    if n == 2:
        return np.array([[-SPACING * 0.9, 0.0], [SPACING * 0.9, 0.0]])
    index = {node: i for i, node in enumerate(part)}
    around = [sorted(index[other] for other in neighbours[node]) for node in part]
    pairs = np.array([(i, j) for i, others in enumerate(around) for j in others if i < j], dtype=np.int64)
    place = _relax(_start(around, rng), pairs, np.array([len(others) for others in around], dtype=float), rng)
    return _spread(_turn(place), radii)


def _start(around: Sequence[Sequence[int]], rng: np.random.Generator) -> Array:
    """Return a first placement from hop counts to pivots far from each other (pivot multidimensional scaling)."""
    n = len(around)
    hops = np.zeros((n, min(n, _PIVOTS)))
    nearest = np.full(n, np.inf)
    pivot = max(range(n), key=lambda i: (len(around[i]), -i))
    for column in range(hops.shape[1]):
        hops[:, column] = _distances(around, pivot)
        nearest = np.minimum(nearest, hops[:, column])
        pivot = int(np.argmax(nearest))
    squares = hops**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    place = centred @ vectors[:, [-1, -2]] if hops.shape[1] > 1 else np.zeros((n, 2))
    scale = np.abs(place).max(axis=0)
    place = place / np.where(scale > 0, scale, 1.0)
    return np.asarray((place + rng.normal(scale=0.05, size=(n, 2))) * SPACING * np.sqrt(n) * 0.5)


def _distances(around: Sequence[Sequence[int]], start: int) -> Array:
    """Return the number of hops from ``start`` to every node of a connected graph."""
    hops = np.full(len(around), -1.0)
    hops[start] = 0
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in around[node]:
            if hops[other] < 0:
                hops[other] = hops[node] + 1
                queue.append(other)
    return hops


def _relax(place: Array, pairs: Pairs, degree: Array, rng: np.random.Generator) -> Array:
    """Return the placement after springs pulled linked nodes together and all nodes repelled each other.

    Above a few hundred nodes the repulsion is estimated from a random sample of nodes in every step.
    """
    n = len(place)
    # Capped, or the leaves of a hub with hundreds of claims would end up in a far ring around nothing.
    mass = np.minimum(degree, 40.0) ** 0.6 + 1.0
    steps = 360 if n <= _EXACT else 260
    left, right = pairs[:, 0], pairs[:, 1]
    pull = 1.0 / np.sqrt(np.minimum(degree[left], degree[right]))
    for step in range(steps):
        others = np.arange(n) if n <= _EXACT else rng.choice(n, _SAMPLE, replace=False)
        dx = place[:, 0, None] - place[others, 0]
        dy = place[:, 1, None] - place[others, 1]
        push = mass[:, None] * mass[others] / (dx * dx + dy * dy + 25.0) * (n / len(others)) * SPACING**2 * 0.16
        force = np.stack([(dx * push).sum(axis=1), (dy * push).sum(axis=1)], axis=1)
        spring = (place[right] - place[left]) * pull[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(left, spring[:, axis], n) - np.bincount(right, spring[:, axis], n)
        force -= place * 0.06 * mass[:, None]
        length = np.hypot(force[:, 0], force[:, 1])
        limit = SPACING * 3.0 * (1.0 - step / steps) ** 1.3 + 0.5
        place = place + force * (np.minimum(length * 0.12, limit) / np.maximum(length, 1e-9))[:, None]
    return place


def _turn(place: Array) -> Array:
    """Return the placement centred, its longer axis horizontal, scaled to the same room for each node."""
    place = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(place.T @ place)
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    turned = (place @ axes[:, ::-1]) * np.array([1.15, 0.95])
    area = float(np.prod(np.maximum(np.quantile(np.abs(turned), 0.9, axis=0), 0.35 * SPACING))) * 4
    return np.asarray(turned * np.sqrt(len(place) * (1.15 * SPACING) ** 2 / area))


def _spread(place: Array, radii: Array, steps: int = 90) -> Array:
    """Return the placement with nodes pushed apart until none stands nearer than its room."""
    room = radii + SPACING * 0.24
    widest = 2 * float(room.max())
    for _ in range(steps):
        order = np.argsort(place[:, 0], kind="stable")
        moved = False
        shift = np.zeros_like(place)
        for gap in range(1, len(place)):
            first, second = order[:-gap], order[gap:]
            delta = place[second] - place[first]
            if not (delta[:, 0] < widest).any():
                break
            distance = np.hypot(delta[:, 0], delta[:, 1])
            lack = room[first] + room[second] - distance
            close = lack > 0.5
            if not close.any():
                continue
            moved = True
            away = np.where(
                distance[close, None] > 1e-6, delta[close] / np.maximum(distance[close, None], 1e-6), [[0.6, 0.8]]
            )
            step = away * (lack[close, None] * 0.35)
            np.add.at(shift, first[close], -step)
            np.add.at(shift, second[close], step)
        if not moved:
            break
        length = np.hypot(shift[:, 0], shift[:, 1])
        place = place + shift * np.minimum(1.0, SPACING / np.maximum(length, 1e-9))[:, None]
    return place
