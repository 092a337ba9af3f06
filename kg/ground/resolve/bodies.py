"""How alike two names of agencies, organisations or groups are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.ground.resolve.lexicon import fold, name_lexicon, state_words
from kg.ground.resolve.persons import NEVER, Likeness

_WORD = re.compile(r"[^\W_]+")
SHORTEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name: levelled words in order without stop words and states, the states named, in order, the initials of
    its words, and the name itself where it is an acronym."""

    words: tuple[str, ...]
    states: tuple[str, ...]
    initials: frozenset[str]
    acronym: str


@lru_cache(maxsize=65536)
def parse_body(name: str) -> BodyName:
    """Return the parts of a body's name."""
    lexicon = name_lexicon()
    bare = name.replace(".", "") if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]?", name) else name
    acronym = fold(bare) if bare.isupper() and bare.isalpha() and SHORTEST_ACRONYM <= len(bare) <= 8 else ""
    folded = re.sub(r"(?<=\w)[-–](?=\w)", " ", fold(re.sub(r"['’]s\b", "", name)))
    for wording, plain in lexicon.phrases:
        folded = re.sub(rf"\b{wording}\b", plain, folded)
    written = _WORD.findall(folded)
    states, rest = _states(written)
    words = tuple(_level(word) for word in rest if word not in lexicon.stop)
    original = [word for word in _WORD.findall(fold(name.replace("'s", ""))) if word]
    meaning = [word for word in original if word not in lexicon.stop]
    without = [word for word in _states(original)[1] if word not in lexicon.stop]
    initials = {"".join(word[0] for word in found) for found in (meaning, original, without)}
    return BodyName(words, tuple(states), frozenset(found for found in initials if len(found) > 2), acronym)


def _level(word: str) -> str:
    """Return the word that stands for all its spellings and for its plural."""
    lexicon = name_lexicon()
    plain = lexicon.words.get(word, word)
    plural = len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss")
    return plain[:-1] if plural and plain not in lexicon.generic | lexicon.only_one else plain


def _states(words: list[str]) -> tuple[list[str], list[str]]:
    """Take the names and adjectives of states, up to three words long, out of a list of words."""
    known = state_words()
    states: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            code = known.get(" ".join(words[place : place + length]))
            if code and place + length <= len(words):
                states += [code] if code not in states else []
                place += length
                break
        else:
            rest.append(words[place])
            place += 1
    return states, rest


def states_in(names: tuple[str, ...]) -> frozenset[str]:
    """Return the ISO codes of the states that a body's names name."""
    return frozenset(code for name in names for code in parse_body(name).states)


def is_generic(name: str) -> bool:
    """Tell whether a body's name says only what kind of body it is: "Interior Ministry"."""
    return all(word in name_lexicon().generic for word in parse_body(name).words)


def compare_bodies(one: str, other: str) -> Likeness | None:
    """Return how two names of bodies are alike, None where they differ; whose bodies they are is not compared here."""
    first, second = parse_body(one), parse_body(other)
    if not first.words or not second.words:
        return None
    if first.states != second.states and ((first.states and second.states) or len(first.states + second.states) > 1):
        return None  # the embassy of one state in another names both, and in this order
    if first.acronym != second.acronym:
        for short, long in ((first, second), (second, first)):
            if short.acronym and short.acronym in long.initials:
                return Likeness(1, "one is the acronym of the other")
    if sorted(first.words) == sorted(second.words):
        if len(first.words) == 1 and first.words[0] in name_lexicon().generic and not _only_one(first, second):
            return Likeness(NEVER, "names that any such body may have")
        if first.words == second.words:
            return Likeness(0, "equal names")
        turned = any(first.words[place:] + first.words[:place] == second.words for place in range(len(first.words)))
        return Likeness(0 if turned else 1, "equal words in another order")
    if len(first.words) != len(second.words):
        return None
    unlike = [(x, y) for x, y in zip(sorted(first.words), sorted(second.words), strict=True) if x != y]
    if len(unlike) == 1 and len(first.words) > 1 and _misspelt(*unlike[0]):
        return Likeness(1, "one letter differs")
    return None


def _only_one(first: BodyName, second: BodyName) -> bool:
    return bool(first.states and second.states) and first.words[0] in name_lexicon().only_one


def _misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 7 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) == 1


def body_blocks(name: str, states: frozenset[str]) -> Iterator[str]:
    """Yield the keys of the blocks that a body's name stands in: its words by state, and its initials."""
    parsed = parse_body(name)
    places = sorted(parsed.states or states) or ["XX"]
    if not parsed.words:
        return
    stems = sorted(word[:4] for word in parsed.words)
    for place in (*places, "**"):
        yield f"{place}={'|'.join(stems)}"
        for initials in sorted({*parsed.initials, parsed.acronym} - {""}):
            yield f"{place}.{initials}"
