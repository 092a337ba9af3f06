"""What speaks for and against two bearers being one, and the verdict."""

from __future__ import annotations

from collections.abc import Callable

from kg.ground.resolve.bodies import compare_bodies, is_generic
from kg.ground.resolve.lexicon import name_lexicon
from kg.ground.resolve.persons import NEVER, Likeness, compare_names
from kg.ground.resolve.records import Bearer, Occurrence, Pair, Verdict

# points of what agrees beside the name
STATE, OFFICE, BODY, TIE, MOST_TIES = 1, 2, 2, 1, 2
VAGUE = "a name that does not tell enough"


def conflict(one: Bearer | Occurrence, other: Bearer | Occurrence) -> str:
    """Return what makes it impossible, or too dangerous to assume, that two are one; empty where nothing does."""
    if one.states and other.states and not one.states & other.states:
        return f"states differ: {_listed(one.states)} and {_listed(other.states)}"
    if one.kind == "person" and not one.bodies & other.bodies and {_role(one), _role(other)} == {"official", "suspect"}:
        return "one is an official, the other a suspect"
    return ""


def compare(one: Bearer, other: Bearer) -> Pair:
    """Return the pair's verdict and reasons; symmetric."""
    if other.key < one.key:
        one, other = other, one
    likeness = _likeness(one, other)
    if likeness is None or (one.curated and other.curated):
        return Pair(one.key, other.key, Verdict.UNRELATED)
    points, reasons = support(one, other)
    need = _needed(likeness, one, other)
    in_favour = (f"names: {likeness.reason}", *reasons)
    against: list[str] = []
    if together := one.articles & other.articles:
        against.append(f"named apart in {_listed(together)}")
    if contradiction := conflict(one, other):
        against.append(contradiction)
    if one.articles & other.articles or (one.states and other.states and not one.states & other.states):
        return Pair(one.key, other.key, Verdict.DIFFERENT, in_favour, tuple(against))
    if one.kind == "agency" and not (one.states and other.states):
        against.append("whose agency one of them is, is not said")
    elif need > points:
        against.append("too little else agrees" if need < NEVER else VAGUE)
    if not against:
        return Pair(one.key, other.key, Verdict.SAME, in_favour, certain=need == 0)
    vague = one.kind == "agency" and not (one.states and other.states) and is_generic(one.label)
    listed = points > 0 or (need < NEVER and not vague)
    return Pair(one.key, other.key, Verdict.UNSURE if listed else Verdict.UNRELATED, in_favour, tuple(against))


def support(one: Bearer, other: Bearer) -> tuple[int, tuple[str, ...]]:
    """Return the points of what agrees beside the name, and what that is."""
    points, reasons = 0, []
    if states := one.states & other.states:
        points += STATE
        reasons.append(f"both of {_listed(states)}")
        if one.roles == other.roles == {"official"}:
            points += OFFICE
            reasons.append("both officials of it")
    if bodies := one.bodies & other.bodies:
        points += BODY
        reasons.append(f"both with {_listed(bodies)}")
    if ties := one.ties & other.ties:
        points += min(MOST_TIES, TIE * len(ties))
        reasons.append(f"both: {_listed(ties)}")
    return points, tuple(reasons)


def _likeness(one: Bearer, other: Bearer) -> Likeness | None:
    """Compare each one's label with the other's names, a curated entry's label with nothing: its names are complete."""
    compare_two = compare_names if one.kind == "person" else compare_bodies
    directions = [(one, other)] if not one.curated else []
    directions += [(other, one)] if not other.curated else []
    if one.names == (one.label,) and other.names == (other.label,):
        del directions[1:]  # either one says all
    found = [_best(label.label, names.names, compare_two) for label, names in directions]
    if not found or any(likeness is None for likeness in found):
        return None
    return max((likeness for likeness in found if likeness), key=lambda likeness: (likeness.need, likeness.reason))


def _best(label: str, names: tuple[str, ...], compare_two: Callable[[str, str], Likeness | None]) -> Likeness | None:
    found = [likeness for name in names if (likeness := compare_two(label, name))]
    return min(found, key=lambda likeness: (likeness.need, likeness.reason), default=None)


def _needed(likeness: Likeness, one: Bearer, other: Bearer) -> int:
    """Return the points needed, more where a likeness is usual only among persons of other states."""
    lexicon = name_lexicon()
    if likeness.turned and not one.states & other.states & lexicon.surname_first:
        return NEVER
    known = one.states | other.states
    if likeness.sound and known and not known & lexicon.transcribed:
        return max(likeness.need, 3)
    return likeness.need


def _role(found: Bearer | Occurrence) -> str:
    if isinstance(found, Occurrence):
        return found.role
    return next(iter(found.roles)) if len(found.roles) == 1 else ""


def _listed(items: frozenset[str]) -> str:
    shown = sorted(items)
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
