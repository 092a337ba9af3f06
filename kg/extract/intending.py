"""memberOf that is only meant: "his intent to join the group", "left with the aim of joining the cartel"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.found import Covering, spread
from kg.extract.lexicon import Lexicon
from kg.language.syntax import base, children, objects, subjects
from kg.model import Factuality


def intended(doc: Doc, covering: Covering, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield planned memberOf for who is said to have the intent, plan or wish to join a group."""
    nouns = lexicon.cues["planned_nouns"] | lexicon.events["intents"]
    for verb in doc:
        if verb.lemma_.lower() not in lexicon.events["joining"] or base(verb) not in {"acl", "advcl", "nmod", "pcomp"}:
            continue
        noun = verb.head
        if noun.pos_ != "NOUN" or noun.lemma_.lower() not in nouns:
            continue
        for top in meaning(noun):
            who = covering.at(top)
            if who is None or not (who.kind == "pronoun" or {"Person", "Suspect"} & set(who.classes)):
                continue
            for group in (g for o in objects(verb) for g in spread(o, covering)):
                if group.classes[0] == "Group":
                    yield Candidate(who, "memberOf", group, "intends-to-join", verb, Factuality.PLANNED, weight=0.8)


def meaning(noun: Token) -> list[Token]:
    """Return whose intent a noun tells: its possessor's, else that of the subject of the verb that it depends on."""
    owners = list(children(noun, "nmod:poss"))
    if owners:
        return owners
    above = noun.head
    for _ in range(3):
        if above.pos_ == "VERB":
            return subjects(above)
        above = above.head
    return []
