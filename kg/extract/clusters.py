"""The mentions of one referent while an article is read."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field

from kg.extract.found import Found
from kg.extract.lexicon import SUPER


@dataclass(eq=False, slots=True)
class Cluster:
    """The mentions of one referent.

    ``roles`` counts its titles and descriptions, and "suspect" where it is one; ``ordered`` holds the mentions by
    where they start; ``gender`` is "m" or "f" where a description, an honorific or an earlier pronoun shows it.
    """

    index: int
    classes: tuple[str, ...]
    mentions: list[Found] = field(default_factory=list)
    described: bool = False
    roles: Counter[str] = field(default_factory=Counter)
    ordered: list[tuple[int, int, Found]] = field(default_factory=list)
    gender: str | None = None

    @property
    def first(self) -> Found:
        """The mention that opened the cluster."""
        return self.mentions[0]

    @property
    def key(self) -> str | None:
        """The gazetteer key of the first mention that has one."""
        return next((m.entry.key for m in self.mentions if m.entry), None)

    @property
    def state(self) -> str | None:
        """The state that a mention gives."""
        return next((m.state for m in self.mentions if m.state), None)

    @property
    def kind(self) -> str:
        """The class without its specific roles: a suspect and an official are persons."""
        return SUPER.get(self.classes[0], self.classes[0])

    @property
    def singular(self) -> bool:
        """Whether it is one thing: a name, or a description that is not plural."""
        return any(m.kind == "name" for m in self.mentions) or self.first.count == 1

    def any_bodies(self, nouns: frozenset[str], masses: frozenset[str]) -> bool:
        """Whether it is bodies of a kind ("multiple agencies", "law enforcement"), of no state or name."""
        several = (not self.singular and self.first.lemma in nouns) or self.first.lemma in masses
        return self.kind == "Agency" and self.described and several and self.state is None

    def names(self) -> list[str]:
        """Surface forms that name or describe it, without pronouns and adjectives."""
        forms = [m.text for m in self.mentions if m.kind in {"name", "nominal"}]
        return forms + [alias for m in self.mentions for alias in m.aliases]

    def add(self, mention: Found, male: frozenset[str], female: frozenset[str]) -> None:
        """Add a mention; the words that show a gender are looked at once."""
        self.mentions.append(mention)
        insort(self.ordered, (mention.start, len(self.ordered), mention))
        words = {mention.lemma}
        if mention.kind == "name":
            before = mention.doc[mention.start - 1].lower_ if mention.start else ""
            words |= {before.rstrip("."), mention.doc[mention.start].lower_.rstrip(".")}
        if self.gender is None:
            if words & male or mention.lemma in {"he", "him", "his"}:
                self.gender = "m"
            elif words & female or mention.lemma in {"she", "her"}:
                self.gender = "f"

    def latest(self, position: int) -> Found | None:
        """Return its last mention that starts before a token index."""
        i = bisect_left(self.ordered, (position,))
        return self.ordered[i - 1][2] if i else None

    def before(self, position: int) -> list[Found]:
        """Return its mentions that start before a token index, in order."""
        return [row[2] for row in self.ordered[: bisect_left(self.ordered, (position,))]]
