"""A person's name in parts, and the blocks in which names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.ground.resolve.lexicon import fold, name_lexicon, sound

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts: words without titles, articles and particles, single letters for initials; ``written`` has the
    particles too, and no spaces; ``kin`` where it says "son of"."""

    words: tuple[str, ...]
    written: str
    particles: tuple[str, ...] = ()
    generation: str = ""
    kin: bool = False


@lru_cache(maxsize=65536)
def parse_name(name: str) -> PersonName:
    """Return the parts of a person's name; titles and particles count as words where little else is left."""
    lexicon = name_lexicon()
    pieces = _without_titles(_pieces(name))
    generation = next((lexicon.generations[piece] for piece in pieces[1:] if piece in lexicon.generations), "")
    pieces = [piece for place, piece in enumerate(pieces) if not place or piece not in lexicon.generations]
    kin = any(piece in lexicon.son for piece in pieces[1:])
    pieces = [piece for place, piece in enumerate(pieces) if not place or piece not in lexicon.son]
    words = [piece for piece in pieces if piece not in lexicon.articles]
    particles = tuple(piece for piece in words if piece in lexicon.particles)
    bare = [piece for piece in words if piece not in lexicon.particles]
    if len(bare) < 2:
        bare, particles = words or pieces, ()
    return PersonName(tuple(_servants(bare)), "".join(words), particles, generation, kin)


def _pieces(name: str) -> list[str]:
    """Return the folded words, those with hyphens taken apart, dotted initials as single letters."""
    lexicon = name_lexicon()
    pieces: list[str] = []
    for written in name.replace(",", " ").split():
        if _INITIALS.match(written) and fold(written.rstrip(".")) not in lexicon.generations:
            pieces += [fold(letter) for letter in written if letter.isalpha()]
            continue
        parts = [part.strip(".") for part in re.split(r"[-–‑]", fold(written)) if part.strip(".")]
        pieces += [part for place, part in enumerate(parts) if place == len(parts) - 1 or part not in _tied()]
    return pieces


def _tied() -> frozenset[str]:
    return name_lexicon().hyphen_particles | name_lexicon().articles


def _without_titles(pieces: list[str]) -> list[str]:
    start = 0
    while len(pieces) - start > 2 and pieces[start] in name_lexicon().titles:
        start += 1
    return pieces[start:]


def _servants(words: list[str]) -> list[str]:
    """Write "Abdel Rahman", "Abd al-Rahman" and "Abdulrahman" in one way."""
    lexicon = name_lexicon()
    done: list[str] = []
    for word in words:
        if done and done[-1] in lexicon.servant:
            done[-1] = f"abd{word}"
            continue
        longest = max((first for first in lexicon.servant if word.startswith(first)), key=len, default="")
        if longest and len(word) > len(longest) + 3 and word not in lexicon.given:
            word = f"abd{word[len(longest) :]}"
        done.append(word)
    return done


@lru_cache(maxsize=65536)
def name_blocks(name: str) -> frozenset[str]:
    """Return the keys of the blocks that a name stands in; names that are never compared share none."""
    words = parse_name(name).words
    skeletons = [skeleton(word) for word in words if len(word) > 1][:6]
    blocks = {"|".join(sorted((x, y))) for i, x in enumerate(skeletons) for y in skeletons[i + 1 :]}
    if words and skeletons:
        blocks.update(f"{words[0][0]}.{found}" for found in skeletons[1 if len(words[0]) > 1 else 0 :])
        blocks.add(f"={''.join(sorted(parse_name(name).written))}")
        blocks.update(f"1.{found}" for found in (skeletons[0], skeletons[-1]))
    return frozenset(blocks)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a word's sound, the first letter kept; given names by their first spelling."""
    level = sound(name_lexicon().given.get(word, word))
    return level[:1] + re.sub(r"[aeiou]", "", level[1:])
