"""What follows from accepted relations: who wants a person, who signs for whom, whom the text makes a suspect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.coreference import Discourse
from kg.extract.drafts import SUSPECT_OBJECTS, SUSPECT_SUBJECTS, Draft
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.pursuit import CHARGED_IN
from kg.model import Factuality

REAL = frozenset([Factuality.ASSERTED, Factuality.PLANNED])


def wanted(drafts: list[Draft], at_large: list[Found], discourse: Discourse) -> list[Draft]:
    """Return the drafts with the wantedBy that they imply, and without those that hold of fugitives only.

    A state wants whom it asks or means to ask another for, for whom a body of it issued a warrant, and the fugitive
    who is brought to it or was charged in it.
    """
    fugitives = {i for mention in at_large for i in mention.referents}
    states = {
        d.subject: d.object
        for d in drafts
        if d.relation == "agencyOf" and discourse.clusters[d.object].classes[0] == "State"
    }
    kept = [d for d in drafts if d.candidate.rule != CHARGED_IN or d.subject in fugitives]
    known = {(d.subject, d.object) for d in kept if d.relation == "wantedBy"}
    for draft in drafts:
        for person, party in implied(draft, fugitives, states):
            if discourse.clusters[party].classes[0] == "State" and (person, party) not in known and person != party:
                known.add((person, party))
                candidate = replace(
                    draft.candidate,
                    relation="wantedBy",
                    rule=f"{draft.relation}-wants",
                    factuality=Factuality.ASSERTED,
                    event=None,
                    weight=0.75,
                )
                kept.append(Draft(person, "wantedBy", party, Factuality.ASSERTED, candidate, draft.cues))
    return kept


def implied(draft: Draft, fugitives: set[int], states: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the (person, party) of a wantedBy that a draft implies."""
    if draft.relation == "requestedExtraditionOf" and draft.factuality in REAL:
        yield draft.object, draft.subject
    elif draft.relation == "issuedNoticeFor" and draft.factuality is Factuality.ASSERTED:
        yield draft.object, states.get(draft.subject, draft.subject)
    elif draft.relation == "transferredTo" and draft.factuality in REAL and draft.subject in fugitives:
        yield draft.subject, draft.object


def suspects_of(drafts: list[Draft]) -> set[int]:
    """Return the clusters that a relation gives the role of a suspect, as do those who are investigated.

    What is denied makes none.
    """
    stated = [d for d in drafts if d.factuality is not Factuality.DENIED]
    objects = {d.object for d in stated if d.relation in SUSPECT_OBJECTS or probed(d)}
    return objects | {d.subject for d in stated if d.relation in SUSPECT_SUBJECTS}


def probed(draft: Draft) -> bool:
    """Whether a draft tells whom somebody investigates: a suspect by that."""
    return draft.relation == "targeted" and draft.candidate.anchor.lemma_.lower() in event_words("probing")


def represent(drafts: list[Draft], discourse: Discourse, lexicon: Lexicon) -> list[Draft]:
    """Let the state or body that an official represents sign an agreement in the official's place."""
    holds: dict[int, int] = {}
    for draft in drafts:
        if draft.relation == "representativeOf" and draft.factuality is Factuality.ASSERTED:
            holds.setdefault(draft.subject, draft.object)
    kept = []
    for d in drafts:
        if lexicon.relations[d.relation].represented:
            d = replace(d, subject=holds.get(d.subject, d.subject), object=holds.get(d.object, d.object))
        if d.subject != d.object:
            kept.append(d)
    return kept


def narrowed(drafts: list[Draft], discourse: Discourse, lexicon: Lexicon) -> dict[int, str]:
    """Choose, for a description whose head word allows several classes, the first that all its relations accept.

    Where none fits all of them, it is the first that the first relation accepts.
    """
    asked: dict[int, list[frozenset[str]]] = {}
    for draft in drafts:
        relation = lexicon.relations[draft.relation]
        asked.setdefault(draft.subject, []).append(relation.subject)
        asked.setdefault(draft.object, []).append(relation.object)
    chosen: dict[int, str] = {}
    for index, wanted in asked.items():
        classes = [c for m in discourse.clusters[index].mentions for c in m.classes]
        fits = [c for c in classes if all(lexicon.accepts(types, (c,)) for types in wanted)]
        fits = fits or [c for types in wanted for c in classes if lexicon.accepts(types, (c,))]
        if fits:
            chosen[index] = fits[0]
    return chosen
