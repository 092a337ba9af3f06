"""The tables of known entities (states, agencies, organisations, groups, offences, places) and their surface forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

WIKIDATA = "http://www.wikidata.org/entity/"
# which table answers first where a surface form stands in several
RANK = {"State": 0, "InternationalOrganisation": 1, "Agency": 2, "Group": 3, "Territory": 4, "Offence": 5, "Place": 6}


@dataclass(frozen=True, slots=True)
class Entry:
    """One known entity; ``key`` is its IRI without the base, ``state`` the ISO code it belongs to."""

    key: str
    cls: str
    label: str
    names: tuple[str, ...] = ()
    state: str | None = None
    wikidata: str | None = None
    parent: str | None = None
    form: str = ""
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a surface form: the entry and whether the form is a name, adjective, people or seat."""

    entry: Entry
    kind: str


@dataclass(slots=True)
class Gazetteer:
    """Entries by key, and senses by surface form, in exact case; ``ambiguous`` gives a form's default key, or none,
    ``ship_prefixes`` the state of a ship's prefix.

    ``offences`` is by lower-case wording; ``starts`` and ``offence_starts`` hold the first words of all forms.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    senses: dict[str, list[Sense]] = field(default_factory=dict)
    offences: dict[str, Entry] = field(default_factory=dict)
    ambiguous: dict[str, str | None] = field(default_factory=dict)
    ship_prefixes: dict[str, str] = field(default_factory=dict)
    longest: int = 0
    starts: set[str] = field(default_factory=set)
    offence_starts: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Index an entry under all its surface forms."""
        self.entries.setdefault(entry.key, entry)
        forms = [(form, "name") for form in (entry.label, *entry.names)]
        forms += [(form, "adjective") for form in entry.adjectives]
        forms += [(form, "people") for form in entry.people]
        forms += [(form, "seat") for form in entry.seats]
        for form, kind in forms:
            for variant in variants(form):
                senses = self.senses.setdefault(variant, [])
                if all(sense.entry.key != entry.key or (kind == "people" and sense.kind == "name") for sense in senses):
                    senses.append(Sense(entry, kind))
                self.starts.add(first_word(variant))
                self.longest = max(self.longest, variant.count(" ") + 1)

    def state(self, iso: str | None) -> Entry | None:
        """Return the state with this ISO code."""
        return self.entries.get(f"state/{iso}") if iso else None


_FIRST_WORD = re.compile(r"[^\W_]+")


def first_word(text: str) -> str:
    """Return the first run of letters and digits, by which look-ups are cut short."""
    match = _FIRST_WORD.search(text)
    return match.group() if match else text


def variants(form: str) -> Iterator[str]:
    """Yield a form as written, with curly or lost apostrophes, and in capitals when longer than most acronyms."""
    yield form
    if "'" in form:
        yield form.replace("'", "’")
        if " " in form:
            yield form.replace("'", "")
    if len(form) > 4 and not form.isupper():
        yield form.upper()
