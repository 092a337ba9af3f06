"""suspectedOf and convictedOf outside frames: nouns that name an offence, suspects in a case, alleged acts."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.charges import agent_offence, offences_under
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.extract.scope import first_verb
from kg.language.syntax import base, children, conjuncts, phrases, preposition, subjects

PARTY_CLASSES = frozenset(["State", "Agency", "InternationalOrganisation"])


def named_by_noun(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield suspectedOf where the noun itself names the offence ("war crimes suspect", "drug lord", "ransomware gang").

    A "former" or "convicted" one is no suspect: nothing, and convictedOf.
    """
    head = person.head
    before = {child.lower_ for child in head.children}
    if "former" in before:
        return
    relation = "convictedOf" if "convicted" in before else "suspectedOf"
    group = person.classes[0] == "Group"
    if group and relation == "convictedOf":
        return
    if head.lower_ == "wanted":
        yield from wanted_as_noun(person, covering, lexicon)
    if person.lemma in lexicon.nouns["criminal_roles"] or group:
        for child in children(head, "compound", "amod"):
            for one in conjuncts(child):
                offence = covering.by_head.get(one.i)
                charged = lexicon.gazetteer.offences.get(f"{one.lower_} charges")  # "drug suspects"
                if offence is None and charged is not None and not group:
                    offence = Found(
                        one.doc, one.i, head.i + 1, ("Offence",), "nominal", entry=charged, lemma=head.lemma_
                    )
                if offence is not None and offence.classes[0] == "Offence":
                    yield Candidate(person, relation, offence, "offence-before-suspect", child, weight=0.85)
    entry = agent_offence(head, lexicon)
    if entry is not None and preposition(head) != "as":  # "thought of him as a murderer" is an opinion
        offence = Found(
            person.doc, max(head.i - 1, 0), head.i + 1, ("Offence",), "nominal", entry=entry, lemma=head.lemma_
        )
        yield Candidate(person, relation, offence, "agent-noun-of-offence", head, weight=0.75)
    for marker, noun in phrases(head):
        author = marker == "of" and head.lemma_.lower() in lexicon.crime.words["authors"]
        if marker == "behind" or author or (marker in {"in", "for"} and head.lemma_.lower() == "suspect"):
            for offence in offences_under(noun, covering, lexicon):
                yield Candidate(person, relation, offence, "suspect-in-case", noun, weight=0.8)
    if group:
        for clause in children(head, "acl:relcl", "acl"):
            for verb in conjuncts(clause):
                if not any(
                    base(c) in {"aux", "advmod"} and c.lower_ in lexicon.cues["negations"] for c in verb.children
                ):
                    for offence in acts_of(verb, covering, lexicon):
                        yield Candidate(person, relation, offence, "group-that-acts", verb, None, weight=0.75)


def named_before(name: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield suspectedOf for words directly before a person's name ("war crimes suspect NAME", "drug lord NAME")."""
    doc = name.doc
    for i in range(name.start - 1, max(name.start - 5, name.head.sent.start - 1), -1):
        token = doc[i]
        lemma = token.lemma_.lower()
        role = lemma in lexicon.nouns["criminal_roles"]  # "suspect" is at times parsed as a verb
        if (token.pos_ not in {"NOUN", "PROPN", "ADJ"} and not role) or token.is_space:
            break
        entry = agent_offence(token, lexicon)
        offence = covering.offences.get(i - 1) if role and i else None
        if entry is not None:
            offence = Found(doc, max(i - 1, 0), i + 1, ("Offence",), "nominal", entry=entry, lemma=lemma)
        if offence is None:
            continue
        before = {t.lower_ for t in doc[max(i - 5, name.head.sent.start) : i]}
        if "former" not in before:
            relation = "convictedOf" if "convicted" in before else "suspectedOf"
            yield Candidate(name, relation, offence, "offence-before-name", token, weight=0.8)
        break


def wanted_as_noun(person: Found, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what a "wanted" that was parsed as the head noun says ("a Dane wanted for …")."""
    for marker, noun in phrases(person.head):
        if marker in {"for", "over"}:
            for offence in offences_under(noun, covering, lexicon):
                yield Candidate(person, "suspectedOf", offence, "wanted-for", person.head, weight=0.85)
        elif marker in {"by", "in"}:
            for one in conjuncts(noun):
                party = covering.at(one)
                if party is not None and party.classes[0] in PARTY_CLASSES:
                    yield Candidate(person, "wantedBy", party, "wanted-by", person.head, weight=0.85)


def acts_of(verb: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the offences that a verb tells of, by itself or by what it leads to, where it tells of no other's act."""
    own = covering.by_head.get(verb.i)
    if own is not None and own.classes[0] == "Offence":
        yield own
    elif verb.lemma_.lower() in lexicon.crime.words["engaging"] and verb.pos_ == "VERB":
        yield from offences_under(verb, covering, lexicon)


def alleged_acts(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield suspectedOf for who "allegedly defrauded …" or "is believed to have laundered …"."""
    for verb in doc:
        if verb.pos_ != "VERB" or not hedged(verb, lexicon):
            continue
        offences = list(acts_of(verb, covering, lexicon))
        if not offences:
            continue
        for top in subjects(verb):
            for one in conjuncts(top):
                who = covering.at(one)
                if who is None or not (
                    who.kind == "pronoun" or who.classes[0] in {"Person", "Suspect", "Group", "Official"}
                ):
                    continue
                for offence in offences:
                    yield Candidate(who, "suspectedOf", offence, "alleged-act", verb, weight=0.75)


def hedged(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an act is only alleged: by an adverb on it, or by the passive verb that it is the complement of."""
    own = [child.lower_ for child in verb.children if base(child) == "advmod"]
    if any(word in lexicon.cues["negations"] for word in own) or any(child.tag_ == "MD" for child in verb.children):
        return False
    if any(word in lexicon.crime.words["alleging_adverbs"] for word in own):
        return True
    if charged_by(verb, lexicon):
        return True
    above = verb.head
    under = base(verb) in {"xcomp", "ccomp"} and above.lemma_.lower() in lexicon.crime.words["alleging_verbs"]
    return under and not any(child.lower_ in lexicon.cues["negations"] for child in above.children)


def charged_by(verb: Token, lexicon: Lexicon) -> bool:
    """Whether an act is told on the word of a charge or prosecutor ("According to the indictment, X defrauded …")."""
    first = first_verb(verb)
    for marker, noun in phrases(first):
        if marker == "according to" and noun.lemma_.lower() in lexicon.crime.words["charging_sources"]:
            return not any(child.lower_ in lexicon.cues["negations"] for child in verb.children)
    return False
