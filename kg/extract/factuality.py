"""How a text presents an event: asserted, planned, alleged or denied, by the trigger's scope in the parse."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children
from kg.model import Factuality

ORDER = (Factuality.DENIED, Factuality.PLANNED, Factuality.ALLEGED)


def factuality(trigger: Token, lexicon: Lexicon, hedged: bool = False) -> Factuality:
    """Return how the text presents the event that the trigger evokes.

    Walks from the trigger to the root of its sentence; the nearest operator that is not plain reporting decides.
    ``hedged`` marks relations that carry their own hedge (a suspicion, a request), for which alleging verbs that
    evoke them do not count.
    """
    previous: Token | None = None
    token = trigger
    for _ in range(12):
        found = operators(token, previous, lexicon, hedged)
        if found:
            return found
        if token.head == token:
            break
        if (
            base(token) in {"nsubj", "nsubj:pass", "obl:unmarked", "nmod:poss"}
            and previous is not None
            and token.pos_ in {"NOUN", "PROPN"}
            and not governs_noun(token.head, lexicon)
        ):
            break  # a participant of a higher event is not in its scope, unless that event is denied existence
        if base(token) == "conj" and any(base(c) in {"nsubj", "nsubj:pass", "aux", "aux:pass"} for c in token.children):
            # a coordinated clause of its own: its sibling's negation and modals do not reach it, what governs both does
            if any(c.lower_ == "but" for c in token.children):
                break
            while base(token) == "conj" and token.head != token:
                token = token.head
            if token.head == token:
                break
        if base(token) in {"acl:relcl", "appos", "parataxis"}:
            break
        previous, token = token, token.head
    return Factuality.ASSERTED


def governs_noun(head: Token, lexicon: Lexicon) -> bool:
    """Whether a head takes an event noun into its scope ("plans for", "agreed on", "denied")."""
    lemma = head.lemma_.lower()
    cues = lexicon.cues
    return (
        lemma in cues["planning"]
        or lemma in cues["denying"]
        or lemma in cues["planned_nouns"]
        or lemma in cues["alleging_nouns"]
    )


def operators(token: Token, below: Token | None, lexicon: Lexicon, hedged: bool) -> Factuality | None:
    """Return the factuality that a token's own modifiers, or its governing what is below, bring about."""
    cues = lexicon.cues
    lemma = token.lemma_.lower()
    if below is not None and governs(token, below):
        if lemma in cues["hesitating"] and negated(token, cues):
            return Factuality.ASSERTED
        if lemma in cues["denying"] and token.pos_ in {"VERB", "NOUN", "AUX"}:
            return Factuality.ASSERTED if negated(token, cues) else Factuality.DENIED
        if lemma in cues["alleging"] and token.pos_ == "VERB" and not hedged:
            return Factuality.ALLEGED
        if (
            lemma in cues["planning"]
            and token.pos_ in {"VERB", "ADJ"}
            and base(below) in {"xcomp", "ccomp", "obj", "obl", "advcl", "nsubj:pass", "acl", "csubj"}
            and (base(below) not in {"advcl", "obl", "nsubj:pass"} or lemma in cues["planning_adjuncts"])
        ):
            return Factuality.PLANNED
        if (
            token.pos_ == "NOUN"
            and lemma in cues["planned_nouns"]
            and base(below) in {"acl", "nmod", "compound", "ccomp"}
        ):
            return Factuality.PLANNED
        if (
            token.pos_ == "NOUN"
            and lemma in cues["alleging_nouns"]
            and base(below) in {"acl", "nmod", "ccomp"}
            and not hedged
        ):
            return Factuality.ALLEGED
    for child in token.children:
        word = child.lower_
        relation = base(child)
        if (
            relation in {"advmod", "det", "aux", "neg", "cc:preconj", "cc"}
            and (word in cues["negations"] or relation == "neg")
            and child.i < (below or token).i + 1
        ) and (word in {"without", "hardly"} or relation != "cc" or word == "nor"):
            only = child.i + 1 < len(child.doc) and child.doc[child.i + 1].lower_ == "only"
            if not only:
                return Factuality.DENIED
        if relation == "advmod" and word in cues["hedges"] and not hedged:
            return Factuality.ALLEGED
        if relation == "aux" and token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"}:
            if child.lemma_.lower() in cues["future"] or word in cues["future"]:
                return Factuality.PLANNED
            if child.lemma_.lower() in cues["conditional"] or word in cues["conditional"]:
                return Factuality.PLANNED
        if relation == "mark" and word in cues["conditions"] and base(token) == "advcl":
            return Factuality.PLANNED
        if relation in {"amod", "compound"} and token.pos_ == "NOUN":
            if word in cues["planned_adjectives"]:
                return Factuality.PLANNED
            if word in cues["hedge_adjectives"] and not hedged and below is None:
                return Factuality.ALLEGED
        if relation == "case" and word == "without":
            return Factuality.DENIED
    if base(token) in {"advcl", "acl", "xcomp"} and token.tag_ == "VB" and not hedged and purpose(token, lexicon):
        return Factuality.PLANNED
    return None


def purpose(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an infinitive tells an aim ("flew in to sign"), not the content of a succeeding or reporting verb."""
    if not any(base(child) in {"mark", "aux"} and child.lower_ == "to" for child in verb.children):
        return False
    lemma = verb.head.lemma_.lower()
    if base(verb) == "xcomp":
        return False
    if base(verb) == "acl" and verb.head.pos_ == "NOUN":
        return lemma not in {"first", "last", "time"}
    return lemma not in lexicon.cues["succeeding"]


def governs(head: Token, below: Token) -> bool:
    """Whether ``below`` is a complement or argument of ``head``, so that the head's meaning scopes over it."""
    return base(below) in {
        "xcomp",
        "ccomp",
        "obj",
        "acl",
        "nmod",
        "advcl",
        "obl",
        "csubj",
        "compound",
        "nsubj:pass",
        "dep",
        "pcomp",
        "pobj",
        "prep",
    }


def negated(token: Token, cues: dict[str, frozenset[str]]) -> bool:
    """Whether a token has a negation of its own."""
    return any(child.lower_ in cues["negations"] for child in token.children)


def attribution(trigger: Token, lexicon: Lexicon) -> Token | None:
    """Return who says so: the subject of the reporting verb over the trigger, or the noun behind "according to"."""
    token = trigger
    for _ in range(12):
        for child in children(token, "obl", "parataxis", "ccomp", "advcl"):
            words = [c.lower_ for c in child.subtree][:2]
            if words == ["according", "to"]:
                return child
            if child.lemma_.lower() in lexicon.cues["saying"] and base(child) == "parataxis":
                return next(children(child, "nsubj"), None)
        if token.head == token:
            return None
        if base(token) in {"ccomp", "parataxis"} and token.head.lemma_.lower() in lexicon.cues["saying"]:
            return next(children(token.head, "nsubj"), None)
        token = token.head
    return None
