"""memberOf off noun phrases and verbs: "a member of the cartel", "its founder", "NATO member Peru", "belongs to"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, Found, spread
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, conjuncts, objects, phrases, preposition, subjects
from kg.model import Factuality

JOINABLE = frozenset(["Group", "Organisation"])
BODIES = frozenset(["Agency", "InternationalOrganisation"])
STATES = frozenset(["State", "Agency"])
ITS_GROUP = "member-of-its-group"  # counts where the pronoun stands for a group
TITLED = "title-with-organisation-at-name"
INSIDE = frozenset(["of", "in", "within", "from", "for", "with"])


def memberships(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield memberOf for a described member, leader, founder … of a group, organisation or body.

    A state or body that the description is said of is the member; a description that is the predicate of a clause
    has its factuality from there, any other is asserted unless "alleged".
    """
    head = person.head
    who, predicate = holder(head, covering)
    fixed = None if predicate else hedged(head, lexicon)
    for noun in inner_members(head, lexicon):
        for group, anchor in groups(noun, covering, lexicon):
            rule = ITS_GROUP if group.kind == "pronoun" else "member-of-group"
            if who is not None and who.classes[0] in STATES:
                if group.classes[0] == "InternationalOrganisation" or noun.lemma_.lower() == "member":
                    yield Candidate(who, "memberOf", group, "state-as-member", anchor, fixed, weight=0.8)
            elif who is not None and who.kind == "pronoun":
                yield Candidate(who, "memberOf", group, rule, anchor, fixed, weight=0.75)
            else:
                yield Candidate(who or person, "memberOf", group, rule, anchor, fixed, weight=0.8)


def hedged(head: Token, lexicon: Lexicon) -> Factuality:
    """Return alleged for an "alleged" or "presumed" member, else asserted."""
    words = lexicon.crime.words["alleged"]
    return Factuality.ALLEGED if any(child.lower_ in words for child in head.children) else Factuality.ASSERTED


