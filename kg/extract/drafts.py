"""Candidates between clusters whose types and scope were accepted; what is refused, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.candidates import Candidate
from kg.extract.clusters import Cluster
from kg.extract.coreference import Discourse
from kg.extract.factuality import told
from kg.extract.found import Found
from kg.extract.frames import TOGETHER
from kg.extract.lexicon import Lexicon
from kg.extract.membership import ITS_GROUP, commands, of_a_kind
from kg.extract.scope import is_infinitive
from kg.model import Factuality, Rejection

SUSPECT_OBJECTS = frozenset(["arrested", "extradited", "handedOver", "requestedExtraditionOf", "issuedNoticeFor"])
SUSPECT_SUBJECTS = frozenset(["arrestedIn", "suspectedOf", "convictedOf", "wantedBy", "transferredTo"])
PERSON = frozenset(["Person"])
JOINING = frozenset(["membership-active", "verb-of-belonging"])
GENERIC = frozenset(["nationality", "suspectedOf", "memberOf", "representativeOf"])


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate between two clusters whose types and scope were accepted."""

    subject: int
    relation: str
    object: int
    factuality: Factuality
    candidate: Candidate
    cues: tuple[Token, ...] = ()


def note_roles(candidates: Iterable[Candidate]) -> None:
    """Mark mentions that the text makes suspects, so that "the suspect" can find them."""
    for candidate in candidates:
        person = None
        if candidate.relation in SUSPECT_OBJECTS:
            person = candidate.object
        elif candidate.relation in SUSPECT_SUBJECTS:
            person = candidate.subject
        if person is not None and person.classes[0] in {"Person", "Suspect"}:
            person.suspect = True
            if person.kind == "nominal" and candidate.relation in SUSPECT_OBJECTS:
                person.classes = ("Suspect", *(c for c in person.classes if c != "Suspect"))


def accept(candidates: list[Candidate], discourse: Discourse, lexicon: Lexicon) -> tuple[list[Draft], list[Rejection]]:
    """Keep the candidates whose ends are resolved, of the right classes and different; give the others a reason."""
    drafts: list[Draft] = []
    rejections: list[Rejection] = []
    kinds = (lexicon.nouns["any_bodies"], lexicon.nouns["masses"])
    for candidate in candidates:
        relation = lexicon.relations[candidate.relation]
        persons = PERSON if relation.represented else frozenset()
        sent = candidate.anchor.sent

        def refuse(reason: str, candidate: Candidate = candidate) -> None:
            rejections.append(
                Rejection(
                    candidate.relation,
                    candidate.subject.text,
                    candidate.object.text,
                    reason,
                    candidate.anchor.sent.start_char,
                    candidate.anchor.sent.end_char,
                )
            )

        if candidate.subject is candidate.object and len(candidate.subject.referents) < 2:
            continue
        if not candidate.subject.referents or not candidate.object.referents:
            refuse("no antecedent, or more than one")
            continue
        if any(
            m.kind == "nominal" and m.count is None and m.head.lower_ == "others"
            for m in (candidate.subject, candidate.object)
        ):
            refuse("others, nobody in particular")
            continue
        fact = told(candidate, lexicon)
        factuality = fact.factuality
        anyone = any(m.doc[m.start].lower_ == "any" for m in (candidate.subject, candidate.object))
        if anyone and factuality is not Factuality.DENIED:
            refuse("anyone at all")  # but "did not attack any hospital" denies something
            continue
        if candidate.relation == "memberOf" and factuality is Factuality.ASSERTED and is_infinitive(candidate.anchor):
            factuality = Factuality.PLANNED  # "going to join"
        if candidate.relation == "convictedOf" and fact.factuality is Factuality.PLANNED:
            refuse("a conviction only supposed")
            continue
        for s in candidate.subject.referents:
            for o in candidate.object.referents:
                if candidate.subject is candidate.object and s >= o:  # each with each, once
                    continue
                one, other = discourse.clusters[s], discourse.clusters[o]
                if s == o:
                    refuse("both ends are one referent")
                elif not lexicon.accepts(relation.subject | persons, ends(one, candidate.subject)):
                    refuse(f"subject is {one.classes[0]}, not {'/'.join(sorted(relation.subject))}")
                elif not lexicon.accepts(relation.object | persons, ends(other, candidate.object)):
                    refuse(f"object is {other.classes[0]}, not {'/'.join(sorted(relation.object))}")
                elif (
                    candidate.relation == "memberOf"
                    and one.kind == "Person"
                    and commands(candidate, words_of(other), lexicon)
                ):
                    refuse("holds an office in a formation or public body")
                elif candidate.rule in JOINING and of_a_kind(candidate.object):
                    refuse("groups of a kind, none in particular")
                elif candidate.relation in TOGETHER and any(c.any_bodies(*kinds) for c in (one, other)):
                    refuse("bodies of a kind, none in particular")
                elif candidate.relation == "arrestedIn" and own_home(candidate.object, lexicon):
                    refuse("arrested at home or at sea: no place is named")
                elif candidate.rule.startswith("harm") and "State" in pronouns_for(candidate, one, other):
                    refuse("persons are harmed, and a pronoun for states harms nobody")
                elif candidate.relation == "attacked" and attack_by_words(candidate, one, other, lexicon):
                    refuse("an office-holder's attack in words")
                elif candidate.rule == ITS_GROUP and other.kind != "Group":
                    refuse(f"member of {other.kind}, not Group")
                elif sent.end - sent.start > 150:
                    refuse("sentence of more than 150 words")
                else:
                    drafts.append(Draft(s, candidate.relation, o, factuality, candidate, fact.cues))
    return drafts, rejections


