"""Where scope ends in a parse: what clauses and noun phrases state their content whatever stands above them."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.language.syntax import base

COMPLEMENTS = frozenset(
    [
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
    ]
)
SUBJECTS = frozenset(["nsubj", "nsubj:pass", "csubj", "csubj:pass"])
ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl", "obl:agent", "obl:unmarked", "nmod", "nmod:poss", "conj"}
PEOPLE = ("Person", "Suspect", "Official")


def is_subject(token: Token) -> bool:
    """Whether a token is the subject of its head."""
    return base(token) in SUBJECTS


def is_infinitive(verb: Token) -> bool:
    """Whether a verb, or the predicate of a copula, stands with "to"."""
    return any(child.lower_ == "to" and base(child) in {"mark", "aux"} for child in verb.children)


def first_verb(verb: Token) -> Token:
    """Return the first of the verbs that a verb is coordinated with."""
    while base(verb) == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    return verb


def is_past(verb: Token) -> bool:
    """Whether a verb is finite and in the past, the perfect included, without a modal."""
    helpers = [child for child in verb.children if base(child) in {"aux", "aux:pass", "cop"}]
    if any(helper.tag_ == "MD" for helper in helpers):
        return False
    if verb.tag_ == "VBD" and not helpers:
        return True
    return any(helper.tag_ == "VBD" or helper.lower_ in {"has", "have", "having"} for helper in helpers)


def is_present(verb: Token) -> bool:
    """Whether a verb is finite and in the present, without a modal."""
    helpers = [child for child in verb.children if base(child) in {"aux", "aux:pass", "cop"}]
    finite = [verb, *helpers]
    return any(t.tag_ in {"VBZ", "VBP"} for t in finite) and not any(t.tag_ == "MD" for t in finite)


def is_question(root: Token) -> Token | None:
    """Return the question mark that ends the sentence of a root, if one does."""
    last = next((token for token in reversed(root.sent) if not token.is_space and not token.is_quote), None)
    return last if last is not None and last.text == "?" else None


def is_purpose(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an infinitive tells an aim ("flew in to sign"), not the content of a succeeding or reporting verb."""
    relation, head = base(verb), verb.head
    if relation not in {"advcl", "acl"} or verb.tag_ != "VB" or not is_infinitive(verb):
        return False
    lemma = head.lemma_.lower()
    if relation == "acl" and head.pos_ == "NOUN":
        return lemma not in lexicon.cues["ordinals"]
    if lemma in lexicon.cues["convening"] and is_past(head) and verb.lemma_.lower() in lexicon.cues["inaugurating"]:
        return False  # "hosted the minister to launch the dialogue": it was launched
    measured = [c for c in (*head.children, *(g for c in head.children for g in c.children)) if c.lower_ == "enough"]
    return lemma not in lexicon.cues["succeeding"] and not measured and lemma != "enough"


def states_its_content(token: Token, below: Token | None, lexicon: Lexicon) -> bool:
    """Whether what stands above a token leaves it untouched.

    So do relative clauses, participles behind a noun, appositions, parentheses, past clauses of time and reason, the
    participants of a higher event, and whatever describes a person or a name.
    """
    relation, head = token.dep_, token.head
    if base(token) in {"acl:relcl", "appos", "parataxis"} or relation in {"acl:relcl", "advcl:relcl"}:
        return True
    if base(token) == "acl" and token.tag_ in {"VBN", "VBG"} and not operates(head, lexicon):
        return True
    if base(token) == "advcl" and is_past(token):
        factive = lexicon.cues["factive_marks"]
        if any(base(child) in {"mark", "advmod"} and child.lower_ in factive for child in token.children):
            return True
    if base(token) == "advcl" and is_present(token):
        meanwhile = lexicon.cues["meanwhile"]
        if any(base(child) == "mark" and child.lower_ in meanwhile for child in token.children):
            return True
    if below is None or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if base(token) in {"nsubj", "nsubj:pass", "obl:unmarked", "nmod:poss"} and not operates(head, lexicon):
        return True  # a participant of a higher event is not in its scope, unless that event is denied existence
    return base(token) in ARGUMENTS and names_someone(token, lexicon)


def names_someone(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun stands for a person or bears a name, and is not what the sentence says of someone."""
    if any(base(child) == "cop" for child in noun.children):
        return False
    lemma = noun.lemma_.lower()
    return noun.pos_ == "PROPN" or any(lemma in lexicon.nouns[cls] for cls in PEOPLE)


def operates(head: Token, lexicon: Lexicon) -> bool:
    """Whether a head takes a noun or participle into its scope ("plans for", "agreed on", "denied")."""
    lemma = head.lemma_.lower()
    lists = ("planning", "denying", "planned_nouns", "alleging_nouns")
    return any(lemma in lexicon.cues[name] for name in lists)


def coordination(token: Token) -> Token | None:
    """Return the conjunct whose head governs a token too: the first where the token's clause has its own subject or
    auxiliary, else the token itself; None where the clause is told in the past beside one that is not."""
    if base(token) != "conj":
        return token
    modal = token.head.tag_ == "VB" or any(child.tag_ == "MD" for child in token.head.children)
    if token.tag_ == "VBD" and modal:
        return None
    if not any(base(c) in {"nsubj", "nsubj:pass", "aux", "aux:pass"} for c in token.children):
        return token
    if any(child.lower_ == "but" for child in token.children):
        return None
    while base(token) == "conj" and token.head != token:
        token = token.head
    return token
