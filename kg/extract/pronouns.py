"""Which referent a pronoun stands for: the most salient one of fitting class, number and role; none when in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.clusters import Cluster
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon
from kg.extract.salience import DISTANCE, ONE_PERSON, POSSESSIVE, SUBJECT, clause_of, score, sentence
from kg.language.syntax import base, preposition

ONE_THING = frozenset(["it", "its"])
SEVERAL = frozenset(["they", "them", "their"])
OWNERS = frozenset(["its"])
THINGS = frozenset(["State", "Agency", "InternationalOrganisation", "Organisation", "Group"])
FIRST_PERSON = frozenset(["i", "we", "our", "us", "my", "me", "im", "i'm", "we're"])
MARGIN = 12


def referents_of(
    mention: Found, clusters: list[Cluster], pairs: Iterable[list[Cluster]], starts: list[int], lexicon: Lexicon
) -> list[Cluster]:
    """Return the clusters that a pronoun stands for: one, several for a plural, or none.

    ``pairs`` are the coordinated referents read before it, ``starts`` the first tokens of the sentences.
    """
    word = mention.lemma
    if word in ONE_THING and empty(mention.head, lexicon):
        return []
    quoted = in_quotes(mention)
    barred_subjects = speakers(mention, lexicon) if quoted else frozenset()
    owner = word in OWNERS and mention.head.head.lemma_.lower() in lexicon.nouns["owned_by_states"]
    scored: list[tuple[int, int, list[Cluster]]] = []
    place = sentence(mention.start, starts)
    horizon = starts[max(0, place - len(DISTANCE) + 1)]
    for cluster in clusters:
        last = cluster.latest(mention.start)
        if last is None or last.start < horizon:
            continue
        if quoted and any(m.start in barred_subjects for m in cluster.mentions):
            continue
        if (
            word not in ONE_PERSON
            and last.start < starts[place]
            and (quoted or (base(last.head) not in SUBJECT and cluster.kind != "Group"))
        ):
            continue
        if fits(cluster, mention) and (not owner or cluster.kind == "State"):
            salience = score(cluster, mention, starts, lexicon)
            if salience > 0:
                scored.append((salience, cluster.index, [cluster]))
    if word in SEVERAL:
        for pair in pairs:
            saliences = [score(c, mention, starts, lexicon) for c in pair]
            if min(saliences) > 0:
                scored.append((min(saliences) + 5, pair[0].index, pair))
    scored.sort(key=lambda row: (-row[0], row[1]))
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
        return []
    chosen = scored[0][2]
    if word in ONE_THING and intervening(chosen[0], mention, [row[2][0] for row in scored[1:]], starts[place]):
        return []
    return chosen


def intervening(chosen: Cluster, mention: Found, others: list[Cluster], start: int) -> bool:
    """Whether another fitting referent stands between an "it" and what it would stand for, in one sentence."""
    near = chosen.latest(mention.start)
    nearer = [c.latest(mention.start) for c in others]
    return near is not None and any(m is not None and m.start > max(near.start, start - 1) for m in nearer)


def in_quotes(mention: Found) -> bool:
    """Whether a pronoun stands in direct speech: inside quotation marks, or with a first person in its sentence."""
    sent = mention.head.sent
    marks = [t.text for t in mention.doc[max(0, sent.start - 120) : mention.start] if t.text in {'"', "“", "”"}]
    curly = [m for m in marks if m != '"']
    if curly:
        return curly[-1] == "“"
    opened = [t.text for t in mention.doc[sent.start : mention.start] if t.text == '"']
    behind = [t.text for t in mention.doc[mention.end : sent.end] if t.text == '"']
    if len(opened) % 2 == 1 or (len(behind) % 2 == 1 and not opened):
        return True
    return any(t.lower_ in FIRST_PERSON for t in sent)


def speakers(mention: Found, lexicon: Lexicon) -> frozenset[int]:
    """Return where the subjects of the verbs of speech in this and the neighbouring sentences stand."""
    sent = mention.head.sent
    doc = mention.doc
    found: set[int] = set()
    for token in doc[max(0, sent.start - 60) : min(len(doc), sent.end + 40)]:
        if token.pos_ == "VERB" and token.lemma_.lower() in lexicon.cues["saying"]:
            for child in token.children:
                if base(child) == "nsubj":
                    found.update(range(child.left_edge.i, child.i + 1))
    return frozenset(found)


def of_subject(mention: Found, heads: dict[int, Found]) -> list[int]:
    """Return the referents of the subject that "their" stands for, where that is several ("both states … their")."""
    if mention.lemma != "their":
        return []
    for verb in mention.head.ancestors:
        if tops := [child for child in verb.children if base(child) in SUBJECT]:
            several = heads.get(tops[0].i)
            collective = several is not None and several.kind == "collective" and tops[0].i < mention.start
            return several.referents if several is not None and collective else []
    return []


def cataphoric(mention: Found) -> Token | None:
    """Return the subject that a possessive in a phrase before it points forward to ("In his address, NAME said")."""
    if mention.lemma not in POSSESSIVE or mention.lemma == "their":
        return None
    sent = mention.head.sent
    if any(base(t) in SUBJECT for t in mention.doc[sent.start : mention.start]):
        return None
    verb = clause_of(mention.head)
    for child in verb.children:
        if base(child) in SUBJECT and child.i > mention.end and child not in mention.head.ancestors:
            return child
    return None


def fits(cluster: Cluster, mention: Found) -> bool:
    """Whether class, number and gender allow a pronoun to stand for the cluster."""
    word = mention.lemma
    if cluster.first.doc[cluster.first.start].lower_ in {"no", "nobody", "none", "any"}:
        return False
    if word in ONE_PERSON:
        if cluster.kind != "Person" or not cluster.singular:
            return False
        return cluster.gender in {None, "f" if word in {"she", "her"} else "m"}
    if word in ONE_THING:
        return cluster.kind in THINGS and (cluster.singular or cluster.first.kind == "name")
    if cluster.kind in {"Person", "Group"}:
        return not cluster.singular
    # "police … they", "the authorities … their"
    if word == "them":
        return False
    last = cluster.latest(mention.start)
    bodies = {"police", "authority", "prosecutor", "officer", "official", "force", "troop"}
    if last is None:
        return False
    body = last.head
    if base(body) == "nmod" and preposition(body) == "in" and base(body.head) in SUBJECT:
        body = body.head  # "authorities in Peru … they"; but "US troops in Peru"
        if any(base(c) in {"amod", "compound"} and c.text[:1].isupper() for c in body.children):
            return False
    return body.lemma_.lower() in bodies


def empty(token: Token, lexicon: Lexicon) -> bool:
    """Whether an "it" stands for nothing, or for a thing or deed ("it is clear that", "it was the third arrest")."""
    if token.lower_ != "it":
        return False
    if base(token) not in SUBJECT:  # an object or an expletive: too seldom a body or state
        return True
    head = token.head
    if head.pos_ in {"NOUN", "PROPN"} and any(base(c) == "cop" for c in head.children):
        return True
    if head.lemma_.lower() in lexicon.reference["empty"]:
        return True
    return head.pos_ == "ADJ" and any(base(c) in {"csubj", "ccomp", "xcomp", "advcl"} for c in head.children)
