"""Positions: apart from each other, the same each time, quick enough."""

from __future__ import annotations

import math
import random
import time

from kg.export.page_layout import positions


def graph(count: int, links: int) -> list[tuple[int, int]]:
    """Return links of which many touch a few hubs."""
    rng = random.Random(count)
    return [(int(count * rng.random() ** 3), rng.randrange(count)) for _ in range(links)]


def nearest(places: list[tuple[int, int]]) -> float:
    """Return the smallest distance between two places."""
    return min(math.dist(a, b) for at, a in enumerate(places) for b in places[:at])


def test_no_node_and_one_node() -> None:
    assert positions(0, [], []) == []
    assert positions(1, [(0, 0)], [10.0]) == [(0, 0)]


def test_same_arguments_give_the_same_places_and_links_may_repeat_or_turn() -> None:
    links = graph(90, 130)
    first = positions(90, links, [9.0] * 90)
    assert positions(90, links, [9.0] * 90) == first
    assert positions(90, [(b, a) for a, b in links] + links, [9.0] * 90) == first
    assert positions(90, links, [9.0] * 90, seed=8) != first


def test_nodes_stand_apart() -> None:
    assert nearest(positions(200, graph(200, 260), [9.0] * 200)) > 2 * 9.0


def test_linked_nodes_stand_nearer_than_others() -> None:
    links = [(a, b) for group in range(4) for a in range(group * 10, group * 10 + 10) for b in range(group * 10, a)]
    places = positions(40, [*links, (0, 10), (10, 20), (20, 30)], [9.0] * 40)
    inside = [math.dist(places[a], places[b]) for a, b in links]
    across = [math.dist(places[a], places[b]) for a in range(10) for b in range(20, 30)]
    assert sum(inside) / len(inside) < 0.6 * sum(across) / len(across)


def test_islands_are_packed_close_without_overlap() -> None:
    places = positions(80, [(at, at + 1) for at in range(0, 60, 2)], [9.0] * 80)
    width, height = (max(values) - min(values) for values in zip(*places, strict=True))
    assert nearest(places) > 2 * 9.0
    assert width * height < 80 * 200**2


def test_thousands_of_nodes_take_seconds() -> None:
    start = time.process_time()
    places = positions(3000, graph(3000, 5000), [9.0] * 3000)
    assert time.process_time() - start < 15
    assert len(set(places)) == 3000
