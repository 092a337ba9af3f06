"""Offences told by acts ("smuggling cocaine"), and the offences that a charge, role or undertaking comes down to."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import Entry
from kg.language.syntax import base, children, conjuncts, objects, passive_participant, phrases, preposition

DEPTH = 7


def find_acts(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield an Offence mention on every verb that tells of one by itself or with its object."""
    for token in doc:
        acts = lexicon.crime.acts.get(token.lemma_.lower())
        if acts and (token.pos_ == "VERB" or token.tag_ == "VBG") and covering.at(token) is None:
            entry = told(token, lexicon)
            if entry is not None:
                yield Found(doc, token.i, token.i + 1, ("Offence",), "nominal", entry=entry, lemma=token.lemma_.lower())


def told(verb: Token, lexicon: Lexicon) -> Entry | None:
    """Return the offence that a verb tells of, given what it acts on."""
    acted = [noun for top in acted_on(verb) for noun in conjuncts(top)]
    for act in lexicon.crime.acts[verb.lemma_.lower()]:
        if not act.objects or any(is_of(noun, act.objects, lexicon) for noun in acted):
            return act.offence
    return None


def acted_on(verb: Token) -> list[Token]:
    """Return what a verb acts on: its objects by voice, and the nouns of "deal in", "traffic in", "break into"."""
    found = [*objects(verb), *passive_participant(verb)] if verb.tag_ != "VBG" else objects(verb)
    return found + [noun for marker, noun in phrases(verb) if marker in {"in", "into", "out", "up"}]


def is_of(noun: Token, wanted: frozenset[str], lexicon: Lexicon, depth: int = 0) -> bool:
    """Whether a noun, what it measures, or a noun modifying it is one of the things ("tonnes of", "heroin loads")."""
    if noun.lemma_.lower() in wanted or noun.lower_ in wanted:
        return True
    if depth > 3:
        return False
    measured = [child for child in children(noun, "nmod") if preposition(child) == "of"]
    modifiers = children(noun, "compound", "amod") if noun.lemma_.lower() in lexicon.nouns["measures"] else ()
    return any(is_of(one, wanted, lexicon, depth + 1) for top in (*measured, *modifiers) for one in conjuncts(top))


def offences_under(token: Token, covering: Covering, lexicon: Lexicon, depth: int = 0) -> Iterator[Found]:
    """Yield the offences that a complement comes down to.

    The token is the head of what stands behind "of", "for", "with" …: the offence itself, an act, or a noun or verb
    that leads to one ("charges of …", "his role in …", "running a network that …"). Coordinated ones count. A bare
    "conspiracy" counts only where it is not said to what.
    """
    if depth > DEPTH:
        return
    words = lexicon.crime.words
    for one in conjuncts(token):
        mention = covering.at(one) or covering.offences.get(one.i)
        lemma = one.lemma_.lower()
        if mention is not None and mention.classes[0] == "Offence":
            deeper = list(complements(one, covering, lexicon, depth)) if lemma in words["leading"] else []
            if not deeper or mention.end > one.i + 1:
                yield mention
            yield from deeper
        elif mention is not None and mention.kind == "name":
            continue
        elif one.pos_ == "VERB" and lemma in words["engaging"]:
            for inner in (
                *objects(one),
                *children(one, "xcomp"),
                *(n for m, n in phrases(one) if m in words["complement_markers"]),
            ):
                yield from offences_under(inner, covering, lexicon, depth + 1)
        elif lemma in words["leading"] or lemma in words["undertakings"]:
            yield from complements(one, covering, lexicon, depth)
        elif lemma in words["proceedings"]:
            yield from directed(one, covering, lexicon, depth)


def complements(noun: Token, covering: Covering, lexicon: Lexicon, depth: int) -> Iterator[Found]:
    """Yield the offences that a noun's modifiers, phrases and clauses name ("drug charges", "plot to bomb …")."""
    for child in children(noun, "compound", "amod", "nmod:poss", "nmod:desc"):
        for one in conjuncts(child):
            mention = covering.at(one)
            if mention is not None and mention.classes[0] == "Offence":
                yield mention
    agent = agent_offence(noun, lexicon)
    if agent is not None and noun.lemma_.lower() in lexicon.crime.words["undertakings"]:
        yield Found(noun.doc, noun.i, noun.i + 1, ("Offence",), "nominal", entry=agent, lemma=noun.lemma_.lower())
    words = lexicon.crime.words
    markers = words["complement_markers"]
    if noun.lemma_.lower() in words["proceedings"]:
        markers |= words["target_markers"]
    for marker, inner in phrases(noun):
        if marker in markers or marker.startswith(("related", "connected", "linked")):
            yield from offences_under(inner, covering, lexicon, depth + 1)
    for clause in children(noun, "acl", "acl:relcl", "xcomp"):
        yield from offences_under(clause, covering, lexicon, depth + 1)


def directed(noun: Token, covering: Covering, lexicon: Lexicon, depth: int) -> Iterator[Found]:
    """Yield the offences that proceedings are directed at ("a crackdown on illegal gambling", "a fraud case")."""
    for child in children(noun, "compound"):
        mention = covering.at(child)
        if mention is not None and mention.classes[0] == "Offence":
            yield mention
    for marker, inner in phrases(noun):
        if marker in lexicon.crime.words["target_markers"]:
            yield from offences_under(inner, covering, lexicon, depth + 1)


def agent_offence(noun: Token, lexicon: Lexicon) -> Entry | None:
    """Return the offence that a noun for who commits it tells of ("drug lord", "people smugglers", "hitman")."""
    agents = lexicon.crime.agents.get(noun.lemma_.lower(), ())
    before = {noun.doc[noun.i - 1].lower_, noun.doc[noun.i - 1].lemma_.lower()} if noun.i else set()
    before |= {c.lower_ for c in noun.children if base(c) in {"compound", "amod"}}
    for agent in agents:
        if not agent.modifiers or before & agent.modifiers:
            return agent.offence
    return None


def offence_behind(trigger: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the offence that stands behind a trigger and a preposition in its clause, whatever the parse.

    Between them only a place or time may stand ("charged in Peru with fraud"): no verb, comma or other trigger.
    """
    doc = trigger.doc
    for i in range(trigger.i + 1, min(trigger.i + 12, trigger.sent.end - 1)):
        if doc[i].pos_ in {"VERB", "AUX"} or doc[i].text in {",", ";", ":"}:
            break
        if doc[i].lower_ in lexicon.crime.words["complement_markers"]:
            mention = covering.offences.get(i + 1)
            if mention is not None and mention.start == i + 1:
                return [mention]
    return []
