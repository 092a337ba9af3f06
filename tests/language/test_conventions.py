"""One convention for the names of every source."""

from __future__ import annotations

import pytest

from kg.language.training.conventions import split_at_commas, with_known_types, without_offices, without_titles


def labels_of(marked: str) -> tuple[list[str], list[str]]:
    """Read ``word/LABEL`` pairs; a word without label is outside."""
    pairs = [item.rsplit("/", 1) if "/" in item else [item, "O"] for item in marked.split()]
    return [form for form, _ in pairs], [label for _, label in pairs]


def shown(forms: list[str], labels: list[str]) -> str:
    return " ".join(form if label == "O" else f"{form}/{label}" for form, label in zip(forms, labels, strict=True))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Prime/B-PERSON Minister/I-PERSON Anna/I-PERSON Dahl/I-PERSON", "Prime Minister Anna/B-PERSON Dahl/I-PERSON"),
        ("Gen/B-PERSON ./I-PERSON Piotr/I-PERSON Wolski/I-PERSON left", "Gen . Piotr/B-PERSON Wolski/I-PERSON left"),
        ("Secretary/B-PERSON of/I-PERSON State/I-PERSON Olsen/I-PERSON", "Secretary of State Olsen/B-PERSON"),
        ("President/B-PERSON spoke", "President/B-PERSON spoke"),
        ("Anna/B-PERSON King/I-PERSON", "Anna/B-PERSON King/I-PERSON"),
        ("President/B-ORG Hotel/I-ORG", "President/B-ORG Hotel/I-ORG"),
    ],
)
def test_titles_come_off_persons(before: str, after: str) -> None:
    forms, labels = labels_of(before)
    assert shown(forms, without_titles(forms, labels)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Cibolo/B-LOC ,/I-LOC Texas/I-LOC", "Cibolo/B-LOC , Texas/B-LOC"),
        ("Ruiz/B-PERSON and/I-PERSON Ana/I-PERSON Ortiz/I-PERSON", "Ruiz/B-PERSON and Ana/B-PERSON Ortiz/I-PERSON"),
        ("Trade/B-ORG and/I-ORG Industry/I-ORG", "Trade/B-ORG and/I-ORG Industry/I-ORG"),
        ("Oslo/B-LOC ,/I-LOC", "Oslo/B-LOC ,"),
    ],
)
def test_places_and_persons_split_at_commas(before: str, after: str) -> None:
    forms, labels = labels_of(before)
    assert shown(forms, split_at_commas(forms, labels)) == after


def test_an_office_is_no_name_of_a_person() -> None:
    forms, labels = labels_of("President/B-PERSON of/I-PERSON Syria/I-PERSON met Ruiz/B-PERSON")
    assert without_offices(forms, labels, "?") == ["?", "?", "?", "O", "B-PERSON"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Norway/B-ORG agreed", "Norway/B-LOC agreed"),
        ("African/B-LOC Union/I-LOC troops", "African/B-ORG Union/I-ORG troops"),
        ("Nordmarine/B-ORG", "Nordmarine/B-ORG"),
        ("Norway/B-PERSON", "Norway/B-PERSON"),
    ],
)
def test_states_are_places_and_known_organisations_bodies(before: str, after: str) -> None:
    forms, labels = labels_of(before)
    assert shown(forms, with_known_types(forms, labels)) == after
