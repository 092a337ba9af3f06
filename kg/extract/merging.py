"""One real event, one event: several mentions of it in an article, verbal or nominal, become one."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Event

KEY_ROLES = ("suspect", "target", "goods", "operation", "victim")  # what an event is done to
PAIRED = frozenset(["Meeting", "AgreementSigning", "Visit"])  # told by who takes part
TRANSFERS = frozenset(["Extradition", "Deportation", "Handover"])
SETTINGS = ("actor", "place", "toParty", "fromParty", "partner")


def merge_events(events: dict[int, Event]) -> tuple[dict[int, Event], dict[int, int]]:
    """Return the events with those that tell of the same one joined, and for every index the one it went into.

    Two are the same when their classes agree (a transfer fits an extradition), they are told alike as having
    happened or planned, they are done to the same referents, and neither date nor place nor parties conflict. The
    joined event keeps the earliest mention as its trigger and has the roles of all.
    """
    kept: dict[int, Event] = {}
    into: dict[int, int] = {}
    for index in sorted(events):
        event = events[index]
        other = next((i for i, before in kept.items() if same_event(before, event)), None)
        if other is None:
            kept[index] = event
            into[index] = index
            continue
        into[index] = other
        before = kept[other]
        roles = tuple(sorted({*before.roles, *event.roles}))
        specific = event.cls if before.cls == "Transfer" else before.cls
        kept[other] = replace(before, cls=specific, roles=roles, when=before.when or event.when)
    return kept, into


def same_event(one: Event, other: Event) -> bool:
    """Whether two mentions can be of one event: class, factuality, what it is done to, when, where and by whom."""
    if one.factuality is not other.factuality or not same_class(one.cls, other.cls):
        return False
    if one.when is not None and other.when is not None and one.when != other.when:
        return False
    if one.cls in PAIRED:
        people = participants(one)
        return len(people) > 1 and people == participants(other) and not conflict(one, other, ("place",))
    touched = {role: (fillers(one, role), fillers(other, role)) for role in KEY_ROLES}
    shared = [a <= b or b <= a for a, b in touched.values() if a and b]
    return bool(shared) and all(shared) and not conflict(one, other, SETTINGS)


def same_class(one: str, other: str) -> bool:
    """Whether two classes of event are one, or one is a transfer and the other a kind of it."""
    return one == other or ("Transfer" in {one, other} and bool(TRANSFERS & {one, other}))


def fillers(event: Event, role: str) -> set[int]:
    """Return the referents that fill a role."""
    return {index for name, index in event.roles if name == role}


def participants(event: Event) -> set[int]:
    """Return who takes part in a meeting or signing, or who visits what."""
    names = ("actor", "place") if event.cls == "Visit" else ("actor", "partner")
    return {index for name, index in event.roles if name in names}


def conflict(one: Event, other: Event, roles: tuple[str, ...]) -> bool:
    """Whether one of these roles is filled in both events by different referents."""
    pairs = [(fillers(one, role), fillers(other, role)) for role in roles]
    return any(a and b and not a & b for a, b in pairs)
