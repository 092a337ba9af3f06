"""What a definite plural comes back to: "the two countries", "both men", "the two ministers", "the NAME brothers"."""

from __future__ import annotations

from kg.extract.antecedents import NEAR, definite, earlier, latest, plain
from kg.extract.clusters import Cluster
from kg.extract.found import Found
from kg.extract.leads import with_age
from kg.extract.lexicon import Lexicon
from kg.extract.salience import sentence


def several(
    mention: Found, clusters: list[Cluster], pairs: list[list[Cluster]], starts: list[int], lexicon: Lexicon
) -> list[Cluster]:
    """Return the referents of a definite plural that names a number or kin: two states, or so many persons.

    ``pairs`` are the coordinated referents read before it: of more persons than the number, those last named together.
    """
    words = {t.lower_ for t in mention.span} | {c.lower_ for c in mention.head.children}
    reference = lexicon.reference
    if mention.lemma in reference["states"] and words & reference["counted_two"]:
        return two_states(mention, clusters, starts, pairs)
    if mention.lemma in reference["plain_states"] and mention.kind == "nominal" and mention.classes[0] == "State":
        return only_two(mention, [c for c in earlier(mention, clusters) if c.kind == "State"], starts, 1)
    if mention.lemma in reference["suspects"] and words & reference["everyone"]:
        accused = [c for c in earlier(mention, clusters) if c.kind == "Person" and c.singular and is_accused(c)]
        if len(accused) > 1 and mention.count in {None, len(accused)}:
            return accused
    wanted = 2 if mention.lemma in reference["pairs"] or words & reference["counted_two"] else mention.count
    if mention.lemma in reference["kin"] and (surname := surname_of(mention)) is not None:
        named = [
            c
            for c in earlier(mention, clusters)
            if c.kind == "Person" and any(m.kind == "name" and m.text.split()[-1] == surname for m in c.mentions)
        ]
        return named if len(named) > 1 else []
    if (
        not definite(mention, lexicon)
        or not wanted
        or wanted < 2
        or wanted > 4
        or not (plain(mention) or mention.lemma in reference["pairs"])
    ):
        return []
    if mention.classes[0] == "Official" and wanted == 2:
        officials = [c for c in earlier(mention, clusters) if c.kind == "Person" and c.singular and holds_office(c)]
        return only_two(mention, officials, starts, 2)
    if mention.lemma not in reference["persons"] | reference["suspects"] | reference["pairs"]:
        return []
    place = sentence(mention.start, starts)
    people = [
        c
        for c in earlier(mention, clusters)
        if c.kind == "Person"
        and place - sentence(latest(c, mention), starts) <= NEAR
        and not (c.classes[0] == "Official" and not c.roles["suspect"])
    ]
    plural = [c for c in people if not c.singular and c.first.count == wanted]
    if plural:
        return plural if len(plural) == 1 else []
    for pair in reversed(pairs):
        near = all(
            c.kind == "Person" and c.singular and place - sentence(latest(c, mention), starts) <= NEAR for c in pair
        )
        if near and len(pair) == wanted:
            return sorted(pair, key=lambda c: c.index)
    single = [c for c in people if c.singular]
    return single if len(single) == wanted else []


def is_accused(cluster: Cluster) -> bool:
    """Whether a person was named as a suspect so far: by a relation, or with the age that reports give of suspects."""
    return any(m.kind == "name" and (m.suspect or with_age(m)) for m in cluster.mentions)


def surname_of(mention: Found) -> str | None:
    """Return the surname before a plural kinship noun ("the Benali brothers")."""
    before = mention.doc[mention.head.i - 1]
    return before.text if before.pos_ == "PROPN" and before.i >= mention.start else None


def two_states(mention: Found, clusters: list[Cluster], starts: list[int], pairs: list[list[Cluster]]) -> list[Cluster]:
    """Return the two states in play: the only two near by, else the last two named together there, else the only two of
    the article, or far ahead of a third."""
    states = [c for c in earlier(mention, clusters) if c.kind == "State"]
    place = sentence(mention.start, starts)
    for reach in (0, 1, 2):
        near = [c for c in states if place - sentence(latest(c, mention), starts) <= reach]
        if len(near) == 2:
            return sorted(near, key=lambda c: c.index)
        if len(near) > 2:
            joined = next((pair for pair in reversed(pairs) if all(c.kind == "State" for c in pair)), [])
            if len(joined) == 2 and all(c in near for c in joined):
                return sorted(joined, key=lambda c: c.index)
            break
    if len(states) == 2:
        return states
    counted = sorted(states, key=lambda c: (-len(c.before(mention.start)), c.index))
    counts = [len(c.before(mention.start)) for c in counted]
    if len(counts) > 2 and counts[1] >= 2 * counts[2]:
        return sorted(counted[:2], key=lambda c: c.index)
    return []


def only_two(mention: Found, clusters: list[Cluster], starts: list[int], reach: int) -> list[Cluster]:
    """Return the clusters mentioned at most ``reach`` sentences back where they are two."""
    place = sentence(mention.start, starts)
    near = [c for c in clusters if place - sentence(latest(c, mention), starts) <= reach]
    return sorted(near, key=lambda c: c.index) if len(near) == 2 else []


def holds_office(cluster: Cluster) -> bool:
    """Whether a person holds an office by the words used so far."""
    return cluster.classes[0] == "Official" or bool(cluster.roles["official"])
