"""One analysed article → its reading: mentions, referents, events and triples, with what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.attribution import attribution
from kg.extract.candidates import Candidate
from kg.extract.charges import find_acts
from kg.extract.coreference import Cluster, Discourse
from kg.extract.events import Frames, Instance
from kg.extract.factuality import factuality, told
from kg.extract.found import Covering, Found
from kg.extract.lemmas import settle_lemmas
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.links import link
from kg.extract.names import find_names
from kg.extract.nominals import find_nominals
from kg.extract.offices import offices
from kg.extract.statics import static_relations
from kg.extract.time import when
from kg.model import Article, Event, Evidence, Factuality, Mention, Reading, Referent, Rejection, Sentence, Triple

SUSPECT_OBJECTS = frozenset(["arrested", "extradited", "handedOver", "requestedExtraditionOf", "issuedNoticeFor"])
SUSPECT_SUBJECTS = frozenset(["arrestedIn", "suspectedOf", "convictedOf", "wantedBy", "transferredTo"])
GENERIC = frozenset(["nationality", "suspectedOf", "memberOf", "representativeOf"])


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate between two clusters whose types and scope were accepted."""

    subject: int
    relation: str
    object: int
    factuality: Factuality
    candidate: Candidate
    cues: tuple[Token, ...] = ()


def read_article(article: Article, doc: Doc, lexicon: Lexicon) -> Reading:
    """Return everything that the rules read in an article; ``doc`` comes from ``kg.language.analyse``."""
    settle_lemmas(doc, lexicon.verb_forms, lexicon.noun_forms)
    names = find_names(doc, lexicon)
    nominals = list(find_nominals(doc, names, lexicon))
    mentions = [*names, *nominals]
    mentions += find_acts(doc, Covering(doc, mentions), lexicon)
    covering = Covering(doc, mentions)
    link(doc, mentions, covering, lexicon)
    office_candidates = list(offices(doc, mentions, lexicon))
    statics = list(static_relations(doc, mentions, covering, lexicon))
    frames = Frames(doc, covering, lexicon)
    framed = list(frames.run())
    discourse = Discourse(lexicon)
    note_roles(framed)
    discourse.resolve(mentions)
    candidates = [*office_candidates, *statics, *framed]
    for candidate in candidates:
        for mention in (candidate.subject, candidate.object):
            if not mention.referents and (mention.kind in {"name", "adjective"} or mention.entry is not None):
                discourse.name(mention)
    drafts, rejections = accept(candidates, discourse, lexicon)
    drafts, generic = drop_generic(drafts, discourse)
    rejections += generic
    return assemble(article, doc, discourse, drafts, frames.instances, [*frames.rejections, *rejections], lexicon)


def note_roles(candidates: Iterable[Candidate]) -> None:
    """Mark mentions that the text makes suspects, so that "the suspect" can find them."""
    for candidate in candidates:
        person = None
        if candidate.relation in SUSPECT_OBJECTS:
            person = candidate.object
        elif candidate.relation in SUSPECT_SUBJECTS:
            person = candidate.subject
        if person is not None and person.classes[0] in {"Person", "Suspect"}:
            person.suspect = True
            if person.kind == "nominal" and candidate.relation in SUSPECT_OBJECTS:
                person.classes = ("Suspect", *(c for c in person.classes if c != "Suspect"))


def accept(candidates: list[Candidate], discourse: Discourse, lexicon: Lexicon) -> tuple[list[Draft], list[Rejection]]:
    """Keep the candidates whose ends are resolved, of the right classes and different; give the others a reason."""
    drafts: list[Draft] = []
    rejections: list[Rejection] = []
    for candidate in candidates:
        relation = lexicon.relations[candidate.relation]
        sent = candidate.anchor.sent

        def refuse(reason: str, candidate: Candidate = candidate) -> None:
            rejections.append(
                Rejection(
                    candidate.relation,
                    candidate.subject.text,
                    candidate.object.text,
                    reason,
                    candidate.anchor.sent.start_char,
                    candidate.anchor.sent.end_char,
                )
            )

        if not candidate.subject.referents or not candidate.object.referents:
            refuse("no antecedent, or more than one")
            continue
        fact = told(candidate, lexicon)
        for s in candidate.subject.referents:
            for o in candidate.object.referents:
                one, other = discourse.clusters[s], discourse.clusters[o]
                if s == o:
                    refuse("both ends are one referent")
                elif not lexicon.accepts(relation.subject, ends(one, candidate.subject)):
                    refuse(f"subject is {one.classes[0]}, not {'/'.join(sorted(relation.subject))}")
                elif not lexicon.accepts(relation.object, ends(other, candidate.object)):
                    refuse(f"object is {other.classes[0]}, not {'/'.join(sorted(relation.object))}")
                elif sent.end - sent.start > 150:
                    refuse("sentence of more than 150 words")
                else:
                    drafts.append(Draft(s, candidate.relation, o, fact.factuality, candidate, fact.cues))
    return drafts, rejections


