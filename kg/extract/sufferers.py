"""Who suffers a deed that a noun names: "killed in an attack by X", "face shelling by X", "came under fire from X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import event_words
from kg.extract.slots import spread
from kg.language.syntax import base, first_conjunct, is_passive, objects, passive_participant, preposition, subjects


def sufferers(deed: Token) -> Iterator[Token]:
    """Yield the nouns that the verb over a deed tells to have been hurt in it, or to be under it."""
    noun = first_conjunct(deed)
    verb, relation = noun.head, base(noun)
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    lemma, marker = verb.lemma_.lower(), preposition(noun)
    tops: list[Token] = []
    if relation == "obj" and lemma in event_words("enduring"):
        tops = subjects(verb)
    elif relation == "nsubj" and lemma in event_words("hurting") and not is_passive(verb):
        tops = objects(verb)
    elif relation in {"obl", "nmod"} and marker in {"in", "during", "by", "from"} and lemma in event_words("hurting"):
        tops = passive_participant(verb) if is_passive(verb) else objects(verb) or subjects(verb)
        if not is_passive(verb) and lemma not in event_words("dying") and not objects(verb):
            tops = []
    elif relation in {"obl", "nmod"} and marker in {"under", "to"} and lemma in event_words("exposing"):
        tops = passive_participant(verb) if is_passive(verb) else subjects(verb)
    for top in tops:
        yield from spread(top)
