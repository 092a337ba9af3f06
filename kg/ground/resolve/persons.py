"""How alike two names of persons are, and how much else must agree before they count as one person's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from kg.ground.resolve.lexicon import name_lexicon, sound
from kg.ground.resolve.person_names import PersonName, parse_name

NEVER = 99


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two names are alike: ``need`` points of other evidence must agree, ``reason`` says what differs.

    ``turned`` holds for family names first in one, which some states' persons have; ``sound`` for two spellings of one
    sound, which transcription gives.
    """

    need: int
    reason: str
    turned: bool = False
    sound: bool = False


def same_word(one: str, other: str) -> str:
    """Tell how two words of names agree: "equal", "spelling" (of one given name), "sound", "initial", "near" or ""."""
    given = name_lexicon().given
    if one == other:
        return "equal"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else ""
    if one in given and given.get(one) == given.get(other):
        return "spelling"
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 4 and longer in (f"al{shorter}", f"el{shorter}"):
        return "spelling"
    if one in given and other in given:
        return ""
    if len(shorter) >= 4 and sound(one) == sound(other):
        return "sound"
    if len(shorter) >= 6 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) == 1:
        return "" if _feminine(one) != _feminine(other) else "near"
    return ""


def _feminine(word: str) -> bool:
    return word.endswith(("a", "aya", "aia"))


def compare_names(one: str, other: str) -> Likeness | None:
    """Return how two names are alike, None where they are names of different persons or share too little."""
    first, second = parse_name(one), parse_name(other)
    if first.generation != second.generation and first.generation and second.generation:
        return None
    likeness = _compare(first, second)
    if first.written == second.written and (len(first.words) > 1 or len(second.words) > 1):
        likeness = Likeness(0, "equal names" if first.words == second.words else "names equal but for spaces")
        first = replace(first, particles=second.particles)
    if likeness is None:
        return None
    if first.generation != second.generation:
        return Likeness(NEVER, f"{likeness.reason}; one is called {first.generation or second.generation}")
    if first.particles != second.particles:
        return replace(likeness, need=likeness.need + 1, reason=f"{likeness.reason}; a particle differs")
    return likeness


def _compare(first: PersonName, second: PersonName) -> Likeness | None:
    a, b = sorted((first.words, second.words), key=lambda words: (len(words), words))
    if not a:
        return None
    if len(a) == 1:
        shared = len(a[0]) > 2 and a[0] in b
        return Likeness(NEVER, "one is named with a single word") if shared else None
    if "".join(a) == "".join(b):
        return Likeness(0, "equal names" if a == b else "names equal but for spaces")
    if len(a) == len(b) and (likeness := _aligned(a, b)):
        return likeness
    if len(a) < len(b) and (likeness := _shortened(a, b)):
        return likeness
    if not first.kin and not second.kin:
        return _turned(a, b)
    return None


def _aligned(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    kinds = [same_word(x, y) for x, y in zip(a, b, strict=True)]
    if "" in kinds or len(a[-1]) == 1 or len(b[-1]) == 1:
        return None
    return _weighed(kinds, a)


def _weighed(kinds: list[str], words: tuple[str, ...]) -> Likeness | None:
    """Return what is needed where every word agrees somehow; None where too little is there to agree."""
    if kinds.count("near") > 1 or sum(kind not in ("initial", "near") for kind in kinds) < 1:
        return None
    need = 3 * ("near" in kinds) + (3 if kinds[0] == "initial" else int("initial" in kinds))
    reasons = []
    if "initial" in kinds:
        reasons.append("one has an initial")
    if "near" in kinds:
        reasons.append("one letter differs")
    if "sound" in kinds:
        reasons.append("a word is spelt in two ways of one sound")
        need += 2 if kinds[0] == "sound" else 1  # Rashid and Rashed are two given names
    if "spelling" in kinds:
        reasons.append("spellings of one given name")
        if all(word in name_lexicon().given for word in words):
            need += 1
            reasons.append("all words are common given names")
    return Likeness(need, "; ".join(reasons) or "equal names", sound="sound" in kinds)


def _shortened(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    """Compare a shorter name with a longer one that has all its words in the same order, the first one first."""
    places, kinds = [], []
    start = 0
    for word in a:
        for place in range(start, len(b)):
            kind = same_word(word, b[place])
            if kind and kind != "near":
                places.append(place)
                kinds.append(kind)
                start = place + 1
                break
        else:
            return None
    if places[0] != 0 or len(a[-1]) == 1:
        return None
    weighed = _weighed(kinds, a)
    if weighed is None:
        return None
    last_missing = places[-1] != len(b) - 1
    reason = "the longer one goes on" if last_missing else "the longer one has a middle name more"
    reasons = reason if weighed.reason == "equal names" else f"{reason}; {weighed.reason}"
    return Likeness(weighed.need + (2 if last_missing else 1), reasons, sound=weighed.sound)


def _turned(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    joined = "".join(b)
    rotations = (a[1:] + a[:1], a[-1:] + a[:-1])
    if any("".join(turned) == joined for turned in rotations):
        return Likeness(1, "the family name stands first in one", turned=True)
    return None
