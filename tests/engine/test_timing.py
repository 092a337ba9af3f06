"""The stopwatch: every second belongs to exactly one stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.engine.timing import Stopwatch


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_stage_inside_another_pauses_it() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    with watch.stage("parse"):
        clock.now += 1
        with watch.stage("read"):
            clock.now += 10
        clock.now += 2
    clock.now += 50
    assert watch.seconds == {"read": 10, "parse": 3}
    assert watch.total == 13


def test_a_generator_counts_when_it_produces_not_when_its_items_are_used() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def slow(items: Iterator[int]) -> Iterator[int]:
        for item in items:
            clock.now += 5
            yield item
        clock.now += 1

    for _ in watch.wrap("parse", slow(watch.wrap("read", slow(iter([1, 2]))))):
        with watch.stage("store"):
            clock.now += 100
    assert watch.seconds == {"read": 11, "parse": 11, "store": 200}


def test_an_error_closes_its_stage() -> None:
    clock = Clock()
    watch = Stopwatch(clock)

    def broken() -> Iterator[int]:
        clock.now += 3
        raise ValueError("broken")
        yield 1

    with pytest.raises(ValueError, match="broken"):
        list(watch.wrap("read", broken()))
    clock.now += 7
    with watch.stage("export"):
        clock.now += 1
    assert watch.seconds == {"read": 3, "export": 1}


def test_stages_are_listed_in_the_order_of_the_flow() -> None:
    watch = Stopwatch(Clock())
    for name in ("export", "other", "read", "load"):
        with watch.stage(name):
            pass
    assert list(watch.seconds) == ["load", "read", "export", "other"]
