"""Accepted drafts → the frozen reading: referents with their final classes, events and triples, numbered from 0."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.extract.attribution import attribution
from kg.extract.confidence import coefficients, confidence, features
from kg.extract.coreference import Discourse
from kg.extract.derived import narrowed, represent, suspects_of
from kg.extract.drafts import Draft
from kg.extract.edges import Instance
from kg.extract.factuality import factuality
from kg.extract.lexicon import Lexicon
from kg.extract.merging import merge_events
from kg.extract.referents import referent, token_owners
from kg.extract.settled import settled
from kg.extract.time import when
from kg.model import (
    Article,
    Event,
    Evidence,
    Factuality,
    Reading,
    Referent,
    Rejection,
    Sentence,
    Trace,
    Triple,
)

ROLE_NAMES = {"accuser": "actor", "recipient": "target", "site": "place"}


def assemble(
    article: Article,
    doc: Doc,
    discourse: Discourse,
    drafts: list[Draft],
    instances: list[Instance],
    rejections: list[Rejection],
    lexicon: Lexicon,
) -> Reading:
    """Number what is used, give referents their final classes, and build the frozen reading."""
    drafts, refused = settled(represent(drafts, discourse, lexicon), discourse, lexicon)
    used = sorted({i for d in drafts for i in (d.subject, d.object)})
    suspects = suspects_of(drafts)
    officials = {d.subject for d in drafts if d.relation == "representativeOf"}
    numbering = {cluster: i for i, cluster in enumerate(used)}
    chosen = narrowed(drafts, discourse, lexicon)
    referents = tuple(
        referent(numbering[i], discourse.clusters[i], chosen.get(i), i in suspects, i in officials, lexicon)
        for i in used
    )
    by_sentence = {sent.start: sent for sent in doc.sents}
    by_index = {instance.index: instance for instance in instances}
    owners = token_owners(discourse, numbering)
    weights = coefficients()
    triples: dict[tuple[int, str, int, Factuality, int], Triple] = {}
    events: dict[int, Event] = {}
    for draft in sorted(drafts, key=lambda d: (d.candidate.anchor.i, d.relation, d.subject, d.object)):
        sent = by_sentence[draft.candidate.anchor.sent.start]
        text = sent.text.rstrip()
        evidence = Evidence(sent.start_char, sent.start_char + len(text), text, draft.candidate.rule)
        event = None
        if draft.candidate.event is not None:
            instance = by_index[draft.candidate.event]
            if "no_event" not in instance.frame.options:
                event = make_event(instance, events, numbering, referents, article, lexicon)
        trace = traced(draft, len(article.title) if article.text.startswith(article.title) else 0)
        says = attribution(draft.candidate.anchor, lexicon)
        who = owners.get(says.i) if says is not None else None
        triple = Triple(
            numbering[draft.subject],
            draft.relation,
            numbering[draft.object],
            draft.factuality,
            confidence(trace.features, weights),
            evidence,
            event,
            who if who not in {numbering[draft.subject], numbering[draft.object]} else None,
            trace,
        )
        key = (triple.subject, triple.relation, triple.object, triple.factuality, evidence.start)
        if key not in triples:
            triples[key] = triple
    events, into = merge_events(events)
    return Reading(
        article=article,
        sentences=tuple(
            Sentence(s.start_char, s.start_char + len(s.text.rstrip()), s.text.rstrip())
            for s in doc.sents
            if s.text.strip()
        ),
        words=sum(not (t.is_space or t.is_punct) for t in doc),
        referents=referents,
        events=tuple(renumbered(events)),
        triples=tuple(relabel(triples.values(), events, into)),
        rejections=(*rejections, *refused),
    )


def traced(draft: Draft, title_end: int) -> Trace:
    """Return where the ends, the trigger and the cues of a draft stand, and the features of its confidence."""
    subject, other, trigger = draft.candidate.subject.span, draft.candidate.object.span, draft.candidate.anchor
    return Trace(
        (subject.start_char, subject.end_char),
        (other.start_char, other.end_char),
        (trigger.idx, trigger.idx + len(trigger)),
        tuple(sorted((cue.idx, cue.idx + len(cue)) for cue in draft.cues)),
        features(draft.candidate, draft.factuality, title_end),
    )


def make_event(
    instance: Instance,
    events: dict[int, Event],
    numbering: dict[int, int],
    referents: tuple[Referent, ...],
    article: Article,
    lexicon: Lexicon,
) -> int:
    """Build the event of a frame instance once, with the fillers that stayed in the reading."""
    if instance.index not in events:
        roles = sorted(
            {
                (role.name, numbering[i])
                for role in instance.frame.roles
                for m in instance.fillers.get(role.name, ())
                for i in m.referents
                if i in numbering and lexicon.accepts(role.types, referents[numbering[i]].classes)
            }
        )
        roles = [(ROLE_NAMES.get(role, role), i) for role, i in roles]
        trigger = instance.trigger
        events[instance.index] = Event(
            instance.index,
            instance.frame.event,
            trigger.idx,
            trigger.idx + len(trigger),
            trigger.text,
            tuple(roles),
            factuality(trigger, lexicon),
            when(instance.verb if instance.verb is not None else trigger, article.date),
        )
    return instance.index


def renumbered(events: dict[int, Event]) -> Iterable[Event]:
    """Yield the events numbered from 0."""
    for i, key in enumerate(sorted(events)):
        e = events[key]
        yield Event(i, e.cls, e.start, e.end, e.trigger, e.roles, e.factuality, e.when)


def relabel(triples: Iterable[Triple], events: dict[int, Event], into: dict[int, int]) -> Iterable[Triple]:
    """Yield the triples with the final numbers of their events; ``into`` says which event each was joined to."""
    numbers = {key: i for i, key in enumerate(sorted(events))}
    for t in triples:
        yield Triple(
            t.subject,
            t.relation,
            t.object,
            t.factuality,
            t.confidence,
            t.evidence,
            None if t.event is None else numbers[into[t.event]],
            t.attributed_to,
            t.trace,
        )
