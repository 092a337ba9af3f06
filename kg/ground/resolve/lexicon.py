"""What resolution knows of names, read from ``ontology/lexicon/resolution.yaml`` and the table of states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from kg.errors import KgError
from kg.gazetteer_tables import read_rows
from kg.resources import ontology_dir

_APOSTROPHES = str.maketrans("", "", "'’‘ʻʼ`´")


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Word lists as sets, spellings of a given name by their first one, sound rules in order, states by word."""

    letters: dict[int, str]
    titles: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]
    servant: frozenset[str]
    hyphen_particles: frozenset[str]
    kin: frozenset[str]
    son: frozenset[str]
    generations: dict[str, str]
    surname_first: frozenset[str]
    transcribed: frozenset[str]
    given: dict[str, str]
    sounds: tuple[tuple[re.Pattern[str], str], ...]
    phrases: tuple[tuple[str, str], ...]
    words: dict[str, str]
    stop: frozenset[str]
    only_one: frozenset[str]
    generic: frozenset[str]


@cache
def name_lexicon() -> NameLexicon:
    """Read the word lists; raises KgError where the file is malformed."""
    path = ontology_dir() / "lexicon" / "resolution.yaml"
    try:
        rows: dict[str, Any] = yaml.load(path.read_text(encoding="utf8"), Loader=yaml.CSafeLoader)
        return NameLexicon(
            letters={ord(letter): plain for letter, plain in rows["letters"].items()},
            **{
                name: frozenset(rows[name])
                for name in (
                    "titles", "articles", "particles", "servant", "hyphen_particles", "kin", "son", "surname_first",
                    "transcribed", "stop", "only_one", "generic",
                )
            },
            generations=rows["generations"],
            given={spelling: group[0] for group in rows["given"] for spelling in group},
            sounds=tuple((re.compile(pattern), plain) for pattern, plain in rows["sounds"]),
            phrases=tuple((wording, plain) for wording, plain in rows["phrases"]),
            words=rows["words"],
        )  # fmt: skip
    except (yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        raise KgError(f"is malformed: {error}", path.name, "correct the entry named above") from error


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a name in lower case, without diacritics and apostrophes; letters of other scripts stay."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.translate(name_lexicon().letters)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a folded word with the spellings of one sound levelled; equal for spellings of one transcribed name."""
    for pattern, plain in name_lexicon().sounds:
        word = pattern.sub(plain, word)
    return word


@cache
def state_words() -> dict[str, str]:
    """Return the ISO code by folded name, demonym or adjective of a state; words that two states share are left out."""
    found: dict[str, set[str]] = {}
    for row in read_rows(ontology_dir() / "gazetteer" / "states.yaml"):
        forms = [row["label"], row.get("official", row["label"])]
        forms += [str(form) for part in ("names", "adjectives", "people") for form in row.get(part) or ()]
        for form in forms:
            found.setdefault(" ".join(re.findall(r"\w+", fold(str(form)))), set()).add(row["iso"])
    return {form: min(codes) for form, codes in found.items() if len(codes) == 1 and form}
