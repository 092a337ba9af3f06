"""The candidate triples that follow from the filled roles of a frame, and those that the whole text takes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.candidates import Candidate
from kg.extract.found import Found
from kg.extract.frames import Frame
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.pairs import joined
from kg.language.syntax import base, children, is_passive, objects, preposition
from kg.model import Factuality

# what "the operation" or "the action" may sum up
DEEDS = frozenset(["Arrest", "Seizure", "Operation", "Extradition", "Deportation", "Handover"])


WITH_OTHERS = frozenset(["AgreementSigning", "Meeting"])


@dataclass(eq=False, slots=True)
class Instance:
    """One trigger of a frame in a text, with the mentions that fill its roles."""

    index: int
    frame: Frame
    trigger: Token
    verb: Token | None
    fillers: dict[str, list[Found]] = field(default_factory=dict)
    accused: list[Found] = field(default_factory=list)
    mutual: bool = False  # done to "each other"


def edges(instance: Instance, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the candidate triples that follow from the filled roles."""
    frame, trigger = instance.frame, instance.trigger
    supporting = instance.verb is not None and frame.support and "deciding" not in frame.options
    anchor = instance.verb if instance.verb is not None and supporting else trigger
    voice = "noun" if instance.verb is None else "passive" if is_passive(instance.verb) else "active"
    rule = f"{frame.name}-{voice}"
    for edge in frame.edges:
        left = instance.fillers.get(edge.subject, [])
        right = instance.fillers.get(edge.object, [])
        if edge.each:
            partners = instance.fillers.get("partner")
            if (partners and (len(left) < 2 or frame.event in WITH_OTHERS)) or not may_relate(instance):
                continue  # "A and B met C": not each other
            if frame.event == "Meeting" and instance.verb == trigger and not instance.mutual and list(objects(trigger)):
                continue  # "A and B met the deadline"
            hyphened = joined(left)  # who holds the "U.S.-Peru talks" meets each other, not the two states
            pairs = [(a, b) for i, a in enumerate(left) for b in left[i + 1 :] if (a in hyphened) == (b in hyphened)]
            if len(left) == 1 and may_be_two(left[0], lexicon):
                yield Candidate(
                    left[0], edge.relation, left[0], rule, anchor, None, instance.index, weight=0.85
                )  # "the two countries": coreference tells which
        elif instance.mutual and not right:
            both = not lexicon.relations[edge.relation].symmetric
            pairs = [(a, b) for i, a in enumerate(left) for j, b in enumerate(left) if i < j or (both and j < i)]
        else:
            pairs = [(a, b) for a in left for b in right]
        for a, b in pairs:
            if a is not b and not (at_large(a) and at_large(b)):
                stands = "inherent" in frame.options or ("presupposed" in frame.options and presupposed(trigger))
                given = Factuality.ASSERTED if stands and voice == "noun" else None
                if voice == "noun" and given is None and a in instance.accused:
                    given = laid_to(trigger)
                if frame.event == "AgreementSigning" and relied_on(trigger):
                    given = Factuality.ASSERTED
                yield Candidate(a, edge.relation, b, rule, anchor, given, instance.index, weight=0.85)


def relied_on(agreement: Token) -> bool:
    """Whether an agreement is in force: something is done under it."""
    return bool({preposition(agreement), agreement.head.lower_} & event_words("relying"))


def presupposed(noun: Token) -> bool:
    """Whether a phrase only gives what there is as reason or setting ("take part in the NATO operation")."""
    return base(noun) == "obl" and preposition(noun) in event_words("given_in")


def may_be_two(mention: Found, lexicon: Lexicon) -> bool:
    """Whether one filler may stand for two who act on each other ("the two countries", "the two ministers", "they")."""
    several = mention.lemma in lexicon.reference["states"] or (mention.count == 2 and "Official" in mention.classes)
    several = several or mention.lemma in lexicon.reference["pairs"] or len(mention.same) > 1
    return (mention.kind == "nominal" and several) or (mention.kind == "pronoun" and mention.lemma in {"they", "both"})


