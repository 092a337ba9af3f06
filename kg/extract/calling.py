"""Names given to groups: "a network that investigators call the NAME", "a gang known as the NAME"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.capitals import capitalised
from kg.extract.found import Covering, Found
from kg.extract.lexicon import Lexicon, name_words
from kg.language.syntax import children

REACH = 10
BOUNDS = frozenset([".", ";", ":", "!", "?"])
LINKS = frozenset(["of", "de", "del", "la", "los", "y", "al"])


def group_names(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the names that the text gives to groups, wherever in the article they stand again."""
    forms: set[tuple[str, ...]] = set()
    for token in doc:
        if names_a_group(token, lexicon) and (start := named_from(token, lexicon)) is not None:
            forms.add(tuple(t.text for t in doc[start : name_end(doc, start)]))
    for form in sorted(forms):
        for i in range(len(doc) - len(form) + 1):
            if doc[i].text == form[0] and tuple(t.text for t in doc[i : i + len(form)]) == form:
                yield Found(doc, i, i + len(form), ("Group",), "name")


def names_a_group(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is one for a criminal or armed group, with no modifier that makes it another ("TV network")."""
    if token.lemma_.lower() not in name_words("called_groups") or token.pos_ != "NOUN":
        return False
    modifiers = [c for c in children(token, "compound", "amod") if c.i < token.i and c.pos_ != "PROPN"]
    return all(c.lower_ in lexicon.nouns["criminal_group_modifiers"] | name_words("group_qualities") for c in modifiers)


def named_from(noun: Token, lexicon: Lexicon) -> int | None:
    """Return where the name begins that words of calling behind a noun give what it stands for."""
    doc, named_as = noun.doc, False
    for i in range(noun.i + 1, min(noun.i + REACH, noun.sent.end - 1)):
        word = doc[i].lower_
        if doc[i].text in BOUNDS or doc[i].is_space:
            return None
        named_as = named_as or word in name_words("naming_as")
        if word in name_words("calling") or (word == "as" and named_as):
            start = i + 1
            while start < len(doc) - 1 and doc[start].lower_ in {"the", "itself", "themselves", '"', "“"}:
                start += 1
            return start if capitalised(doc[start]) and doc[start].pos_ in {"PROPN", "NOUN", "ADJ"} else None
        if doc[i].pos_ == "VERB" and not named_as:
            return None
    return None


def name_end(doc: Doc, start: int) -> int:
    """Return the end of the run of capitalised words that opens at a token."""
    end = start + 1
    while end < len(doc) and (
        capitalised(doc[end]) or (doc[end].lower_ in LINKS and end + 1 < len(doc) and capitalised(doc[end + 1]))
    ):
        end += 1
    return end


def called(noun: Token, covering: Covering, lexicon: Lexicon) -> Found | None:
    """Return the name that the text gives the group that a noun stands for."""
    start = named_from(noun, lexicon) if names_a_group(noun, lexicon) else None
    name = covering.by_token[start] if start is not None else None
    return name if name is not None and name.kind == "name" and name.classes[0] == "Group" else None