def drop_generic(drafts: list[Draft], discourse: Discourse) -> tuple[list[Draft], list[Rejection]]:
    """Refuse what is said of people at large ("American citizens"): described, uncounted, and in no other relation."""
    relations: dict[int, set[str]] = {}
    for d in drafts:
        relations.setdefault(d.subject, set()).add(d.relation)
        relations.setdefault(d.object, set()).add(d.relation)
    kept: list[Draft] = []
    refused: list[Rejection] = []
    for d in drafts:
        cluster = discourse.clusters[d.subject]
        first = cluster.first
        counted = first.count is not None or any(t.dep_.startswith("acl") for t in first.head.children)
        if d.candidate.rule in {"agent-noun-of-offence", "offence-before-suspect"}:
            counted = False
        if cluster.described and not counted and relations[d.subject] <= GENERIC and (d.relation in GENERIC):
            sent = d.candidate.anchor.sent
            refused.append(
                Rejection(
                    d.relation,
                    d.candidate.subject.text,
                    d.candidate.object.text,
                    "people at large",
                    sent.start_char,
                    sent.end_char,
                )
            )
        else:
            kept.append(d)
    return kept, refused


def pronouns_for(candidate: Candidate, one: Cluster, other: Cluster) -> set[str]:
    """Return what the pronouns at the ends stand for ("They were kidnapped": persons from two states, not these)."""
    ends = ((candidate.subject, one), (candidate.object, other))
    return {cluster.classes[0] for mention, cluster in ends if mention.kind in {"pronoun", "collective"}}


def attack_by_words(candidate: Candidate, one: Cluster, other: Cluster, lexicon: Lexicon) -> bool:
    """Whether an office-holder who commands no troops attacks with a verb that is one of speech too.

    What such a verb means of them, the text seldom shows: "Minister NAME attacked the networks". A place is attacked by
    no words.
    """
    names = lexicon.names
    return (
        "Official" in (*one.classes, *candidate.subject.classes)
        and candidate.anchor.lemma_.lower() in names["attacks_by_words"]
        and other.kind != "Place"
        and (candidate.subject.lemma or "").lower() not in names["commanding_titles"]
    )


def ends(cluster: Cluster, mention: Found) -> tuple[str, ...]:
    """Return the classes that may stand at the end of an edge: the cluster's and the mention's own."""
    if mention.kind == "pronoun":
        return cluster.classes
    return (*cluster.classes, *mention.classes)


def own_home(place: Found, lexicon: Lexicon) -> bool:
    """Whether a place is but somebody's home, or no place at all ("arrested at his home", "at sea")."""
    if place.kind == "nominal" and place.text.lower() in lexicon.crime.words["nowhere"]:
        return True
    owned = any(child.dep_ in {"nmod:poss", "poss"} for child in place.head.children)
    return place.kind == "nominal" and owned and place.lemma in lexicon.crime.words["homes"]


def words_of(cluster: Cluster) -> frozenset[str]:
    """Return the words, in lower case, of the names that a text and the gazetteer give a referent."""
    names = [m.text for m in cluster.mentions if m.kind == "name"]
    names += [m.entry.label for m in cluster.mentions if m.entry is not None]
    return frozenset(word for name in names for word in name.lower().split())