def inner_members(head: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the nouns that name the role: the head itself, or those behind "one of the", "several"."""
    members = lexicon.crime.words["members"] | lexicon.crime.words["employed"]
    if head.lemma_.lower() in members:
        yield head
    elif head.lemma_.lower() in lexicon.nouns["quantifiers"]:
        for child in children(head, "nmod"):
            if preposition(child) == "of" and child.lemma_.lower() in members:
                yield child


def groups(noun: Token, covering: Covering, lexicon: Lexicon) -> Iterator[tuple[Found, Token]]:
    """Yield what a noun for a role is the role in, with the token that says so: phrases, possessors, names before."""
    serving = noun.lemma_.lower() in lexicon.crime.words["serving"]
    for child in children(noun, "compound", "nmod", "nmod:poss", "nmod:desc"):
        relation, marker = base(child), preposition(child)
        at_work = marker in {"at", "for", "with"} and noun.lemma_.lower() in lexicon.crime.words["employed"]
        if relation == "nmod" and marker not in INSIDE and not at_work:
            continue
        for group in [g for top in called(child, covering) for g in spread(top, covering)]:
            cls = group.classes[0]
            if group.kind == "pronoun":
                if relation == "nmod:poss" and group.lemma in {"its", "their"}:
                    yield group, child
            elif at_work and cls not in BODIES:
                if cls == "Organisation":
                    yield group, child
            elif cls in JOINABLE or (
                cls in BODIES
                and (
                    (serving and marker in {"of", "in", "within", ""})
                    or (noun.lemma_.lower() in lexicon.crime.words["staffing"] and marker in {"with", "for"})
                )
            ):
                if relation == "compound" and cls not in {"Group", "InternationalOrganisation"}:
                    continue
                yield group, child


def called(noun: Token, covering: Covering) -> list[Token]:
    """Return a noun, or the names beside it where it stands for nothing itself ("the trading platform NAME")."""
    if covering.at(noun) is not None:
        return [noun]
    named = [child for child in children(noun, "appos", "flat", "nmod:desc", "compound") if covering.at(child)]
    return named or [noun]


def holder(head: Token, covering: Covering) -> tuple[Found | None, bool]:
    """Return whom a description without name of its own is said of, and whether it is the predicate of a clause.

    "X is a member", "X denied being a member", "X, as a member of", "X served as a soldier", "NATO member X".
    """
    tops: list[Token] = []
    head = coordinated_role(head)
    predicate = any(base(child) == "cop" for child in head.children)
    if predicate:
        tops = subjects(head) or (
            subjects(head.head) if base(head) in {"xcomp", "advcl", "ccomp", "pcomp", "obl"} else []
        )
    elif base(head) == "appos":
        tops = [head.head]
    elif base(head) in {"obl", "advcl", "nmod"} and preposition(head) == "as":
        tops = subjects(head.head) or objects(head.head)
    elif base(head) in {"compound", "nmod:desc"}:
        tops = [head.head]
    else:
        tops = list(children(head, "appos", "flat"))
    for top in tops:
        found = covering.at(top)
        if found is not None and (found.kind in {"name", "pronoun"} or found.classes[0] == "State"):
            if found.kind == "name" and found.classes[0] == "Person":
                return found, predicate
            if found.kind == "pronoun" or found.classes[0] in STATES:
                return found, predicate
    return None, predicate


def coordinated_role(head: Token) -> Token:
    """Return the role that a role joined by "and" is held with ("was the founder of A and a director of B")."""
    if base(head) != "conj":
        return head
    above = head.head
    for _ in range(3):
        if any(base(child) == "cop" for child in above.children) or (base(above) == "appos" and above.pos_ == "NOUN"):
            return above
        if base(above) not in {"nmod", "compound", "conj", "flat", "appos"}:
            return head
        above = above.head
    return head


def belonging(verb: Token, covering: Covering) -> Iterator[Candidate]:
    """Yield memberOf for who "belongs to", "fights for", "works for" or "serves in" a group or organisation."""
    for marker, noun in phrases(verb):
        if marker in (
            {"for", "at", "in"} if verb.lemma_.lower() == "work" else {"to", "for", "with", "in", "alongside"}
        ):
            for top in (t for s in subjects(verb) for t in conjuncts(s)):
                who = covering.at(top)
                if who is None or not (
                    who.kind == "pronoun" or who.classes[0] in {"Person", "Suspect", "Official", "State"}
                ):
                    continue
                for group in spread(noun, covering):
                    if who.classes[0] == "State" and group.classes[0] == "Agency":  # "both work in police matters"
                        continue
                    employed = group.classes[0] == "Agency" and verb.lemma_.lower() in {"work", "serve"}
                    if (
                        employed
                        or group.classes[0] in JOINABLE
                        or (group.classes[0] == "InternationalOrganisation" and marker in {"to", "in"})
                    ):
                        yield Candidate(who, "memberOf", group, "verb-of-belonging", verb, None, weight=0.75)


def commands(candidate: Candidate, names: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a membership is really an office: the command of a formation or ship, the head of a public body.

    ``names`` are the words, in lower case, of all names of the formation or body.
    """
    words = lexicon.crime.words
    titled = {candidate.anchor.lemma_.lower(), candidate.subject.lemma}
    titled |= {t.lemma_.lower() for t in candidate.anchor.subtree}
    titled |= {a.lemma_.lower() for a in (candidate.anchor.head,)}
    commanded = candidate.rule in {"membership-active", "membership-passive", TITLED} or titled & words["commanding"]
    if commanded and names & words["formations"]:
        return True
    return candidate.rule == TITLED and bool(names & words["public_bodies"] or titled & words["commanding"])


def of_a_kind(group: Found) -> bool:
    """Whether a plural stands for groups or bodies at large ("terrorist organisations", "businesses")."""
    definite = any(child.tag_ in {"DT", "PRP$", "WP$"} for child in group.head.children)
    plural = group.kind == "nominal" and group.head.tag_ in {"NNS", "NNPS"}
    return plural and group.count is None and not definite and not group.same and not group.state
