"""Clusters → the frozen referents of a reading: final classes, the fullest name first, and their mentions."""

from __future__ import annotations

from kg.extract.clusters import Cluster
from kg.extract.coreference import Discourse
from kg.extract.lexicon import SUPER, Lexicon
from kg.model import Mention, Referent


def referent(
    index: int, cluster: Cluster, chosen: str | None, suspect: bool, official: bool, lexicon: Lexicon
) -> Referent:
    """Return the frozen referent of a cluster: its classes, fullest name first, and its mentions."""
    cls = SUPER.get(chosen or cluster.classes[0], chosen or cluster.classes[0])
    specific = (
        "Suspect"
        if suspect
        else "Official"
        if official or cluster.classes[0] == "Official"
        else "Suspect"
        if cluster.classes[0] == "Suspect"
        else None
    )
    classes: tuple[str, ...] = (cls,)
    if cls == "Person" and specific:
        classes = (specific, "Person") if not (suspect and official) else ("Suspect", "Official", "Person")
    proper = sorted({m.text for m in cluster.mentions if m.kind == "name"}, key=lambda n: (-len(n), n))
    described = [m.text for m in cluster.mentions if m.kind == "nominal"]
    aliases = [a for m in cluster.mentions for a in m.aliases]
    entry = next((m.entry for m in cluster.mentions if m.entry), None)
    names = proper or described or [entry.label if entry else cluster.first.text]
    if cls == "Person" and proper:
        names = [n for n in proper if not n.isupper()] or proper
    first = names[0] if proper or not described else max(described, key=len)
    others = (
        tuple(dict.fromkeys(n for n in (*names, *described[:4], *aliases) if n != first))
        if not (proper and cls == "State")
        else tuple(n for n in names if n != first)
    )
    if proper:
        others = tuple(n for n in others if n in proper or n in aliases)
    return Referent(
        index,
        classes,
        first,
        others,
        tuple(
            Mention(m.span.start_char, m.span.end_char, m.span.text, cls, m.kind == "name") for m in cluster.mentions
        ),
        described=not proper and entry is None,
        known=entry.key if entry else None,
        state=cluster.state,
        count=cluster.first.count if not proper else None,
    )


def token_owners(discourse: Discourse, numbering: dict[int, int]) -> dict[int, int]:
    """Return the referent that each token of a mention belongs to, among those in the reading."""
    owners: dict[int, int] = {}
    for cluster in discourse.clusters:
        if cluster.index in numbering:
            for mention in cluster.mentions:
                for i in range(mention.start, mention.end):
                    owners.setdefault(i, numbering[cluster.index])
    return owners
