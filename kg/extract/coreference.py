"""Which mentions of an article are one referent: names, acronyms, descriptions, pronouns; abstains when in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.antecedents import antecedent, definite
from kg.extract.candidates import Candidate
from kg.extract.clusters import Cluster
from kg.extract.company import Company
from kg.extract.found import Found
from kg.extract.leads import introduced
from kg.extract.lexicon import Lexicon
from kg.extract.likeness import compatible, ends_alike, fold, name_words, same_person
from kg.extract.plurals import several
from kg.extract.pronouns import cataphoric, fits, of_subject, referents_of
from kg.language.syntax import conjuncts, first_conjunct

PERSONS = frozenset(["Person", "Official", "Suspect"])  # a title before a name makes an official of it


class Discourse:
    """The clusters of one article, filled mention by mention in the order of the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.clusters: list[Cluster] = []
        self.by_key: dict[str, Cluster] = {}
        self.by_alias: dict[str, Cluster] = {}
        self.pairs: list[list[Cluster]] = []
        self.starts: list[int] = []
        self.heads: dict[int, Found] = {}
        self.company = Company()

    def new(self, mention: Found, described: bool = False) -> Cluster:
        """Open a cluster with this mention."""
        cluster = Cluster(len(self.clusters), mention.classes, described=described)
        self.clusters.append(cluster)
        self.join(mention, cluster)
        return cluster

    def join(self, mention: Found, cluster: Cluster) -> None:
        """Add a mention to a cluster and remember its key and aliases."""
        cluster.add(mention, self.lexicon.reference["male"], self.lexicon.reference["female"])
        if mention.suspect:
            cluster.roles["suspect"] += 1
        if mention.kind in {"name", "nominal"} and mention.lemma:
            cluster.roles[mention.lemma] += 1
        if mention.classes[0] == "Official":
            cluster.roles["official"] += 1
        mention.referents = [cluster.index]
        if mention.entry is not None:
            self.by_key.setdefault(mention.entry.key, cluster)
        if mention.kind == "name":
            self.by_alias.setdefault(fold(mention.text), cluster)
        for alias in mention.aliases:
            self.by_alias[fold(alias)] = cluster

    def resolve(self, mentions: list[Found], candidates: Iterable[Candidate] = ()) -> None:
        """Give every mention its referents; a mention that stays ambiguous gets none.

        ``candidates`` are the relations read so far: who holds an office, who met whom.
        """
        self.company = Company(candidates)
        self.starts = [sent.start for sent in mentions[0].doc.sents] if mentions else []
        self.heads = {m.head.i: m for m in mentions if m.kind != "pronoun"}
        named = [m for m in mentions if m.kind in {"name", "adjective"}]
        for mention in named:
            if mention.classes[0] in PERSONS and len(mention.text.split()) > 1:
                self.person(mention)
        for mention in named:
            if mention.parent is not None and not mention.parent.referents:
                self.name(mention.parent)
            if mention.kind == "name" and not mention.referents and any(mention in other.same for other in mentions):
                self.name(mention)
        for description, name in introduced(mentions, self.lexicon):
            if len(name.referents) == 1:
                self.join(description, self.clusters[name.referents[0]])
        for mention in sorted(mentions, key=lambda m: m.start):
            if mention.referents:
                continue
            for other in mention.same:
                if not other.referents and other.kind in {"name", "adjective"}:
                    self.name(other)
            if mention.same and all(name.referents for name in mention.same):
                self.equate(mention)
            elif any(other.kind == "pronoun" for other in mention.same):
                pass  # predicated of a pronoun without an antecedent
            elif mention.kind in {"name", "adjective"}:
                self.name(mention)
            elif mention.kind == "nominal":
                self.description(mention)
            else:
                self.pronoun(mention)
            self.coordinate(mention)
            if (pair := self.company.pair(mention)) is not None:
                self.pairs.append([self.clusters[i] for i in pair])

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
        elif mention.classes[0] in PERSONS:
            self.person(mention)
        elif mention.entry is None and (known := self.tail(mention)) is not None:
            self.join(mention, known)
        else:
            self.new(mention)

    def tail(self, mention: Found) -> Cluster | None:
        """Return the only body of the same kind whose name ends with, or is ended by, this one's words."""
        if mention.classes[0] not in {"Agency", "Operation", "Organisation", "Group"} or len(mention.text.split()) < 2:
            return None
        if mention.start and mention.doc[mention.start - 1].text == ")":
            return None  # the rest of a longer name ("Criminal Investigations (IRS-CI) Denver Field Office")
        words = fold(mention.text).split()
        found = [
            c
            for c in self.clusters
            if c.classes[0] == mention.classes[0]
            and not c.described
            and any(ends_alike(fold(name).split(), words) for name in c.names())
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
            if c.classes[0] in PERSONS and not c.described and any(same_person(words, name_words(n)) for n in c.names())
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
        if mention.weak and mention.classes[0] == "State" and mention.count == 1:
            own = self.company.own_state(mention, self.clusters, self.starts)
            if len(own) == 1:
                self.join(mention, self.clusters[own[0]])
            return
        group = several(mention, self.clusters, self.pairs, self.starts, self.lexicon)
        if len(group) > 1:
            mention.kind = "collective"
            mention.referents = [cluster.index for cluster in group]
            return
        known = group[0] if group else None
        if known is None and definite(mention, self.lexicon):
            known = antecedent(mention, self.clusters, self.starts, self.lexicon)
        if known is not None:
            self.join(mention, known)
        elif not mention.weak:
            self.new(mention, described=True)

    def coordinate(self, mention: Found) -> None:
        """Remember what is coordinated, so that "they" and "their" can stand for all of it."""
        heads = [self.heads.get(token.i) for token in conjuncts(first_conjunct(mention.head))]
        members = [m for m in heads if m is not None and (m.classes[0] == mention.classes[0] or alike(m, mention))]
        if len(members) > 1 and all(m.referents for m in members):
            indices = dict.fromkeys(i for m in members for i in m.referents)
            self.pairs.append([self.clusters[i] for i in indices])

    def pronoun(self, mention: Found) -> None:
        """Give a pronoun the most salient referents that fit it; none when in doubt."""
        ahead = cataphoric(mention)
        if ahead is not None:
            later = self.heads.get(ahead.i)
            if later is not None and later.kind == "name" and len(later.referents) == 1:
                cluster = self.clusters[later.referents[0]]
                if fits(cluster, mention):
                    self.join(mention, cluster)
                    mention.classes = cluster.classes
            if later is not None:
                return
        chosen = [self.clusters[i] for i in of_subject(mention, self.heads)]
        chosen = chosen or referents_of(mention, self.clusters, self.pairs, self.starts, self.lexicon)
        if len(chosen) == 1:
            mention.classes = chosen[0].classes
            self.join(mention, chosen[0])
        elif chosen:
            mention.classes = chosen[0].classes
            mention.kind = "collective"
            mention.referents = [cluster.index for cluster in chosen]


def alike(one: Found, other: Found) -> bool:
    """Whether two mentions name persons, whatever their roles."""
    return one.kind == other.kind == "name" and one.classes[0] in PERSONS and other.classes[0] in PERSONS
