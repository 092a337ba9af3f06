"""Joining mentions of one event: what agrees joins, what conflicts stays apart."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.merging import merge_events
from kg.model import Event, Factuality, When

MONDAY = When(date(2026, 3, 2), date(2026, 3, 2), "day")
FRIDAY = When(date(2026, 3, 6), date(2026, 3, 6), "day")


def event(
    index: int,
    cls: str,
    *roles: tuple[str, int],
    told: Factuality = Factuality.ASSERTED,
    when: When | None = None,
) -> Event:
    """An event whose trigger stands at ten times its index."""
    return Event(index, cls, 10 * index, 10 * index + 5, "word", roles, told, when)


def test_nominal_mention_joins_the_verbal_one() -> None:
    first = event(0, "Arrest", ("actor", 1), ("suspect", 2))
    second = event(3, "Arrest", ("place", 4), ("suspect", 2), when=MONDAY)
    kept, into = merge_events({0: first, 3: second})
    assert into == {0: 0, 3: 0}
    assert kept[0].roles == (("actor", 1), ("place", 4), ("suspect", 2))
    assert kept[0].when == MONDAY
    assert kept[0].start == 0


def test_transfer_joins_extradition_under_its_class() -> None:
    kept, into = merge_events(
        {
            0: event(0, "Transfer", ("suspect", 2), ("toParty", 5)),
            1: event(1, "Extradition", ("actor", 1), ("suspect", 2), ("toParty", 5)),
        }
    )
    assert into == {0: 0, 1: 0}
    assert kept[0].cls == "Extradition"


@pytest.mark.parametrize(
    "other",
    [
        event(1, "Arrest", ("suspect", 3)),  # somebody else
        event(1, "Seizure", ("suspect", 2)),  # another class
        event(1, "Arrest", ("suspect", 2), told=Factuality.PLANNED),  # not told alike
        event(1, "Arrest", ("suspect", 2), when=FRIDAY),  # another day
        event(1, "Arrest", ("place", 9), ("suspect", 2)),  # another place
        event(1, "Arrest", ("actor", 8)),  # nobody in common
    ],
)
def test_conflicts_stay_apart(other: Event) -> None:
    first = event(0, "Arrest", ("place", 4), ("suspect", 2), when=MONDAY)
    _, into = merge_events({0: first, 1: other})
    assert into == {0: 0, 1: 1}


def test_meetings_are_told_by_who_takes_part() -> None:
    meeting = event(0, "Meeting", ("actor", 1), ("partner", 2))
    same = event(1, "Meeting", ("actor", 2), ("partner", 1))
    other = event(2, "Meeting", ("actor", 1), ("partner", 3))
    _, into = merge_events({0: meeting, 1: same, 2: other})
    assert into == {0: 0, 1: 0, 2: 2}
