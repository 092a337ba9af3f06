"""How a text presents an event: asserted, planned, alleged or denied, by the trigger's scope in the parse.

The parse is walked from the trigger to the root of its sentence. At each step a cue may decide: a word beside the step
("not", "will", "allegedly") or a head that takes the step below into its scope ("denied", "plans to", "accused of").
The walk ends where a clause or noun phrase states its content whatever stands above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.candidates import Candidate
from kg.extract.lexicon import Lexicon
from kg.extract.negation import negation
from kg.extract.scope import (
    COMPLEMENTS,
    coordination,
    is_infinitive,
    is_past,
    is_present,
    is_purpose,
    is_question,
    states_its_content,
)
from kg.extract.underway import under_way
from kg.language.syntax import base, first_conjunct, is_passive, preposition
from kg.model import Factuality

STEPS = 16  # deeper than any sentence that a person wrote


@dataclass(frozen=True, slots=True)
class Presented:
    """A factuality and the words that bring it about; no words where the text plainly asserts."""

    factuality: Factuality
    cues: tuple[Token, ...] = ()


ASSERTED = Presented(Factuality.ASSERTED)


def told(candidate: Candidate, lexicon: Lexicon) -> Presented:
    """Return how the text presents a candidate: as its rule fixes it, else by the scope of its anchor.

    A suspicion stands while the trial or the transfer that answers it is still to come, unless it is conditional.
    """
    if candidate.factuality is not None:
        return Presented(candidate.factuality)
    cues, anchor = lexicon.cues, candidate.anchor
    acquitted = anchor.lemma_.lower() in cues["acquitting"] or candidate.rule.startswith("acquittal")
    if candidate.relation == "convictedOf" and acquitted:
        return Presented(Factuality.DENIED, (anchor,))
    found = presented(anchor, lexicon, hedged=candidate.relation in cues["hedged_relations"])
    if found.factuality is Factuality.PLANNED and under_way(candidate.anchor, candidate.relation, found.cues, cues):
        return ASSERTED
    while candidate.relation in cues["aimed_relations"] and (over := above_aim(anchor, found)) is not None:
        anchor, found = over, presented(over, lexicon)  # those who joined forces to fight a crime fight it
    # who is brought over to serve a sentence was convicted
    serving = candidate.relation == "convictedOf" and anchor.lemma_.lower() in cues["serving"]
    if found.factuality is Factuality.PLANNED and (serving or candidate.relation in cues["standing_relations"]):
        unsure = cues["conditional"] | cues["conditions"]
        return found if any({cue.lower_, cue.lemma_.lower()} & unsure for cue in found.cues) else ASSERTED
    return found


def above_aim(verb: Token, found: Presented) -> Token | None:
    """Return what is done to an end where that end alone puts off what the verb tells ("cooperate to fight crime")."""
    first = first_conjunct(verb)
    if found.factuality is not Factuality.PLANNED or not any(
        cue.lower_ == "to" and cue.head == first for cue in found.cues
    ):
        return None
    return first.head if first.head != first else None  # "The mission is to fight crime": nothing stands above


def factuality(trigger: Token, lexicon: Lexicon, hedged: bool = False) -> Factuality:
    """Return how the text presents the event that the trigger evokes; see ``presented``."""
    return presented(trigger, lexicon, hedged).factuality


def presented(trigger: Token, lexicon: Lexicon, hedged: bool = False) -> Presented:
    """Return how the text presents the event that the trigger evokes, and the cue words in whose scope it is.

    ``hedged`` marks relations that carry their own hedge (a suspicion, a request): words of alleging do not count,
    and turning a request or an accusation down does not undo it.
    """
    below: Token | None = None
    token = trigger
    for _ in range(STEPS):
        found = (below is not None and governed(token, below, lexicon, hedged)) or beside(token, below, lexicon, hedged)
        if found:
            return found
        if token.head == token:
            return at_root(token)
        top = coordination(token)
        if top is None or top.head == top or states_its_content(top, below, lexicon):
            return ASSERTED
        below, token = top, top.head
    return ASSERTED


def at_root(root: Token) -> Presented:
    """Return what the form of the whole sentence says: a headline's infinitive plans, a question does not assert."""
    if is_infinitive(root) and root.tag_ == "VB":
        return Presented(Factuality.PLANNED, (next(c for c in root.children if c.lower_ == "to"),))
    mark = is_question(root)
    return Presented(Factuality.ALLEGED, (mark,)) if mark is not None else ASSERTED


def governed(head: Token, below: Token, lexicon: Lexicon, hedged: bool) -> Presented | None:
    """Return what a head makes of its complement ``below``: "refused to", "agreed to", "is accused of"."""
    cues = lexicon.cues
    relation = base(below)
    if relation not in COMPLEMENTS:
        return None
    lemma = head.lemma_.lower()
    no = negation(head, None, cues)
    if lemma in cues["wishing"] and below.lemma_.lower() in cues["performing"]:
        return ASSERTED  # "I would like to thank" thanks
    if lemma in cues["hesitating"] and no:
        return ASSERTED  # not stopping is doing
    if lemma in cues["harming"] and relation in {"obj", "nsubj:pass"}:
        return ASSERTED  # only what there is can be harmed
    if lemma in cues["denying"] and head.pos_ in {"VERB", "NOUN", "AUX", "ADJ"}:
        if no or (hedged and below.pos_ == "NOUN"):
            return ASSERTED
        return Presented(Factuality.DENIED, (head,))
    if head.pos_ in {"VERB", "AUX"} and not hedged and alleges(head, below, cues):
        return Presented(Factuality.DENIED, (no, head)) if no else Presented(Factuality.ALLEGED, (head,))
    if plans(head, below, cues):
        return Presented(Factuality.DENIED, (no, head)) if no else Presented(Factuality.PLANNED, (head,))
    if head.pos_ == "NOUN" and lemma in cues["alleging_nouns"] and relation in {"acl", "nmod", "ccomp"} and not hedged:
        over = head.head
        if over.lemma_.lower() in cues["denying"] and base(head) in {"obj", "nsubj:pass"}:
            return Presented(Factuality.DENIED, (over, head))
        return Presented(Factuality.ALLEGED, (head,))
    return None


