"""The offences that a charge, role or undertaking comes down to ("his part in a plot to …", "one count of …")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.acts import deed
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.scope import is_infinitive
from kg.gazetteer import Entry
from kg.language.syntax import base, children, conjuncts, objects, phrases

DEPTH = 7
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


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
            if one.pos_ == "VERB" and lemma in words["engaging"]:  # "conspiring to commit fraud"
                deeper = list(engaged_in(one, covering, lexicon, depth)) or inchoate(one, covering, lexicon)
            if not deeper or mention.end > one.i + 1:
                yield mention
            yield from deeper
        elif mention is not None and mention.kind == "name":
            continue
        elif one.pos_ == "VERB" and lemma in words["engaging"]:
            yield from list(engaged_in(one, covering, lexicon, depth)) or inchoate(one, covering, lexicon)
        elif one.pos_ == "NOUN" and (entry := deed(one, lexicon)) is not None:
            yield Found(one.doc, one.i, one.i + 1, ("Offence",), "nominal", entry=entry, lemma=lemma)
        elif lemma in words["leading"] or lemma in words["undertakings"]:
            yield from complements(one, covering, lexicon, depth)
        elif lemma in words["proceedings"]:
            yield from directed(one, covering, lexicon, depth)


def engaged_in(verb: Token, covering: Covering, lexicon: Lexicon, depth: int) -> Iterator[Found]:
    """Yield the offences that a verb leads to: by its object, infinitive or phrase, its means or its aim."""
    inner = [*objects(verb), *children(verb, "xcomp", "ccomp")]
    for marker, noun in phrases(verb):
        part = marker == "as" and noun.lemma_.lower() == "part"  # "as part of a scheme"
        means = marker in {"by", "through"} and noun.tag_ == "VBG"
        if part or means or marker in lexicon.crime.words["complement_markers"]:
            inner.append(noun)
    inner += [child for child in children(verb, "advcl") if child.tag_ == "VB" and is_infinitive(child)]
    for one in inner:
        yield from offences_under(one, covering, lexicon, depth + 1)


def complements(noun: Token, covering: Covering, lexicon: Lexicon, depth: int) -> Iterator[Found]:
    """Yield the offences that a noun's modifiers, phrases and clauses name ("drug charges", "plot to bomb …")."""
    for child in children(noun, "compound", "amod", "nmod:poss", "nmod:desc"):
        for one in conjuncts(child):
            mention = covering.at(one) or covering.offences.get(one.i)
            charged = lexicon.gazetteer.offences.get(f"{one.lower_} charges")  # "drug, firearm and bribery charges"
            if mention is not None and mention.classes[0] == "Offence":
                yield mention
            elif charged is not None and noun.lemma_.lower() in lexicon.crime.words["charged_with"]:
                yield Found(one.doc, one.i, one.i + 1, ("Offence",), "nominal", entry=charged, lemma=one.lemma_)
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


def inchoate(verb: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the offence that the words behind "conspiring to", "attempting to" … name where the parse loses it."""
    return led_to(verb, covering, lexicon) if verb.lemma_.lower() in lexicon.crime.words["inchoate"] else []


def led_to(verb: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the first offence among the words behind a verb of engaging, up to where another matter begins."""
    words = lexicon.crime.words
    if verb.lemma_.lower() not in words["engaging"]:
        return []
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + 30, verb.sent.end)):
        token = doc[i]
        if token.lower_ in words["other_matters"] or (token.tag_ in FINITE and covering.at(token) is None):
            break
        if token.lower_ in {"in", "on", "at"} and not joins(doc[i - 1], doc[min(i + 1, verb.sent.end - 1)], words):
            break
        mention = covering.offences.get(i) or covering.by_head.get(i)
        if mention is not None and mention.classes[0] == "Offence" and not bare(mention, lexicon):
            return [mention]
    return []


def joins(before: Token, behind: Token, words: dict[str, frozenset[str]]) -> bool:
    """Whether a preposition joins a deed to its offence ("in connection with", "his role in")."""
    lemma = before.lemma_.lower()
    return lemma in words["leading"] or lemma in words["engaging"] or behind.lemma_.lower() in words["leading"]


def bare(mention: Found, lexicon: Lexicon) -> bool:
    """Whether a mention only says that there was a conspiracy."""
    return mention.end == mention.start + 1 and mention.lemma in lexicon.crime.words["leading"]