def without_brought(candidates: list[Candidate]) -> list[Candidate]:
    """Drop the arrivals of persons who, in the same text, are arrested, brought over or charged: no visits."""
    taken: set[str] = set()
    for c in candidates:
        if c.relation in {"arrested", "extradited", "handedOver", "deported", "requestedExtraditionOf"}:
            taken.update(c.object.text.lower().split()[-1:])
        elif c.relation in {"arrestedIn", "transferredTo", "suspectedOf", "convictedOf", "wantedBy"}:
            taken.update(c.subject.text.lower().split()[-1:])
    return [c for c in candidates if not (c.rule.startswith("arrival") and unfit(c.subject, taken))]


def unfit(mention: Found, taken: set[str]) -> bool:
    """Whether someone who arrives may have been brought: a suspect by name or description, or an unresolved pronoun."""
    return mention.classes[0] == "Suspect" or mention.kind == "pronoun" or mention.text.lower().split()[-1] in taken


def at_large(mention: Found) -> bool:
    """Whether a description is of any bodies or people of a kind ("agencies", "investigators")."""
    return mention.kind == "nominal" and mention.end - mention.start == 1 and mention.count != 1 and not mention.state


def inherited(instance: Instance, before: list[Instance]) -> Iterator[Candidate]:
    """Yield who worked with the partners of a deed told again without its doer: "the arrest was made with the help of".

    The doer is the one of the deeds of that kind told before, where all of them have the same.
    """
    partners = instance.fillers.get("partner", [])
    pointing = any(child.lower_ in event_words("retelling") for child in instance.trigger.children)
    if not partners or instance.fillers.get("actor") or not pointing:
        return
    kinds = {instance.frame.event}
    if instance.trigger.lemma_.lower() in event_words("any_deed"):
        kinds |= DEEDS
    told = [i.fillers["actor"] for i in before if i.frame.event in kinds and i.fillers.get("actor")]
    names = {tuple(sorted(m.text for m in actors)) for actors in told}
    if len(names) == 1 and all(m.kind in {"name", "nominal", "adjective"} for m in told[-1]):
        rule = f"{instance.frame.name}-noun"
        for actor in told[-1]:
            for partner in partners:
                if actor.text != partner.text:
                    yield Candidate(actor, "cooperatesWith", partner, rule, instance.trigger, None, None, weight=0.75)


def laid_to(deed: Token) -> Factuality:
    """Return how a deed is told that a governing verb lays to someone: done where it convicts, else alleged."""
    verb = deed.head if deed.head.pos_ in {"VERB", "ADJ"} else deed.head.head
    proven = verb.pos_ == "ADJ" or verb.lemma_.lower() in event_words("proving")
    return Factuality.ASSERTED if proven else Factuality.ALLEGED


def may_relate(instance: Instance) -> bool:
    """Whether coordinated fillers of one role act on each other: by the frame's meaning, or a word such as "joint"."""
    own = [one for child in instance.trigger.children for one in [child, *children(child, "conj")]]
    around = [*own, *(instance.verb.children if instance.verb is not None else ())]
    if instance.verb is not None:
        around += instance.verb.doc[max(instance.verb.sent.start, instance.verb.i - 2) : instance.verb.i]
    if any(token.lower_ in event_words("several") for token in around):
        return False
    named = instance.fillers.get("operation", [])
    if any(t.lemma_.lower() in event_words("shared_deeds") for m in named for t in m.span):
        return True
    if "joint_only" in instance.frame.options and not joined(instance.fillers.get("actor", [])):
        return any(token.lower_ in event_words("joint") for token in around)
    collective = (
        instance.frame.event in {"Cooperation", "AgreementSigning", "Meeting"} and instance.frame.name != "case"
    )
    if collective and (instance.verb is None or instance.trigger.lemma_ not in event_words("solitary")):
        return True
    return any(token.lower_ in event_words("joint") for token in around)
