"""memberOf off what a body is made up of: "the task force is composed of A and B", "coalition nations include C"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.capitals import POSSESSIVE
from kg.extract.found import Covering, Found
from kg.extract.frames import BODIES
from kg.extract.lexicon import Lexicon
from kg.extract.membership import called
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    is_passive,
    objects,
    passive_participant,
    preposition,
    subjects,
)

SELF_GOVERNED = frozenset(["InternationalOrganisation", "Group"])
PARTS = {
    "Agency": frozenset(["Agency", "State"]),
    "InternationalOrganisation": frozenset(["Agency", "State"]),
    "Organisation": frozenset(["Agency", "State"]),
    "Group": frozenset(["Person", "Suspect"]),
}


def compositions(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield memberOf for each name in the list of what a body, or its members, are said to be."""
    words = lexicon.events
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma in words["joining"]:
            yield from joinings(token, covering, lexicon)
        if lemma not in words["composing"] | words["including"] | words["examples"] | words["such_examples"]:
            continue
        opening = list_start(token, lexicon)
        if opening is None:
            continue
        members = parts(doc, opening, covering, lexicon)
        for whole in wholes(token, covering, lexicon) if members else ():
            for part in members:
                if part.classes[0] in PARTS[whole.classes[0]] and part is not whole:
                    yield Candidate(part, "memberOf", whole, "made-up-of", token, None, weight=0.85)


def joinings(verb: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield memberOf for a state or body that joins a joint body ("the frigate joined Task Force 70")."""
    for top in objects(verb):
        body = covering.at(top)
        if body is None or body.classes[0] != "Agency" or not joint(body, lexicon):
            continue
        for subject in (t for first in subjects(verb) for one in conjuncts(first) for t in called(one, covering)):
            who = covering.at(subject)
            if who is not None and who.classes[0] in {"Agency", "State"}:
                yield Candidate(who, "memberOf", body, "joins-body", verb, None, weight=0.8)


def list_start(token: Token, lexicon: Lexicon) -> int | None:
    """Return where the list begins that a word introduces: behind "of" or "together" where it needs one."""
    lemma, doc = token.lemma_.lower(), token.doc
    following = [t.lower_ for t in doc[token.i + 1 : token.i + 3]]
    if lemma in lexicon.events["composing"]:
        listing = token.i + 1 if lemma in lexicon.events["including"] and not is_passive(token) else None
        return next((token.i + 2 + n for n, word in enumerate(following) if word in {"of", "together"}), listing)
    if lemma in lexicon.events["such_examples"]:
        return token.i + 2 if following[:1] == ["as"] else None
    return token.i + 1


def wholes(token: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the body that a word of composition is said of, or that the members are of whom examples follow."""
    verbal = token.pos_ in {"VERB", "AUX"} and token.lower_ != "including"
    strict = verbal and token.lemma_.lower() in lexicon.events["composing"]
    said_of = (passive_participant if is_passive(token) else subjects) if verbal else before_examples
    for top in said_of(token):
        body = covering.at(top) if verbal else None
        if top.i > token.i:
            continue
        if (other := of_fellows(top, covering, lexicon)) is not None:
            yield other
        elif body is not None and body.classes[0] in BODIES and (strict or of_several(body, lexicon)):
            yield body


def before_examples(token: Token) -> list[Token]:
    """Return the nouns that "including" or "such as" may give examples of: that before it or a comma, and its head."""
    doc, i = token.doc, token.i - 1
    if i > 0 and doc[i].text == ",":
        i -= 1
    if i < 0 or doc[i].pos_ not in {"NOUN", "PROPN"}:
        return []
    return [doc[i], doc[i].head] if preposition(doc[i]) == "of" else [doc[i]]


def of_fellows(top: Token, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the body whose members a noun names ("coalition nations", "members of the alliance")."""
    fellows = top.lemma_.lower() in lexicon.events["fellows"]
    if not fellows and top.lemma_.lower() not in lexicon.events["allies"]:
        return None
    tokens = list(children(top, "compound", "amod", "nmod:desc", "nmod:poss"))
    tokens += [child for child in children(top, "nmod") if preposition(child) in {"of", "in", "within"}]
    for clause in children(top, "acl", "acl:relcl"):
        if clause.lemma_.lower() in lexicon.events["composing"] and not is_passive(clause):
            tokens += objects(clause)  # "the nations comprising the coalition"
    for child in tokens:
        body = covering.at(child)
        if body is None or body.kind not in {"name", "nominal"} or body.classes[0] not in BODIES:
            continue
        if of_several(body, lexicon) if fellows else joint(body, lexicon):
            return body
    return None


def joint(body: Found, lexicon: Lexicon) -> bool:
    """Whether a body is one of several bodies by its name ("task force", "coalition")."""
    return any(t.lower_ in lexicon.events["joint_bodies"] for t in body.span)


def of_several(body: Found, lexicon: Lexicon) -> bool:
    """Whether a body has members: an international organisation, a group, or a joint body."""
    return body.classes[0] in SELF_GOVERNED or joint(body, lexicon)


def parts(doc: Doc, start: int, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the names in the list that begins at ``start``, up to a clause or another circumstance."""
    found: list[Found] = []
    i = start
    while i < len(doc) and not (i > start and doc[i].is_sent_start):
        name = covering.by_token[i]
        if name is not None and name.kind == "name":
            if name not in found and is_part(name, covering, lexicon):
                found.append(name)
            i = max(name.end, i + 1)
            continue
        if ends_list(doc[i], lexicon):
            break
        i += 1
    return found


def is_part(name: Found, covering: Covering, lexicon: Lexicon) -> bool:
    """Whether a name in a list is an element: no possessor, no place where, nor the body that the one before is of."""
    doc, i = name.doc, name.start - 1
    if name.end < len(doc) and doc[name.end].lower_ in POSSESSIVE:
        return False
    i -= doc[i].lower_ == "the"
    return doc[i].lower_ not in lexicon.events["elsewhere"] and not (
        doc[i].lower_ == "of" and covering.by_token[i - 1] is not None
    )


def ends_list(token: Token, lexicon: Lexicon) -> bool:
    """Whether a token is no longer of a list of names: a verb, a relative pronoun, a preposition of circumstance."""
    if token.tag_ in {"WDT", "WP", "WP$", "WRB", "MD"} or token.is_space:
        return True
    if token.pos_ in {"VERB", "AUX"}:
        return base(token) not in {"amod", "compound"}
    return token.pos_ in {"ADP", "SCONJ"} and token.lower_ in lexicon.events["closing_lists"]