def drop_generic(drafts: list[Draft], discourse: Discourse) -> tuple[list[Draft], list[Rejection]]:
    """Refuse what is said of people at large ("American citizens"): described, uncounted, and in no other relation."""
    relations: dict[int, set[str]] = {}
    for d in drafts:
        relations.setdefault(d.subject, set()).add(d.relation)
        relations.setdefault(d.object, set()).add(d.relation)
    kept: list[Draft] = []
    refused: list[Rejection] = []
    for d in drafts:
        cluster = discourse.clusters[d.subject]
        first = cluster.first
        counted = first.count is not None or any(t.dep_.startswith("acl") for t in first.head.children)
        if d.candidate.rule in {"agent-noun-of-offence", "offence-before-suspect"}:
            counted = False
        if cluster.described and not counted and relations[d.subject] <= GENERIC and (d.relation in GENERIC):
            sent = d.candidate.anchor.sent
            refused.append(
                Rejection(
                    d.relation,
                    d.candidate.subject.text,
                    d.candidate.object.text,
                    "people at large",
                    sent.start_char,
                    sent.end_char,
                )
            )
        else:
            kept.append(d)
    return kept, refused


def ends(cluster: Cluster, mention: Found) -> tuple[str, ...]:
    """Return the classes that may stand at the end of an edge: the cluster's and the mention's own."""
    if mention.kind == "pronoun":
        return cluster.classes
    return (*cluster.classes, *mention.classes)


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
    drafts = represent(drafts, discourse, lexicon)
    used = sorted({i for d in drafts for i in (d.subject, d.object)})
    suspects = {d.object for d in drafts if d.relation in SUSPECT_OBJECTS and makes_suspect(d)}
    suspects |= {d.subject for d in drafts if d.relation in SUSPECT_SUBJECTS and makes_suspect(d)}
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
        says = attribution(draft.candidate.anchor, lexicon)
        who = owners.get(says.i) if says is not None else None
        triple = Triple(
            numbering[draft.subject],
            draft.relation,
            numbering[draft.object],
            draft.factuality,
            round(draft.candidate.weight, 3),
            evidence,
            event,
            who if who not in {numbering[draft.subject], numbering[draft.object]} else None,
        )
        key = (triple.subject, triple.relation, triple.object, triple.factuality, evidence.start)
        if key not in triples:
            triples[key] = triple
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
        triples=tuple(relabel(triples.values(), events)),
        rejections=tuple(rejections),
    )


def makes_suspect(draft: Draft) -> bool:
    """Whether a relation gives a person the role of a suspect in this text.

    Most of these relations take suspects only, so a denied one does too; a denied arrest or transfer makes none.
    """
    return draft.factuality is not Factuality.DENIED or draft.relation not in {"arrested", "transferredTo"}


def represent(drafts: list[Draft], discourse: Discourse, lexicon: Lexicon) -> list[Draft]:
    """Let the state or body that an official represents sign an agreement in the official's place."""
    holds: dict[int, int] = {}
    for draft in drafts:
        if draft.relation == "representativeOf" and draft.factuality is Factuality.ASSERTED:
            holds.setdefault(draft.subject, draft.object)
    return [
        Draft(holds.get(d.subject, d.subject), d.relation, holds.get(d.object, d.object), d.factuality, d.candidate)
        if d.relation == "signedAgreementWith"
        else d
        for d in drafts
    ]


def narrowed(drafts: list[Draft], discourse: Discourse, lexicon: Lexicon) -> dict[int, str]:
    """Choose, for a description whose head word allows several classes, the first that its relations accept."""
    chosen: dict[int, str] = {}
    for draft in drafts:
        relation = lexicon.relations[draft.relation]
        for index, types in ((draft.subject, relation.subject), (draft.object, relation.object)):
            classes = [c for m in discourse.clusters[index].mentions for c in m.classes]
            fit = next((c for c in classes if lexicon.accepts(types, (c,))), None)
            if fit is not None:
                chosen.setdefault(index, fit)
    return chosen


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


ROLE_NAMES = {"accuser": "actor", "recipient": "target"}


def renumbered(events: dict[int, Event]) -> Iterable[Event]:
    """Yield the events numbered from 0."""
    for i, key in enumerate(sorted(events)):
        e = events[key]
        yield Event(i, e.cls, e.start, e.end, e.trigger, e.roles, e.factuality, e.when)


def relabel(triples: Iterable[Triple], events: dict[int, Event]) -> Iterable[Triple]:
    """Yield the triples with the final numbers of their events."""
    numbers = {key: i for i, key in enumerate(sorted(events))}
    for t in triples:
        yield Triple(
            t.subject,
            t.relation,
            t.object,
            t.factuality,
            t.confidence,
            t.evidence,
            None if t.event is None else numbers[t.event],
            t.attributed_to,
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
