"""Names of operations and treaties by grammar."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.operations import operation_names
from tests.extract.plain import plain


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("police ran Operation Silver Heron in May", "Operation Silver Heron", "Operation"),
        ('police ran Operation " Silver Heron " in May', "Silver Heron", "Operation"),
        ('in the " Silver Heron " operation', "Silver Heron", "Operation"),
        ("under the Lake Basin Treaty of Accra", "Lake Basin Treaty of Accra", "Agreement"),
    ],
)
def test_an_operation_or_treaty_is_named(text: str, name: str, cls: str) -> None:
    assert [(m.text, m.classes[0]) for m in operation_names(plain(text), load_lexicon())] == [(name, cls)]


@pytest.mark.parametrize("text", ["the operation of the port", "Operation of the pump", "an operation began"])
def test_a_plain_noun_names_none(text: str) -> None:
    assert not list(operation_names(plain(text), load_lexicon()))
