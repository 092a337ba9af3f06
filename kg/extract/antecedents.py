"""What a singular definite description comes back to: "the minister", "the suspect", "the network"."""

from __future__ import annotations

from kg.extract.clusters import Cluster
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon
from kg.extract.likeness import fold
from kg.extract.salience import sentence

BARE = frozenset(["DET", "PUNCT", "NUM"])
NEAR = 3


def definite(mention: Found, lexicon: Lexicon) -> bool:
    """Whether a description points back: it has a definite article or demonstrative."""
    return mention.doc[mention.start].lower_ in lexicon.reference["pointing"]


def plain(mention: Found) -> bool:
    """Whether a description says no more than its head word and an age ("the 52-year-old fugitive")."""
    said = [t for t in mention.span if t.i != mention.head.i and t.pos_ not in BARE]
    known = {"year", "years", "old", "alleged", "suspected", "other"}
    return mention.state is None and all(t.lower_ in known for t in said)


def earlier(mention: Found, clusters: list[Cluster]) -> list[Cluster]:
    """Return the clusters with a mention before this one, the most recently mentioned last."""
    found = [(last.start, c.index, c) for c in clusters if (last := c.latest(mention.start)) is not None]
    return [c for _, _, c in sorted(found, key=lambda row: row[:2])]


def latest(cluster: Cluster, mention: Found) -> int:
    """Return where the cluster's last mention before this one starts; it has one."""
    last = cluster.latest(mention.start)
    return last.start if last is not None else -1


def antecedent(mention: Found, clusters: list[Cluster], starts: list[int], lexicon: Lexicon) -> Cluster | None:
    """Return the one earlier cluster that a definite description stands for, or none when two may be meant."""
    reference = lexicon.reference
    known = earlier(mention, clusters)
    plural = mention.count != 1
    short = sum(t.pos_ != "PART" for t in mention.span) <= 2
    place = sentence(mention.start, starts)
    if mention.lemma in reference["regions"] and short:
        forms = [c for c in known if c.kind == "State" and c.first.entry and c.first.entry.form == mention.lemma]
        return forms[0] if len(forms) == 1 else None
    same = [
        c
        for c in known
        if c.described and c.first.lemma == mention.lemma and (c.first.count != 1) == plural and not clash(c, mention)
    ]
    if same:
        return same[-1]
    if not plural and plain(mention):
        called = [c for c in known if c.roles[mention.lemma] and c.singular and not clash(c, mention)]
        if called and mention.classes[0] in {"Person", "Suspect", "Official"}:
            near = [c for c in called if place - sentence(latest(c, mention), starts) <= NEAR]
            return called[0] if len(called) == 1 else near[0] if len(near) == 1 else None
        if mention.lemma in reference["suspects"] or mention.lemma in reference["persons"]:
            return one_person(mention, known, starts, lexicon)
    if mention.classes[0] == "Group" and short and mention.lemma in reference["groups"] and not plural:
        groups = [c for c in known if c.kind == "Group" and c.singular]
        if mention.lemma not in reference["any_group"]:
            groups = [
                c for c in groups if c.roles[mention.lemma] or any(mention.lemma in fold(n).split() for n in c.names())
            ]
        near = [c for c in groups if place - sentence(latest(c, mention), starts) <= NEAR]
        return groups[0] if len(groups) == 1 else near[0] if len(near) == 1 else None
    if mention.classes[0] == "Agency" and short:
        bodies = [c for c in known if c.kind == "Agency" and any(mention.lemma in fold(n).split() for n in c.names())]
        near = [c for c in bodies if place - sentence(latest(c, mention), starts) <= 1]
        if len(bodies) > 1 and len(near) != 1:
            mention.weak = True  # one of several bodies: none of them, and no new one
            return None
        return (near or bodies)[0] if bodies else None
    if mention.classes[0] == "InternationalOrganisation" and mention.lemma in lexicon.nouns["alliances"]:
        bodies = [c for c in known if c.kind == mention.classes[0]]
        called = [c for c in bodies if any(mention.lemma in fold(n).split() for n in c.names())]
        found = called if called or mention.lemma != "bloc" else bodies
        return found[0] if len(found) == 1 else None
    if mention.classes[0] in {"Operation", "Agreement"} and len(mention.span) <= 3:
        likes = [c for c in known if c.kind == mention.classes[0]]
        return likes[-1] if len(likes) == 1 else None
    return None


def one_person(mention: Found, known: list[Cluster], starts: list[int], lexicon: Lexicon) -> Cluster | None:
    """Return the only suspect, or else the only person near by who is no official, that "the man" can mean."""
    reference = lexicon.reference
    place = sentence(mention.start, starts)
    gender = "m" if mention.lemma in reference["male"] else "f" if mention.lemma in reference["female"] else None
    people = [c for c in known if c.kind == "Person" and c.singular and gender in {None, c.gender or gender}]
    suspects = [c for c in people if c.roles["suspect"] or c.classes[0] == "Suspect"]
    if len(suspects) == 1:
        return suspects[0]
    near = [c for c in suspects if place - sentence(latest(c, mention), starts) <= 1]
    if len(near) == 1:
        return near[0]
    if suspects or mention.lemma in reference["suspects"]:
        return None
    others = [c for c in people if c.classes[0] != "Official" and not c.roles["official"]]
    near = [c for c in others if place - sentence(latest(c, mention), starts) <= NEAR]
    return near[0] if len(near) == 1 else None


def clash(cluster: Cluster, mention: Found) -> bool:
    """Whether cluster and description belong to different states."""
    return bool(cluster.first.state and mention.state and cluster.first.state != mention.state)
