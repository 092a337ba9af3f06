"""One name, one kind: what an article says of a name at one place types it wherever the name stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.capitals import capitalised
from kg.extract.found import Found
from kg.extract.lexicon import SUPER, Lexicon
from kg.extract.lookup import before_region
from kg.extract.titles import title_ending

DEFINED = ("Suspect", "Official", "Person", "Group", "Agency", "Organisation")
OPEN = frozenset(["Person", "Organisation", "Place", "Group"])


def settle(doc: Doc, names: list[Found], lexicon: Lexicon) -> None:
    """Give the names of an article that no table or grammar typed the kind that the article shows elsewhere.

    In order: what an apposition calls it ("the Asayish, the security service of …"), a person's title, age or role at
    the name, the surname of a person named in full, and otherwise the kind that most of its mentions have.
    """
    loose = [m for m in names if m.kind == "name" and m.entry is None and m.classes[0] in OPEN]
    forms: dict[str, list[Found]] = {}
    for mention in loose:
        forms.setdefault(mention.text, []).append(mention)
    for mentions in forms.values():
        shown = next(
            (cls for m in mentions if (cls := defined(doc, m, lexicon) or shown_person(doc, m, lexicon))), None
        )
        if shown is None and any(in_region(doc, m, lexicon) for m in mentions):
            shown = "Place"
        if shown is None and len({m.classes[0] for m in mentions}) > 1:
            shown = Counter(m.classes[0] for m in mentions).most_common(1)[0][0]
        if shown is not None:
            for mention in mentions:
                mention.classes = (shown,)
    parts = surnames_of(names)
    alone = {m.text for m in loose if m.classes[0] == "Person" and m.end - m.start == 1}
    for mention in loose:
        single = mention.end - mention.start == 1
        if (single and mention.text in parts) or (
            not single and mention.text.split()[-1] in alone and person_like(doc, mention, lexicon)
        ):
            mention.classes = ("Person",)


def defined(doc: Doc, mention: Found, lexicon: Lexicon) -> str | None:
    """Return the class that an apposition with an article gives a name: ", a drug cartel", ", the security service"."""
    i = mention.end
    if i + 2 >= len(doc) or doc[i].text not in {",", "–", "("} or doc[i + 1].lower_ not in {"a", "an", "the"}:
        return None
    end = i + 2
    while end < len(doc) and (
        doc[end].pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"} or doc[end].text in {"-", "'s", "’s"}
    ):
        end += 1
    head = doc[end - 1]
    if head.pos_ != "NOUN" or end == i + 2:
        return None
    lemma = head.lemma_.lower()
    found = next((cls for cls in DEFINED if lemma in lexicon.nouns[cls]), None)
    if found in {"Suspect", "Official", "Person"}:
        return "Person" if person_like(doc, mention, lexicon) else None
    if found is None and doc[end - 2 : end].text.lower() in lexicon.nouns["Agency"]:
        found = "Agency"
    weak = found == "Group" and not any(t.lower_ in lexicon.nouns["criminal_group_modifiers"] for t in doc[i + 2 : end])
    if weak and mention.classes[0] == "Organisation" and lemma not in lexicon.nouns["criminal_groups"]:
        return None
    return found


def in_region(doc: Doc, mention: Found, lexicon: Lexicon) -> bool:
    """Whether a state or region behind a comma shows a name to be a town's ("of Salado, Ark.").

    Of a person's or body's name of several words only where a preposition of place stands before it, and where none of
    its words is the head of a body's name.
    """
    if mention.end >= len(doc) or not before_region(doc, mention.end, lexicon):
        return False
    if not person_like(doc, mention, lexicon):
        return mention.classes[0] == "Place"
    return mention.start > 0 and (
        doc[mention.start - 1].lower_ in lexicon.names["town_openings"]
        or (mention.end - mention.start == 1 and doc[mention.start - 1].text == ";")
    )


def shown_person(doc: Doc, mention: Found, lexicon: Lexicon) -> str | None:
    """Return Person where a title, role or age stands at a name of several words, none of which heads a body's name."""
    if mention.end - mention.start < 2 or not person_like(doc, mention, lexicon):
        return None
    before = doc[mention.start - 1] if mention.start else None
    if before is not None and not before.is_punct:
        lemma = before.lemma_.lower()
        if title_ending(doc, mention.start, lexicon) is not None and before.text[:1].isupper():
            return "Person"
        if before.pos_ == "NOUN" and before.tag_ == "NN" and any(lemma in lexicon.nouns[cls] for cls in DEFINED[:3]):
            return "Person"
    behind = doc[mention.end : mention.end + 3]
    aged = len(behind) == 3 and behind[0].text == "," and behind[1].text.isdigit() and 9 < int(behind[1].text) < 100
    return "Person" if aged and behind[2].text in {",", "."} else None


def person_like(doc: Doc, mention: Found, lexicon: Lexicon) -> bool:
    """Whether a name's words could be a person's: all capitalised letters, none the head of another kind of name."""
    names = lexicon.names
    others = names["agency_heads"] | names["organisation_heads"] | names["place_heads"] | names["group_heads"]
    return all(
        (capitalised(t) or t.lower_ in {"de", "del", "bin", "al", "van", "von", "da", "dos", "-"})
        and t.text not in others
        and not (t.text.isupper() and len(t.text) > 2)
        for t in doc[mention.start : mention.end]
    )


def surnames_of(names: list[Found]) -> set[str]:
    """Return the last words of the persons named in full."""
    full = (m.text.split() for m in names if SUPER.get(m.classes[0], m.classes[0]) == "Person" and m.kind == "name")
    return {words[-1].rstrip(".") for words in full if len(words) > 1}


def surnames(doc: Doc, names: list[Found]) -> Iterator[Found]:
    """Yield the single words that are the last name of a person named in full elsewhere in the article."""
    covered = {i for m in names for i in range(m.start, m.end)}
    forms = {name for name in surnames_of(names) if len(name) > 3 and name[0].isupper()}
    for token in doc:
        plural = token.text.endswith("s") and token.text[:-1] in forms and token.pos_ == "PROPN"
        if token.i not in covered and (token.text in forms or plural):
            yield Found(doc, token.i, token.i + 1, ("Person",), "name")
