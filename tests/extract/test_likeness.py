"""When two surface forms can name one thing."""

from __future__ import annotations

import pytest

from kg.extract.likeness import compatible, ends_alike, fold, name_words, same_person


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Marta Nowak", "Nowak", True),
        ("Marta Nowak", "Marta", True),
        ("Marta Nowak", "M. Nowak", True),
        ("Marta Nowak", "Jan Nowak", False),
        ("Marta Nowak Jr.", "Marta Nowak", True),
        ("Abdul Rahman Saleh", "Rahman Saleh", False),
        ("Marta Nowak", "Rui Costa", False),
    ],
)
def test_a_shorter_name_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(name_words(one), name_words(other)) is same


def test_folding_leaves_out_articles_dots_and_possessives() -> None:
    assert fold("The U.S. Coast Guard’s") == "us coast guard"


def test_bodies_are_alike_by_their_last_words() -> None:
    assert ends_alike(["royal", "danish", "police"], ["danish", "police"])
    assert not ends_alike(["danish", "police"], ["police"])


def test_persons_and_bodies_are_not_compatible() -> None:
    assert compatible("Suspect", "Official")
    assert compatible("Agency", "Group")
    assert not compatible("Person", "Agency")
