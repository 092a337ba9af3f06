"""Rewards: who offers one, for whose capture, and for what offence."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.candidates import Candidate
from kg.extract.charges import offences_under
from kg.extract.found import Covering, Found
from kg.extract.frames import PARTY
from kg.extract.lexicon import Lexicon
from kg.language.syntax import children, conjuncts, is_passive, objects, phrases, subjects

PEOPLE = frozenset(["Person", "Suspect", "Official"])


def rewarded(reward: Token, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield wantedBy for a reward that a body offers for information about, or leading to the capture of, someone."""
    verb = reward.head
    if verb.lemma_.lower() not in lexicon.crime.words["offering"]:
        return
    if is_passive(verb):
        givers = [t for marker, t in phrases(verb) if marker == "by"]
    else:
        givers = [t for top in subjects(verb) for t in conjuncts(top)]
    parties = [
        m for t in givers if (m := covering.at(t)) is not None and (m.classes[0] in PARTY or m.kind == "pronoun")
    ]
    for who in sought(reward, verb, covering, lexicon):
        yield from (Candidate(who, "wantedBy", party, "reward-offered", verb, None, weight=0.8) for party in parties)
        for offence in blamed_for(verb, who, covering, lexicon) if parties else ():
            yield Candidate(who, "suspectedOf", offence, "reward-for-offence", verb, None, weight=0.75)


def blamed_for(verb: Token, who: Found, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return the offences for which, behind the person sought, a reward is offered ("for taking part in")."""
    found: list[Found] = []
    for token in verb.subtree:
        if token.i >= who.end and token.sent == verb.sent:
            for marker, noun in phrases(token):
                if marker == "for" and noun.i > who.end:
                    found += [m for m in offences_under(noun, covering, lexicon) if m not in found]
    behind = {noun.i for marker, noun in phrases(verb) if marker == "for" and noun.i > who.end}
    for noun in (verb.doc[i] for i in sorted(behind)):
        found += [m for m in offences_under(noun, covering, lexicon) if m not in found]
    return found


def sought(reward: Token, verb: Token, covering: Covering, lexicon: Lexicon) -> list[Found]:
    """Return whom the words behind a reward name as who is to be caught."""
    words = lexicon.crime.words["capturing"]
    found: list[Found] = []
    for token in (t for top in (reward, verb) for t in top.subtree):
        if token.i < reward.i or token.sent != reward.sent:
            continue
        lemma = token.lemma_.lower()
        tops: list[Token] = []
        if lemma in words and token.pos_ == "NOUN":
            tops = [*children(token, "nmod:poss"), *(n for marker, n in phrases(token) if marker == "of")]
        elif lemma in words and token.pos_ == "VERB":
            tops = objects(token)
        elif lemma in {"information", "tip", "clue", "whereabouts", "location"}:
            tops = [
                *children(token, "nmod:poss"),
                *(n for m, n in phrases(token) if m in {"on", "about", "regarding", "of"}),
            ]
        for one in (t for top in tops for t in conjuncts(top)):
            who = covering.at(one)
            if who is not None and who not in found and (who.classes[0] in PEOPLE or who.kind == "pronoun"):
                found.append(who)
    return found
