"""Offences told by acts: verbs and their nouns that tell of an offence with what they act on ("smuggling cocaine")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.crime import Act
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon
from kg.gazetteer import Entry
from kg.language.syntax import children, conjuncts, objects, passive_participant, phrases, preposition


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
    return first_told(verb, lexicon.crime.acts[verb.lemma_.lower()], acted, lexicon)


def deed(noun: Token, lexicon: Lexicon) -> Entry | None:
    """Return the offence that the noun of an act tells of ("the filing of false returns", "heroin possession")."""
    acted = [one for child in children(noun, "nmod") if preposition(child) == "of" for one in conjuncts(child)]
    acted += children(noun, "compound")
    return first_told(noun, lexicon.crime.deeds.get(noun.lemma_.lower(), ()), acted, lexicon)


def first_told(word: Token, acts: tuple[Act, ...], acted: list[Token], lexicon: Lexicon) -> Entry | None:
    """Return the offence of the first act whose conditions on objects, words beside and motives are met."""
    for act in acts:
        if act.objects and not any(is_of(noun, act.objects, lexicon) for noun in acted):
            continue
        if act.beside and not any(t.lower_ in act.beside or t.lemma_.lower() in act.beside for t in word.subtree):
            continue
        if act.motives and not act.motives & motives_behind(word):
            continue
        return act.offence
    return None


def motives_behind(word: Token) -> frozenset[str]:
    """Return the words that follow "because of" or "on account of" behind a word in its sentence, six at most."""
    doc, end = word.doc, word.sent.end
    for i in range(word.i + 1, min(word.i + 40, end) - 1):
        if (doc[i].lower_, doc[i + 1].lower_) in {("because", "of"), ("account", "of"), ("based", "on")}:
            return frozenset(t.lemma_.lower() for t in doc[i + 2 : min(i + 10, end)])
    return frozenset()


def acted_on(verb: Token) -> list[Token]:
    """Return what a verb acts on: its objects by voice, and the nouns of "deal in", "traffic in", "break into".

    A place is where it acts, and so is what parses coordinate with it ("hiding in Morocco, fraud and laundering").
    """
    found = [*objects(verb), *passive_participant(verb)] if verb.tag_ != "VBG" else objects(verb)
    within = [noun for marker, noun in phrases(verb) if marker in {"in", "into", "out", "up"}]
    return found + [noun for noun in within if noun.ent_type_ != "LOC"]


def is_of(noun: Token, wanted: frozenset[str], lexicon: Lexicon, depth: int = 0) -> bool:
    """Whether a noun, what it measures, or a noun modifying it is one of the things ("tonnes of", "heroin loads")."""
    if noun.lemma_.lower() in wanted or noun.lower_ in wanted:
        return True
    if depth > 3:
        return False
    measured = [child for child in children(noun, "nmod") if preposition(child) == "of"]
    modifiers = children(noun, "compound", "amod") if noun.lemma_.lower() in lexicon.nouns["measures"] else ()
    return any(is_of(one, wanted, lexicon, depth + 1) for top in (*measured, *modifiers) for one in conjuncts(top))
