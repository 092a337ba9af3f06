"""One convention for the names of every source: persons without titles, states as places, organisations as such."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.gazetteer_tables import load_gazetteer

PERSON = "PERSON"
SEPARATORS = (",", "and", "or", "(", "/")
FUNCTION_WORDS = ("of", "for", "to", "the", "in", "and")


@cache
def titles() -> frozenset[str]:
    """Return the words of ``titles.txt``, lower-case."""
    lines = Path(__file__).with_name("titles.txt").read_text(encoding="utf8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def without_titles(forms: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return BIO labels in which no PERSON begins with words of titles; a name of titles alone stays as it is."""
    result = list(labels)
    for start, label in enumerate(labels):
        if label != f"B-{PERSON}":
            continue
        end = start + 1
        while end < len(labels) and labels[end] == f"I-{PERSON}":
            end += 1
        first = start
        while first < end and _in_title(forms, first, start):
            first += 1
        if start < first < end:
            result[start:first] = ["O"] * (first - start)
            result[first] = f"B-{PERSON}"
    return result


def _in_title(forms: Sequence[str], at: int, start: int) -> bool:
    """Tell whether a word goes on a title that began at ``start``: "Gen .", "Secretary of State"."""
    word = forms[at].lower()
    if word == "of" and start < at < len(forms) - 1:
        return forms[at + 1].lower() in titles()
    return word in titles() or (word == "." and at > start)


def without_offices(forms: Sequence[str], labels: Sequence[str], unknown: str) -> list[str]:
    """Return BIO labels in which a PERSON that holds a function word, as an office does, is ``unknown``."""
    result = list(labels)
    for start, label in enumerate(labels):
        if label != f"B-{PERSON}":
            continue
        end = start + 1
        while end < len(labels) and labels[end] == f"I-{PERSON}":
            end += 1
        if any(form in FUNCTION_WORDS for form in forms[start:end]):
            result[start:end] = [unknown] * (end - start)
    return result


def split_at_commas(forms: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return BIO labels in which a place or person with a comma or "and" inside is several: "Cibolo , Texas"."""
    result = list(labels)
    for i, (form, label) in enumerate(zip(forms, labels, strict=True)):
        if label in ("I-LOC", "I-PERSON") and form in SEPARATORS:
            result[i] = "O"
            if i + 1 < len(labels) and labels[i + 1] == label:
                result[i + 1] = f"B-{label[2:]}"
    return result


@cache
def known_types() -> dict[str, str]:
    """Return LOC for the names of states and ORG for those of international organisations and groups.

    Names that the gazetteer calls ambiguous are left out.
    """
    gazetteer = load_gazetteer()
    types = {}
    for form, senses in gazetteer.senses.items():
        if form in gazetteer.ambiguous or senses[0].kind not in ("name", "seat"):
            continue
        kinds = {sense.entry.cls for sense in senses}
        if senses[0].entry.cls == "State":
            types[form] = "LOC"
        elif kinds <= {"InternationalOrganisation", "Group"}:
            types[form] = "ORG"
    return types


def with_known_types(forms: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return BIO labels in which a place or body that is exactly a name of ``known_types`` has that type."""
    result = list(labels)
    for start, label in enumerate(labels):
        if label not in ("B-LOC", "B-ORG"):
            continue
        end = start + 1
        while end < len(labels) and labels[end] == f"I-{label[2:]}":
            end += 1
        known = known_types().get(" ".join(forms[start:end]))
        if known and known != label[2:]:
            result[start:end] = [f"B-{known}"] + [f"I-{known}"] * (end - start - 1)
    return result
