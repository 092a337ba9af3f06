"""Where the wall time went: every second of a build belongs to one stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")

STAGES = ("load", "read", "parse", "extract", "ground", "store", "derive", "validate", "export")


class Stopwatch:
    """Adds up exclusive wall time by stage: a stage entered inside another one pauses it.

    ``clock`` returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._running: list[str] = []
        self._since = 0.0
        self._seconds: dict[str, float] = {}

    @property
    def seconds(self) -> Mapping[str, float]:
        """Seconds by stage so far, in the order of the flow; stages that never ran are missing."""
        order = {stage: i for i, stage in enumerate(STAGES)}
        return dict(sorted(self._seconds.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))

    @property
    def total(self) -> float:
        """Seconds of all stages together."""
        return sum(self._seconds.values())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Attribute the time of the block to a stage, save what stages inside it take."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def wrap(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """Yield the items; the time it takes to produce each is the stage's, what the consumer does is not."""
        stream = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(stream)
                except StopIteration:
                    return
            yield item

    def _turn(self) -> None:
        now = self._clock()
        if self._running:
            name = self._running[-1]
            self._seconds[name] = self._seconds.get(name, 0.0) + now - self._since
        self._since = now
