"""Which mentions of an article are one referent: names, acronyms, descriptions, pronouns; abstains when in doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.extract.found import Found
from kg.extract.lexicon import SUPER, Lexicon
from kg.language.syntax import base

REGION = {"kingdom": "kingdom", "emirate": "emirate", "sultanate": "sultanate", "republic": "republic"}
SUFFIXES = frozenset(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"])


@dataclass(eq=False, slots=True)
class Cluster:
    """The mentions of one referent while an article is read."""

    index: int
    classes: tuple[str, ...]
    mentions: list[Found] = field(default_factory=list)
    described: bool = False
    roles: Counter[str] = field(default_factory=Counter)

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

    def names(self) -> list[str]:
        """Surface forms that name or describe it, without pronouns and adjectives."""
        forms = [m.text for m in self.mentions if m.kind in {"name", "nominal"}]
        return forms + [alias for m in self.mentions for alias in m.aliases]


class Discourse:
    """The clusters of one article, filled mention by mention in the order of the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.clusters: list[Cluster] = []
        self.by_key: dict[str, Cluster] = {}
        self.by_alias: dict[str, Cluster] = {}

    def new(self, mention: Found, described: bool = False) -> Cluster:
        """Open a cluster with this mention."""
        cluster = Cluster(len(self.clusters), mention.classes, described=described)
        self.clusters.append(cluster)
        self.join(mention, cluster)
        return cluster

    def join(self, mention: Found, cluster: Cluster) -> None:
        """Add a mention to a cluster and remember its key and aliases."""
        cluster.mentions.append(mention)
        if mention.suspect:
            cluster.roles["suspect"] += 1
        if mention.kind == "name" and mention.lemma:
            cluster.roles[mention.lemma] += 1
        mention.referents = [cluster.index]
        if mention.entry is not None:
            self.by_key.setdefault(mention.entry.key, cluster)
        if mention.kind == "name":
            self.by_alias.setdefault(fold(mention.text), cluster)
        for alias in mention.aliases:
            self.by_alias[fold(alias)] = cluster

    def resolve(self, mentions: list[Found]) -> None:
        """Give every mention its referents; a mention that stays ambiguous gets none."""
        named = [m for m in mentions if m.kind in {"name", "adjective"}]
        for mention in named:
            if mention.classes[0] == "Person" and len(mention.text.split()) > 1:
                self.person(mention)
        for mention in named:
            if mention.parent is not None and not mention.parent.referents:
                self.name(mention.parent)
            if mention.kind == "name" and not mention.referents and any(mention in other.same for other in mentions):
                self.name(mention)
        for mention in sorted(mentions, key=lambda m: m.start):
            if mention.referents:
                continue
            for other in mention.same:
                if not other.referents and other.kind != "nominal":
                    self.name(other)
            if mention.same and all(name.referents for name in mention.same):
                self.equate(mention)
            elif mention.kind in {"name", "adjective"}:
                self.name(mention)
            elif mention.kind == "nominal":
                self.description(mention)
            else:
                self.pronoun(mention)

    def equate(self, mention: Found) -> None:
        """Give a description the referents of the names that it is apposed to."""
        if len(mention.same) == 1:
            self.join(mention, self.clusters[mention.same[0].referents[0]])
        else:
            mention.kind = "collective"
            mention.referents = [name.referents[0] for name in mention.same]

    def name(self, mention: Found) -> None:
        """Join a name to the cluster with its key, alias or surname."""
        if mention.entry is not None and mention.entry.key in self.by_key:
            self.join(mention, self.by_key[mention.entry.key])
            return
        cluster = self.by_alias.get(fold(mention.text))
        if cluster is not None and compatible(cluster.classes[0], mention.classes[0]):
            self.join(mention, cluster)
        elif mention.classes[0] == "Person":
            self.person(mention)
        elif mention.entry is None and (known := self.tail(mention)) is not None:
            self.join(mention, known)
        else:
            self.new(mention)

    def tail(self, mention: Found) -> Cluster | None:
        """Return the only body of the same kind whose name ends with, or is ended by, this one's words."""
        if mention.classes[0] not in {"Agency", "Operation", "Organisation", "Group"} or len(mention.text.split()) < 2:
            return None
        words = fold(mention.text).split()
        found = [
            c
            for c in self.clusters
            if c.classes[0] == mention.classes[0]
            and not c.described
            and any(_ends(fold(name).split(), words) for name in c.names())
        ]
        if len(found) == 1 and (not found[0].state or not mention.state or found[0].state == mention.state):
            return found[0]
        return None

    def person(self, mention: Found) -> None:
        """Join a person's name to the one cluster it can be a part of; two candidates make a new one."""
        words = name_words(mention.text)
        candidates = [
            c
            for c in self.clusters
            if c.classes[0] == "Person"
            and not c.described
            and any(same_person(words, name_words(n)) for n in c.names())
        ]
        if len(candidates) == 1:
            self.join(mention, candidates[0])
        elif len(candidates) > 1 and len(words) == 1:
            before = [c for c in candidates if c.mentions[-1].start < mention.start]
            if before:
                self.join(mention, max(before, key=lambda c: c.mentions[-1].start))
            else:
                self.new(mention)
        else:
            self.new(mention)

    def description(self, mention: Found) -> None:
        """Join a definite description to its one antecedent; anything else is new."""
        if mention.entry is not None:
            cluster = self.by_key.get(mention.entry.key)
            if cluster is not None:
                self.join(mention, cluster)
            else:
                self.new(mention)
            return
        states = self.collective(mention)
        if states:
            mention.kind = "collective"
            mention.referents = [c.index for c in states]
            return
        if definite(mention):
            antecedent = self.antecedent(mention)
            if antecedent is not None:
                self.join(mention, antecedent)
                return
        self.new(mention, described=True)

    def collective(self, mention: Found) -> list[Cluster]:
        """Return the two states that "the two countries" or "both sides" means, if exactly two are in play."""
        if mention.lemma not in {"country", "nation", "side", "government", "state", "ally", "neighbour", "neighbor"}:
            return []
        words = {t.lower_ for t in mention.span} | {c.lower_ for c in mention.head.children}
        if not words & {"two", "both"}:
            return []
        recent: list[Cluster] = []
        for c in sorted(
            self.clusters, key=lambda c: -max((m.start for m in c.mentions if m.start < mention.start), default=-1)
        ):
            if c.classes[0] == "State" and any(m.start < mention.start for m in c.mentions):
                recent.append(c)
        return sorted(recent[:2], key=lambda c: c.index) if len(recent) == 2 else self.frequent(mention)

    def frequent(self, mention: Found) -> list[Cluster]:
        """Return the two states mentioned at least twice as often as any third before this point."""
        counts = [
            (sum(m.start < mention.start for m in c.mentions), -c.index, c)
            for c in self.clusters
            if c.classes[0] == "State"
        ]
        counts.sort(reverse=True, key=lambda row: row[:2])
        if len(counts) > 2 and counts[1][0] >= 2 * counts[2][0]:
            return sorted((counts[0][2], counts[1][2]), key=lambda c: c.index)
        return []

    def antecedent(self, mention: Found) -> Cluster | None:
        """Return the nearest earlier cluster with the same head word, or the only suspect, official or body."""
        earlier = [c for c in self.clusters if any(m.start < mention.start for m in c.mentions)]
        plural = mention.count != 1
        if mention.lemma in REGION and len(mention.span) <= 2:
            forms = [
                c
                for c in earlier
                if c.classes[0] == "State" and c.first.entry and c.first.entry.form == REGION[mention.lemma]
            ]
            return forms[0] if len(forms) == 1 else None
        same = [
            c
            for c in earlier
            if c.described
            and c.first.lemma == mention.lemma
            and (c.first.count != 1) == plural
            and not _clash(c.first, mention)
        ]
        if same:
            return same[-1]
        if mention.classes[0] == "Suspect" and not plural and plain(mention):
            people = [c for c in earlier if c.roles["suspect"] and c.first.count in {1, None}]
            people = people or [c for c in earlier if c.classes[0] == "Suspect"]
            return people[0] if len(people) == 1 else None
        if mention.classes[0] == "Agency" and len(mention.span) <= 2:
            bodies = [
                c
                for c in earlier
                if c.classes[0] == "Agency" and any(mention.lemma in fold(n).split() for n in c.names())
            ]
            return bodies[-1] if bodies else None
        if mention.classes[0] == "Official" and len(mention.span) <= 2 and not plural:
            holders = [c for c in earlier if c.classes[0] == "Person" and c.roles[mention.lemma]]
            return holders[-1] if holders else None
        if mention.classes[0] == "Operation" and len(mention.span) <= 3:
            operations = [c for c in earlier if c.classes[0] == "Operation"]
            return operations[-1] if len(operations) == 1 else None
        if mention.classes[0] == "Agreement" and len(mention.span) <= 2:
            agreements = [c for c in earlier if c.classes[0] == "Agreement"]
            return agreements[-1] if len(agreements) == 1 else None
        return None

    def pronoun(self, mention: Found) -> None:
        """Resolve a pronoun to the nearest cluster of fitting number, preferring a subject; abstain between two."""
        word = mention.lemma
        wanted = WANTED.get(word)
        if wanted is None:
            return
        sentence = mention.head.sent
        window = sentence.start - 60
        candidates: list[tuple[int, Cluster]] = []
        for cluster in self.clusters:
            if not fits(cluster, word):
                continue
            before = [m for m in cluster.mentions if window <= m.start < mention.start]
            if before:
                last = before[-1]
                score = last.start
                if any(base(m.head) in {"nsubj", "nsubj:pass"} for m in before):
                    score += 15
                candidates.append((score, cluster))
        candidates.sort(key=lambda row: (-row[0], row[1].index))
        if not candidates:
            return
        if len(candidates) > 1 and candidates[0][0] - candidates[1][0] < 6 and word not in {"his", "her", "its"}:
            return
        chosen = candidates[0][1]
        mention.classes = chosen.classes
        self.join(mention, chosen)
        mention.state = None


