"""When two surface forms can name one thing: folded forms, parts of persons' names, ends of bodies' names."""

from __future__ import annotations

from kg.extract.lexicon import SUPER

SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"])
BODIES = frozenset(["Agency", "Organisation", "InternationalOrganisation", "Group", "Place"])


def fold(text: str) -> str:
    """Normalise a name for comparison: case, apostrophes, a leading article."""
    plain = text.casefold().replace("’", "'").removeprefix("the ").replace("u.s.", "us").replace("u.k.", "uk")
    return " ".join(plain.replace("'s", " ").replace(".", "").split())


def name_words(name: str) -> list[str]:
    """Return the words of a person's name, without suffixes such as Jr."""
    return [w for w in fold(name).replace("-", " ").split() if w.title() not in SUFFIXES]


def same_person(one: list[str], other: list[str]) -> bool:
    """Whether one name can be a shorter form of the other: equal last words, or given name and initials agree."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return (
            short[0] in {long[-1], long[-1] + "s"}  # "NAMEs visit", the mark lost
            or (len(long) > 2 and short[0] in long[1:])
            or (short[0] == long[0] and len(short[0]) > 2)
        )
    if short[-1] != long[-1]:
        return all(word in long for word in short) and len(short) > 1
    return short[0] == long[0] or (short[0][0] == long[0][0] and (len(short[0]) == 1 or len(long[0]) == 1))


def compatible(one: str, other: str) -> bool:
    """Whether two classes may be readings of one name."""
    return SUPER.get(one, one) == SUPER.get(other, other) or {one, other} <= BODIES


def ends_alike(one: list[str], other: list[str]) -> bool:
    """Whether the words of one name, two at least, are the last words of the other."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long[-len(short) :] == short
