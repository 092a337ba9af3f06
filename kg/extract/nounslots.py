"""How syntax fills the roles of an event noun, alone or supported by a verb: (slot, token) pairs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import event_words
from kg.extract.slots import BORROWED, PLACE_PREPOSITIONS, Slot, prepositional, spread, verb_slots
from kg.language.syntax import base, children, is_passive, objects, passive_participant, preposition, subjects


def noun_slots(noun: Token) -> Iterator[Slot]:
    """Yield the slots of an event noun: possessor, modifiers, of, by, between, with, and other prepositions."""
    for child in children(noun, "nmod:poss"):
        yield from (("poss", token) for token in spread(child))
    for child in children(noun, "compound", "amod", "nmod:desc"):
        yield "pair", child
        yield from (("mod", token) for token in spread(child))
        yield from (("counter", token) for token in child.subtree if token.i < noun.i)
    told = noun.head if base(noun) == "nmod" and noun.head.lower_ == "one" else noun  # "is one of the recipients"
    if any(base(child) == "cop" for child in told.children):
        yield from (("subject", token) for top in subjects(told) for token in spread(top))
    if base(noun) == "xcomp" and noun.head.lemma_.lower() in event_words("linking"):
        yield from (("subject", token) for top in subjects(noun.head) for token in spread(top))
    yield from undergone(noun)
    yield from prepositional(noun)
    for child in noun.children:
        judged = child.lemma_.lower() in event_words("judging")  # "a plea agreement that a court must approve"
        if base(child) in {"acl", "acl:relcl"} and is_passive(child) and not judged:
            yield from ((slot, token) for slot, token in prepositional(child) if slot in {"by", "with", "assist"})


def undergone(noun: Token) -> Iterator[Slot]:
    """Yield who is "the subject of" or "the target of" what an event noun names."""
    governor = noun.head
    if base(noun) == "nmod" and preposition(noun) == "of" and governor.lemma_.lower() in event_words("undergoing"):
        who = list(subjects(governor)) if any(base(c) == "cop" for c in governor.children) else []
        if not who and base(governor) == "appos":
            who = [governor.head]
        yield from (("undergone", token) for top in who for token in spread(top))


def supported_slots(noun: Token, verb: Token) -> Iterator[Slot]:
    """Yield the slots of an event noun together with those of the verb that supports it ("made an arrest")."""
    kept = is_passive(verb) and base(noun) == "obj"  # "was given a life sentence"
    yield from (
        (slot, token)
        for slot, token in verb_slots(verb)
        if token != noun and (slot not in {"object", "object_poss", "object_of"} or kept)
    )
    yield "event_noun", noun
    yield from noun_slots(noun)
    for clause in children(noun, "acl:relcl"):
        if clause.lemma_.lower() in event_words("enabling"):
            yield from (("aided", token) for top in objects(clause) for token in spread(top))


def borrowed(trigger: Token) -> Iterator[Slot]:
    """Yield prepositional phrases attached to the trigger's object, a likely misattachment ("arrested X in Y")."""
    tops = passive_participant(trigger) if is_passive(trigger) else objects(trigger)
    tops = [*tops, *(c for c in children(trigger, "obl", "obl:agent") if c.lemma_.lower() in event_words("penalties"))]
    if trigger.pos_ == "NOUN":
        tops += [child for child in children(trigger, "nmod") if preposition(child) == "of"]
    for top in tops:
        if top.i < trigger.i:
            continue
        for token in spread(top):
            for slot, filler in prepositional(token):
                wanted = PLACE_PREPOSITIONS if trigger.pos_ == "NOUN" else BORROWED
                if slot in wanted:
                    yield slot, filler