def alleges(verb: Token, below: Token, cues: dict[str, frozenset[str]]) -> bool:
    """Whether a verb hedges its complement: "suspected of", "is wanted for", "is said to have"."""
    lemma = verb.lemma_.lower()
    if lemma in cues["alleging"]:
        if base(below) == "advcl" and is_passive(below) and children_marked(below, cues["factive_marks"]):
            return False  # "was arraigned after being deported": he was
        return not (base(below) == "obj" and below.pos_ == "PROPN")
    if lemma in cues["seeming"]:
        return base(below) in {"xcomp", "ccomp", "csubj"}
    passive = is_passive(verb) or (verb.tag_ == "VBN" and base(verb) == "acl")
    if lemma in cues["alleging_passive"]:
        return passive and base(below) in {"obl", "advcl", "xcomp"}
    return lemma in cues["hearsay"] and passive and base(below) in {"xcomp", "ccomp", "csubj"}


def children_marked(clause: Token, marks: frozenset[str]) -> bool:
    """Whether one of the words in ``marks`` opens a clause."""
    return any(base(child) == "mark" and child.lower_ in marks for child in clause.children)


def plans(head: Token, below: Token, cues: dict[str, frozenset[str]]) -> bool:
    """Whether a head looks ahead to its complement: "plans to", "ready to", "request for", "is scheduled"."""
    lemma, relation = head.lemma_.lower(), base(below)
    if head.pos_ == "NOUN":
        if relation == "acl" and below.tag_ == "VBN":
            return False  # "the agreement reached between A and B"
        return lemma in cues["planned_nouns"] and relation in {"acl", "nmod", "compound", "ccomp"}
    if head.pos_ not in {"VERB", "ADJ"} or relation not in COMPLEMENTS - {"nmod", "compound"}:
        return False
    if lemma in cues["ready"]:
        managed = lemma in cues["managing"] and any(base(c) == "cop" and is_past(c) for c in head.children)
        to_come = is_infinitive(below) or (below.tag_ == "VBG" and any(c.lower_ == "to" for c in below.children))
        return relation in {"xcomp", "ccomp", "advcl"} and to_come and not managed
    if lemma in cues["ongoing"] and any(base(c) == "nmod:poss" and c.pos_ == "PRON" for c in below.children):
        return False  # "pursue their joint operation": there is one
    if lemma in cues["ongoing"] and relation == "xcomp" and is_present(head):
        return False  # "continues to support": it does
    if lemma in cues["enabling"] and is_past(head):
        return False  # "enabled police to arrest him": they did
    if lemma not in cues["planning"] or relation not in {"advcl", "obl", "nsubj:pass"}:
        return lemma in cues["planning"]
    return lemma in cues["planning_adjuncts"] and (relation != "obl" or preposition(below) in cues["planned_markers"])


def stray_adjective(mark: Token) -> Token | None:
    """Return the adjective of "due to arrive" where a parse takes it for the marker or hangs it elsewhere."""
    if mark.tag_ == "JJ":
        return mark
    before = mark.doc[mark.i - 1] if mark.lower_ == "to" and mark.i > mark.sent.start else None
    return before if before is not None and before.tag_ == "JJ" and before != mark.head.head else None


def beside(token: Token, below: Token | None, lexicon: Lexicon, hedged: bool) -> Presented | None:
    """Return what the words beside a step say: a negation, else a hedge, modal, condition or aim."""
    cues = lexicon.cues
    no = negation(token, below, cues)
    if no is not None:
        return Presented(Factuality.DENIED, (no,))
    for child in token.children:
        word, relation = child.lower_, base(child)
        if relation == "advmod" and word in cues["hedges"] and not hedged:
            return Presented(Factuality.ALLEGED, (child,))
        if relation == "aux" and {word, child.lemma_.lower()} & (cues["future"] | cues["conditional"]):
            return Presented(Factuality.PLANNED, (child,))
        if relation == "mark" and (ready := stray_adjective(child)) is not None and ready.lower_ in cues["ready"]:
            return Presented(Factuality.PLANNED, (ready,))
        if relation in {"case", "mark"} and word in cues["pending"]:
            return Presented(Factuality.PLANNED, (child,))
        conditions = cues["conditions"] if is_past(token) else cues["conditions"] | cues["temporal_conditions"]
        if relation == "mark" and base(token) == "advcl" and word in conditions:
            return Presented(Factuality.PLANNED, (child,))
        if relation in {"amod", "compound"} and token.pos_ == "NOUN":
            if word in cues["planned_adjectives"] and not any(base(c) == "advmod" for c in child.children):
                return Presented(Factuality.PLANNED, (child,))
            if word in cues["hedge_adjectives"] and not hedged and below is None:
                return Presented(Factuality.ALLEGED, (child,))
    if not hedged and is_purpose(token, lexicon):
        return Presented(Factuality.PLANNED, (next(c for c in token.children if c.lower_ == "to"),))
    return None
