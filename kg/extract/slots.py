"""How syntax fills the roles of a trigger: (slot, token) pairs for verbs, nouns, and verbs that support a noun."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import event_words
from kg.language.syntax import (
    base,
    children,
    conjuncts,
    first_conjunct,
    is_passive,
    objects,
    passive_participant,
    phrases,
    preposition,
    subjects,
)

Slot = tuple[str, Token]

PLACE_PREPOSITIONS = frozenset(["in", "at", "near"])
ROLE_PREPOSITIONS = frozenset(["in", "at", "to", "from", "for", "on", "near", "over", "of", "against"])
BORROWED = ROLE_PREPOSITIONS | {"assist", "by"}


def verb_slots(verb: Token) -> Iterator[Slot]:
    """Yield the slots of a verb: subject and object by voice, agent, prepositional phrases, shared arguments."""
    if is_passive(verb):
        reduced = base(verb) == "acl"  # "a Dane wanted for fraud and a couple": the couple is not wanted
        for top in passive_participant(verb):
            yield from (("object", token) for token in spread(top) if not (reduced and token.i > verb.i))
        for child in children(verb, "obj"):
            yield from (("second_object", token) for token in spread(child))
    else:
        for top in acting(verb):
            for token in spread(top):
                if top.i < verb.i < token.i:
                    yield from strayed(verb, token)
                    continue
                yield "subject", token
                yield from (("subject_place", place) for place in located(token))
        for top in objects(verb):
            if top == verb.head and any(token.lower_ == "whose" for token in verb.subtree if token.i < verb.i):
                continue  # "Kenya, whose experts helped": the antecedent is the possessor
            yield from (("object", token) for token in spread(top))
            yield from (("object_poss", possessor) for possessor in children(top, "nmod:poss"))
            yield from (("object_mod", modifier) for modifier in children(top, "compound", "amod"))
            yield from ((f"object_{marker}", token) for marker, child in phrases(top) for token in spread(child))
            yield from (("object_by", token) for token in clause_agents(top))
        for child in children(verb, "iobj"):
            if child.pos_ == "ADP":  # ClearNLP: "gave boats to Peru"
                continue
            yield from (("iobj", token) for token in spread(child))
    yield from prepositional(verb)
    if base(verb) == "conj" and verb.head.pos_ == "VERB":  # "located and arrested X in Y": Y may hang on the first verb
        for slot, token in prepositional(verb.head):
            if token.i > verb.i and slot in ROLE_PREPOSITIONS:
                yield slot, token


def strayed(verb: Token, token: Token) -> Iterator[Slot]:
    """Yield the slot of a conjunct of the subject behind the verb: that of what the verb has before it.

    Of "A thanked B, who helped, and C", parses make C one of those who thanked. C is in no slot of "helped".
    """
    if base(first_conjunct(verb)) in {"acl", "acl:relcl"}:
        return
    before = [("object", t) for t in objects(verb)] + list(phrases(verb))
    before = [(slot, t) for slot, t in before if verb.i < t.i < token.i]
    if before:
        yield max(before, key=lambda pair: pair[1].i)[0], token


def clause_agents(noun: Token) -> Iterator[Token]:
    """Yield the agents of passive clauses behind a noun ("the help provided by the navy")."""
    for clause in children(noun, "acl", "acl:relcl"):
        if is_passive(clause):
            yield from (token for marker, child in phrases(clause) if marker == "by" for token in spread(child))


def acting(verb: Token) -> list[Token]:
    """Return the subjects of an active verb; of a dateline taken for one, the noun in apposition to it."""
    found: list[Token] = []
    for top in subjects(verb):
        if is_dateline(top):
            found += [
                child for child in children(top, "appos") if child.text[:1].isalpha() and not child.text.isupper()
            ]
        else:
            found.append(top)
    return found


def is_dateline(token: Token) -> bool:
    """Whether a word in capitals opens its sentence and a dash divides it from the report ("LIMA (ABC) — Police …")."""
    start = token.sent.start
    if token.i - start > 3 or not token.text.isupper():
        return False
    return any(t.text in {"—", "–", "-", "--"} for t in token.doc[token.i + 1 : min(token.i + 9, token.sent.end)])


def located(token: Token) -> Iterator[Token]:
    """Yield the places that a noun's "in" and "at" phrases name ("authorities in Tangier")."""
    for marker, child in phrases(token):
        if marker in {"in", "at"}:
            yield from spread(child)


def spread(token: Token) -> Iterator[Token]:
    """Yield a noun, its coordinated nouns, and names given as examples of it ("agencies, particularly the …")."""
    for one in conjuncts(token):
        yield one
        for marker, child in phrases(one):
            if marker in event_words("exemplifying"):
                yield from conjuncts(child)
        for child in children(one, "appos"):
            if any(adverb.lower_ in event_words("examples") for adverb in child.children):
                yield from conjuncts(child)


def prepositional(trigger: Token) -> Iterator[Slot]:
    """Yield a slot for each prepositional phrase, the agent as "by", assisting phrases as "assist"."""
    for marker, child in phrases(trigger):
        if child.tag_ == "VBG" and base(child) in {"advcl", "acl", "pcomp"}:
            yield marker, child
            yield from (("nested_" + marker, token) for token in objects(child))
        else:
            yield from phrase(marker, child)


def phrase(marker: str, noun: Token) -> Iterator[Slot]:
    """Yield the slots of one prepositional phrase, looking through "in coordination with" and "on charges of"."""
    lemma = noun.lemma_.lower()
    asked = lemma == "request" and marker == "at"  # "at the request of"
    serving = f"{marker} {lemma}" in event_words("serving")
    if asked or (lemma in event_words("assisting") and marker in event_words("assisted_markers") and not serving):
        for child in children(noun, "nmod", "obl"):
            if preposition(child) in {"with", "of", "from", "by", "between"}:
                yield from (("assist", token) for token in spread(child))
        for child in children(noun, "nmod:poss", "compound", "amod"):
            yield "assist", child
        for child in children(noun, "prep"):
            yield from (("assist", token) for g in child.children if g.dep_ == "pobj" for token in spread(g))
        return
    if lemma in event_words("successions"):  # "arrested in a series of raids in PLACE"
        for part, event in phrases(noun):
            if part == "of":
                yield from phrase(marker, event)
    if lemma in event_words("suspicion"):
        for inner in (nominal for _, nominal in phrases(noun)):
            for token in spread(inner):
                yield marker, token
                yield "on_suspicion", token
                goals = [g for g in children(token, "obl") if token.pos_ == "VERB" and preposition(g) in {"in", "of"}]
                for o in [*objects(token), *(g for goal in goals for g in conjuncts(goal))]:
                    yield marker, o
                    yield "on_suspicion", o
        for inner in children(noun, "compound", "amod"):
            yield marker, inner
            yield "on_suspicion", inner
    for child in children(noun, "compound", "amod", "nmod:poss"):
        yield f"{marker}_mod", child
    yield from ((f"{marker}_poss", token) for child in children(noun, "nmod:poss") for token in spread(child))
    yield from ((f"{marker}_{inner}", token) for inner, child in phrases(noun) for token in spread(child))
    yield from ((f"{marker}_by", token) for token in clause_agents(noun))
    for token in spread(noun):
        yield marker, token
        if marker in {"in", "at", "near"}:
            yield from (("outer_" + marker, place) for place in located(token))
