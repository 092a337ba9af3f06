"""Names by the recogniser, corrected: titles cut off, bodies told from persons, persons found by their title."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.bodies import is_agency, starts_with_agency, titled
from kg.extract.capitals import POSSESSIVE, capitalised
from kg.extract.found import Found
from kg.extract.lexicon import Lexicon, name_words
from kg.extract.lookup import before_region
from kg.extract.personal import inner_title, office_words, person_name, plain_noun
from kg.extract.titles import cut_at_office, office_tokens
from kg.extract.unmarked import known_form


def recognised(doc: Doc, lexicon: Lexicon) -> Iterator[Found]:
    """Yield what the recogniser found, with titles cut off and organisations told apart by their head word."""
    titles, fields = office_tokens(doc, lexicon)
    for ent in doc.ents:
        start, end = trimmed(doc, ent.start, ent.end)
        if start >= end or any(token.is_space for token in doc[start:end]):
            continue
        if ent.label_ == "ORG":
            end = cut_at_office(doc, start, end, lexicon)
        inside = set(range(start, end))
        if inside <= titles or (inside <= fields | titles and not is_agency(words(doc, start, end), lexicon)):
            continue
        if ent.label_ == "PERSON":
            yield from person_name(doc, start, end, lexicon)
            continue
        if any(before_region(doc, i, lexicon) for i in range(start + 1, end)):
            yield from pieces(doc, start, end, lexicon)
            continue
        if end - start < 4 and doc[end - 1].lower_.rpartition("-")[2] in lexicon.names["after_hyphens"]:
            continue
        end = cut_at_place(doc, start, cut_at_and(doc, start, end, lexicon), lexicon)
        if (
            two_names(doc, start, end, lexicon)
            or titled(doc, start, end, lexicon)
            or government(doc, start, end, lexicon)
        ):
            continue
        if end - start == 1 and doc[start].text in lexicon.names["agency_heads"] - name_words("bodies_alone"):
            continue
        if ent.label_ in {"ORG", "LOC", "GPE"} and (inner := inner_title(doc, start, end, lexicon)):
            if office_words(doc, inner, end, lexicon) or (end - inner == 1 and plain_noun(doc, inner)):
                continue
            yield Found(doc, inner, end, ("Person",), "name")
        elif ent.label_ in {"ORG", "EVENT", "FAC"}:
            cls = organisation_class(doc, start, end, lexicon)
            if cls and doc[start:end].text not in lexicon.names["media"]:
                yield Found(doc, start, end, (cls,), "name")
        elif (
            ent.label_ in {"LOC", "GPE"}
            and capitalised(doc[start])
            and doc[end - 1].text not in lexicon.names["statutes"]
        ):
            yield Found(doc, start, end, ("Place",), "name")


def pieces(doc: Doc, start: int, end: int, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the places in a name with a region behind a comma: "Woodbridge, Virginia", "Medford, Ohio, Police".

    What follows the region is left to the grammar of bodies.
    """
    opening = start
    for i in range(start + 1, end):
        if doc[i].text != ",":
            continue
        if opening < i and capitalised(doc[opening]) and before_region(doc, i, lexicon):
            yield Found(doc, opening, i, ("Place",), "name")
        opening = i + 1
    if opening < end and capitalised(doc[opening]) and not is_agency(words(doc, opening, end), lexicon):
        yield Found(doc, opening, end, ("Place",), "name")


def words(doc: Doc, start: int, end: int) -> list[str]:
    """Return the texts of tokens ``start`` to ``end``."""
    return [token.text for token in doc[start:end]]


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return a recognised name's token indices without what cannot open or end a name."""
    code = end - start > 1 and doc[end - 1].text.isdigit() and len(doc[end - 1]) == 5  # "Detroit, MI 48228"
    end -= code and doc[start].ent_type_ in {"LOC", "GPE"}
    while end > start and dangling(doc[end - 1]):
        end -= 1
    while start < end and (doc[start].is_punct or doc[start].lower_ in {"the", "a", "an"} or doc[start].is_space):
        start += 1
    return start, end


def dangling(token: Token) -> bool:
    """Whether a token cannot end a name: punctuation, a possessive mark, a function word."""
    if token.text in POSSESSIVE or token.lower_ in {
        "of",
        "and",
        "for",
        "the",
        "in",
        "on",
        "at",
        "to",
        "with",
        "by",
        "from",
        "or",
        "a",
        "an",
        "who",
        "was",
    }:
        return True
    return token.is_punct and not token.text.endswith(".")


def cut_at_and(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a body's name where the recogniser ran on over "and" ("Dayton Office and Robert Green")."""
    heads = lexicon.names["agency_heads"]
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "and" and doc[i - 1].text in heads and not any(t.text in heads for t in doc[i + 1 : end]):
            return i
    return end


def cut_at_place(doc: Doc, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the end of a body's name before the known place that it is in ("Police College in Tampere")."""
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "in" and any(
            sense.entry.cls in {"State", "Territory", "Place"} and sense.kind != "adjective"
            for sense in lexicon.gazetteer.senses.get(doc[i + 1 : end].text, ())
        ):
            return i
    return end


def two_names(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an entity joins two names by "and" or a possessive ("Serbia and Hungary"), one of them known."""
    senses = lexicon.gazetteer.senses
    for i in range(start + 1, end - 1):
        if doc[i].lower_ in {"and", "'s", "’s"} and (doc[start:i].text in senses or doc[i + 1 : end].text in senses):
            return True
        if doc[i].lower_ == "and" and doc[i + 1].text not in senses and known_form(doc[i + 1].text, lexicon):
            return True
    return False


def government(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a recognised name only says of which state it is the government ("Government of Peru")."""
    i = start + 2 + (start + 2 < end and doc[start + 2].lower_ == "the")
    if doc[start].lower_ not in lexicon.names["governments"] or doc[start + 1 : start + 2].text.lower() != "of":
        return False
    return any(sense.entry.cls == "State" for sense in lexicon.gazetteer.senses.get(doc[i:end].text, ()))


def organisation_class(doc: Doc, start: int, end: int, lexicon: Lexicon) -> str | None:
    """Tell what a recognised organisation is by the last capitalised word of its name."""
    forms, names = words(doc, start, end), lexicon.names
    if forms[-1] in names["not_bodies"]:
        return None
    if forms[-1] in names["place_heads"] or ("District" in forms and not is_agency(forms, lexicon)):
        return "Place"
    if end - start > 1 and starts_with_agency(forms, lexicon):
        return "Agency"
    if forms[0] in names["operation_words"]:
        return "Operation"
    if forms[-1].lower() in names["operation_tails"] and not any(form in names["agency_heads"] for form in forms[:-1]):
        return "Operation"
    if any(word in names["agreement_heads"] for word in forms):
        return "Agreement"
    if forms[-1] in names["organisation_heads"]:
        return "Organisation"
    if len(forms) > 2 and forms[-1] in names["governing_heads"]:
        return "Agency"
    if is_agency(forms, lexicon):
        return "Agency"
    if forms[-1] in names["group_heads"]:
        return "Group"
    if end - start > 1 and opens_international(doc, start, end, lexicon):
        return "InternationalOrganisation"
    if len(forms) == 1 and not forms[0].isupper() and forms[0].lower() in {"the", "state", "justice"}:
        return None
    return "Organisation"


def opens_international(doc: Doc, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an international organisation's name opens a longer one ("African Union Commission")."""
    return any(
        sense.entry.cls == "InternationalOrganisation"
        for stop in range(start + 1, end)
        for sense in lexicon.gazetteer.senses.get(doc[start:stop].text, ())
    )
