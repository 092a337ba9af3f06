"""accused outside frames: deeds blamed on someone ("blamed the attack on …", "said … was behind the attack")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.factuality import factuality
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, conjuncts, is_passive, objects, passive_participant, phrases, subjects
from kg.model import Factuality

ACCUSERS = frozenset(["State", "Agency", "InternationalOrganisation", "Official"])
BLAMED = frozenset(["Person", "Suspect", "Group", "State", "Agency"])


def blamed(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield accused for whoever a state, body or official says is behind a hostile deed, or blames it on."""
    cues = lexicon.cues
    for verb in doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB":
            continue
        if lemma in cues["blaming"]:
            yield from blamed_on(verb, covering, lexicon)
        elif lemma in cues["charging_speech"]:
            for clause in children(verb, "ccomp"):
                doers = doers_of(clause, lexicon)
                if doers and factuality(clause, lexicon, hedged=True) is Factuality.ASSERTED:
                    yield from pairs(verb, subjects(verb), doers, "said-to-have-done", covering)


def blamed_on(verb: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield accused for "blamed the attack on X"; the phrase may hang on the deed."""
    passive = is_passive(verb)
    things = passive_participant(verb) if passive else objects(verb)
    deeds = [t for t in things if t.lemma_.lower() in lexicon.cues["hostile"]]
    if deeds:
        places = (verb, *deeds) if not passive else (verb,)
        targets = [noun for place in places for marker, noun in phrases(place) if noun.i > verb.i and marker == "on"]
        agents = list(children(verb, "obl:agent")) if passive else subjects(verb)
        yield from pairs(verb, [a for a in agents if a not in targets], targets, "blamed-on", covering)


def doers_of(clause: Token, lexicon: Lexicon) -> list[Token]:
    """Return the doer of a hostile deed in a clause: "was carried out by X", "X was behind it", "X was responsible"."""
    hostile, lemma = lexicon.cues["hostile"], clause.lemma_.lower()
    if lemma in lexicon.cues["committing"] and is_passive(clause):
        deeds = passive_participant(clause)
        return list(children(clause, "obl:agent")) if any(t.lemma_.lower() in hostile for t in deeds) else []
    if not any(base(child) == "cop" for child in clause.children):
        return []
    behind = lemma in hostile and any(c.lower_ == "behind" for c in children(clause, "case"))
    matters = [noun for marker, noun in phrases(clause) if marker == "for"] if lemma == "responsible" else []
    return list(children(clause, "nsubj")) if behind or any(t.lemma_.lower() in hostile for t in matters) else []


def pairs(
    verb: Token, accusers: list[Token], targets: list[Token], rule: str, covering: Covering
) -> Iterator[Candidate]:
    """Yield each accuser with each target, conjuncts included, where their classes allow."""
    for accuser in mentions(accusers, covering, ACCUSERS):
        for target in mentions(targets, covering, BLAMED):
            yield Candidate(accuser, "accused", target, rule, verb, None, weight=0.8)


def mentions(tokens: list[Token], covering: Covering, classes: frozenset[str]) -> list[Found]:
    """Return the mentions of these classes, or pronouns, at tokens and what is coordinated with them."""
    found = [covering.at(one) for token in tokens for one in conjuncts(token)]
    return [m for m in found if m is not None and (m.kind == "pronoun" or m.classes[0] in classes)]
