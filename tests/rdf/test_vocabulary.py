"""The closed vocabulary is the ontology's."""

from __future__ import annotations

import pytest

from kg.ids import ONTOLOGY
from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import SC, term


def test_vocabulary_and_ontology_declare_the_same_terms() -> None:
    names = {name for name in SC.__annotations__ if not name.startswith("_")}
    assert {ONTOLOGY + name for name in names} == set(ontology().terms)


def test_a_misspelt_name_is_an_error() -> None:
    assert term("sc:extradited").value == ONTOLOGY + "extradited"
    with pytest.raises(AttributeError, match="extradicted"):
        term("sc:extradicted")
    with pytest.raises(AttributeError):
        _ = SC.extradicted
    with pytest.raises(KeyError):
        term("foo:bar")


def test_super_terms_are_transitive() -> None:
    assert ONTOLOGY + "Participant" in ontology().superclasses[ONTOLOGY + "State"]
    assert ontology().superproperties[ONTOLOGY + "extradited"] == (ONTOLOGY + "handedOver",)
    assert ONTOLOGY + "metWith" in ontology().symmetric
    assert ONTOLOGY + "metWith" in ontology().relations
    assert ONTOLOGY + "actor" not in ontology().relations
