"""How salient a referent is where a pronoun stands: distance, subjects, mentions so far, and the roles both play."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.clusters import Cluster
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base

ONE_PERSON = frozenset(["he", "she", "him", "her", "his"])
POSSESSIVE = frozenset(["his", "her", "its", "their"])
SUBJECT = frozenset(["nsubj", "nsubj:pass"])
# salience by distance in sentences, and what a subject, a suspect in a suspect's role … adds
DISTANCE = (100, 78, 50, 30)


def score(cluster: Cluster, mention: Found, starts: list[int], lexicon: Lexicon) -> int:
    """Return how salient a cluster is: by nearness, subjecthood, frequency, and fit of their roles; 0 bars it."""
    before = cluster.before(mention.start)
    if not before:
        return 0
    place = sentence(mention.start, starts)
    latest = before[-1]
    distance = place - sentence(latest.start, starts)
    if distance >= len(DISTANCE) or barred(cluster, mention, before):
        return 0
    best = DISTANCE[distance]
    near = [m for m in before if m.start >= starts[place - distance]]
    if any(base(m.head) in SUBJECT for m in near):
        best += 22
    best += min(len(before), 4) * 3
    if any(m.kind == "name" for m in before):
        best += 4
    if mention.lemma in ONE_PERSON:
        best += affinity(cluster, mention, lexicon)
    if mention.lemma in POSSESSIVE and distance == 0:
        clause = clause_of(mention.head)
        if any(base(m.head) in SUBJECT and m.head.head == clause for m in near):
            best += 25
    return best


def affinity(cluster: Cluster, mention: Found, lexicon: Lexicon) -> int:
    """Return what the roles add: who is arrested or charged is a suspect, who speaks is rather an official."""
    suspect = bool(cluster.roles["suspect"]) or cluster.classes[0] == "Suspect"
    official = cluster.classes[0] == "Official" or bool(cluster.roles["official"])
    if mention.suspect:
        return (35 if suspect else 0) - (45 if official and not suspect else 0)
    verb = mention.head.head
    if base(mention.head) == "nsubj" and verb.lemma_.lower() in lexicon.reference["speaking"]:
        return (25 if official else 0) - (15 if suspect else 0)
    return 0


def barred(cluster: Cluster, mention: Found, before: list[Found]) -> bool:
    """Whether syntax keeps pronoun and cluster apart: arguments of one verb, or a pronoun inside the mention itself."""
    token = mention.head
    last = before[-1]
    if last.start <= token.i < last.end or last.head == token.head:
        return (last.head == token.head and mention.lemma not in POSSESSIVE) or last.start <= token.i < last.end
    if any(m.head == token.head for m in cluster.mentions):  # "his brother" is not the brother's
        return True
    if mention.lemma in POSSESSIVE:
        return False
    return any(m.head.head == token.head and m.head.sent == token.sent for m in before)


def clause_of(token: Token) -> Token:
    """Return the verb that governs a token."""
    return next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), token.head)


def sentence(position: int, starts: list[int]) -> int:
    """Return the number of the sentence that a token index lies in."""
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        if starts[middle] <= position:
            low = middle
        else:
            high = middle
    return low