WANTED = {
    "he": 1,
    "she": 1,
    "him": 1,
    "her": 1,
    "his": 1,
    "it": 0,
    "its": 0,
    "they": 2,
    "them": 2,
    "their": 2,
}


def fits(cluster: Cluster, word: str) -> bool:
    """Whether a pronoun may stand for the cluster, by class and number."""
    kind = WANTED[word]
    cls = SUPER.get(cluster.classes[0], cluster.classes[0])
    singular = cluster.first.count in {1, None} or cluster.first.kind == "name"
    if kind == 1:
        return cls == "Person" and singular and (cluster.first.kind == "name" or cluster.described)
    if kind == 2:
        return cls in {"Person", "Group"} and not singular
    return cls in {"State", "Agency", "InternationalOrganisation", "Organisation"} and any(
        m.kind == "name" for m in cluster.mentions
    )


def plain(mention: Found) -> bool:
    """Whether a description says no more than its head word and an age ("the 52-year-old fugitive")."""
    said = [t for t in mention.span if t.i != mention.head.i and t.pos_ not in {"DET", "PUNCT", "NUM"}]
    return mention.state is None and all(t.lower_ in {"year", "years", "old", "alleged", "suspected"} for t in said)


def definite(mention: Found) -> bool:
    """Whether a description points back: it has a definite article or demonstrative."""
    words = [t.lower_ for t in mention.span[:2]]
    return bool(words) and (words[0] in {"the", "this", "that", "these", "those", "such", "both"})


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
            short[0] == long[-1]
            or (len(long) > 2 and short[0] in long[1:])
            or (short[0] == long[0] and len(short[0]) > 2)
        )
    if short[-1] != long[-1]:
        return all(word in long for word in short) and len(short) > 1
    return short[0] == long[0] or (short[0][0] == long[0][0] and (len(short[0]) == 1 or len(long[0]) == 1))


def compatible(one: str, other: str) -> bool:
    """Whether two classes may be readings of one name."""
    return SUPER.get(one, one) == SUPER.get(other, other) or {one, other} <= {
        "Agency",
        "Organisation",
        "InternationalOrganisation",
        "Group",
        "Place",
    }


def _ends(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long[-len(short) :] == short


def _clash(one: Found, other: Found) -> bool:
    return bool(one.state and other.state and one.state != other.state)
