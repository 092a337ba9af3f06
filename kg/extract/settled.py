"""Drafts whose ends, once their classes are settled by the whole article, fit the relation still."""

from __future__ import annotations

from kg.extract.coreference import Discourse
from kg.extract.derived import narrowed, probed, suspects_of
from kg.extract.drafts import Draft
from kg.extract.lexicon import Lexicon
from kg.extract.referents import referent
from kg.model import Rejection


def settled(drafts: list[Draft], discourse: Discourse, lexicon: Lexicon) -> tuple[list[Draft], list[Rejection]]:
    """Return the drafts whose ends keep classes that the relation takes, and why the others go.

    A description that could be a body or people ("the crews") has one class in the end, and only a suspect is
    targeted: both are known when all of the article's relations are.
    """
    suspects = suspects_of(drafts)
    officials = {d.subject for d in drafts if d.relation == "representativeOf"}
    chosen = narrowed(drafts, discourse, lexicon)
    classes = {
        i: referent(0, discourse.clusters[i], chosen.get(i), i in suspects, i in officials, lexicon).classes
        for i in {end for d in drafts for end in (d.subject, d.object)}
    }
    kept, refused = [], []
    for draft in drafts:
        relation = lexicon.relations[draft.relation]
        subject, other = classes[draft.subject], classes[draft.object]
        wanted = relation.object if probed(draft) else relation.settled or relation.object
        if lexicon.accepts(relation.subject, subject) and lexicon.accepts(wanted, other):
            kept.append(draft)
            continue
        sent = draft.candidate.anchor.sent
        ends = (draft.candidate.subject.text, draft.candidate.object.text)
        reason = f"ends are {subject[0]} and {other[0]} in the end"
        refused.append(Rejection(draft.relation, *ends, reason, sent.start_char, sent.end_char))
    return kept, refused
