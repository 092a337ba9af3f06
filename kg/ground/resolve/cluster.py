"""Clusters without cascades: members agree with each other, and about everyone else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def twins(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the classes of nodes that have an edge to each other and the same edges to all others, each sorted.

    So every cluster is complete, and a node that would link two clusters, or belong to either, stays alone: a chain of
    edges never merges its ends. The answer depends on neither order. Linear in nodes and edges.
    """
    beside: dict[str, set[str]] = {node: {node} for node in nodes}
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    classes: dict[frozenset[str], list[str]] = defaultdict(list)
    for node, found in beside.items():
        classes[frozenset(found)].append(node)
    return sorted(tuple(sorted(members)) for members in classes.values())


def joined(nodes: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each node the first node, in order, that links lead to: links hold across each other."""
    leader = {node: node for node in nodes}

    def find(node: str) -> str:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for one, other in links:
        first, last = sorted((find(one), find(other)))
        leader[last] = first
    return {node: find(node) for node in leader}
