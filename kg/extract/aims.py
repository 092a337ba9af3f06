"""What an operation is for: whom the infinitive behind it names ("a raid to break up the gang")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.scope import first_verb, is_infinitive
from kg.extract.slots import spread
from kg.language.syntax import base, is_passive, objects, passive_participant
from kg.model import Factuality

TARGETS = frozenset(["Group", "Offence", "Suspect", "Person"])


def aims(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield targeted from an operation to whom or what it is to act against; the operation's scope is the claim's."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in event_words("aims") or not is_infinitive(verb):
            continue
        operation = operation_of(verb, covering)
        if operation is None:
            continue
        for top in objects(verb):
            for token in spread(top):
                target = covering.offences.get(token.i) or covering.at(token)
                if target is not None and target.classes[0] in TARGETS and target.kind != "pronoun":
                    yield Candidate(operation, "targeted", target, "operation-to", operation.head, None, weight=0.8)


def named_aims(doc: Doc, mentions: list[Found], lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield targeted from a joint body to the group that its own name says it is against ("Coalition to Counter X")."""
    for body in mentions:
        if body.kind != "name" or body.classes[0] not in {"InternationalOrganisation", "Agency"}:
            continue
        for i in range(body.start + 1, body.end - 1):
            against = doc[i].lower_ == "against"
            if not against and not (doc[i - 1].lower_ == "to" and doc[i].lower_ in event_words("aims")):
                continue
            start = i + 1 + (doc[i + 1].lower_ == "the")
            for end in range(body.end, start, -1):
                senses = lexicon.gazetteer.senses.get(doc[start:end].text, ())
                if group := next((s.entry for s in senses if s.entry.cls == "Group"), None):
                    target = Found(doc, start, end, ("Group",), "name", entry=group)
                    yield Candidate(body, "targeted", target, "name-of-aim", doc[i], Factuality.ASSERTED, weight=0.85)
                    break


def operation_of(verb: Token, covering: Covering) -> Found | None:
    """Return the operation that an infinitive says the aim of: the noun before it, or what its governing verb does."""
    first = first_verb(verb)
    head = first.head
    if base(first) == "acl":
        nouns = [head]
    elif base(first) in {"advcl", "xcomp"} and head.lemma_.lower() in event_words("performing"):
        nouns = passive_participant(head) if is_passive(head) else objects(head)
    else:
        return None
    found = [m for t in nouns if (m := covering.at(t)) is not None and m.classes[0] == "Operation" and t.i < verb.i]
    return found[0] if len(found) == 1 else None
