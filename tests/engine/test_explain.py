"""What an explanation holds: claims found by IRI and by edge; sentences read again, with what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine.claims import find_claims
from kg.engine.explain import Mark, explain_claims, explain_text, why
from kg.engine.query import Dataset, open_dataset
from kg.errors import InputError, UsageError
from kg.rdf.store import Store
from tests.builders_rdf import extradition
from tests.engine.tiny_pipeline import save_tiny_pipeline


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    folder = tmp_path_factory.mktemp("out")
    with Store(folder / "store") as store:
        store.put(extradition("first"))
        store.put(extradition("second"))
        store.derive()
    with open_dataset(folder) as opened:
        yield opened


def test_an_edge_is_found_by_labels_in_any_case(dataset: Dataset) -> None:
    (claim,) = find_claims(dataset, ["morocco", "extradited", "LI WEI"])
    assert (claim.subject[0], claim.relation, claim.object[0], claim.factuality) == (
        "Morocco", "extradited", "Li Wei", "Asserted",
    )  # fmt: skip
    assert [place.article for place in claim.places] == ["first", "second"]
    assert claim.places[0].rules == ("active-verb", "headline")


def test_a_claim_is_found_by_its_iri_in_every_form(dataset: Dataset) -> None:
    (claim,) = find_claims(dataset, ["Morocco", "extradited", "Li"])
    key = claim.iri.rsplit("/", 1)[1]
    for word in (claim.iri, f"<{claim.iri}>", f"claim/{key}", f"id:claim/{key}"):
        assert find_claims(dataset, [word]) == [claim]


def test_a_symmetric_edge_is_found_either_way(dataset: Dataset) -> None:
    assert find_claims(dataset, ["Morocco", "metWith", "France"]) == find_claims(
        dataset, ["France", "metWith", "Morocco"]
    )
    with pytest.raises(InputError, match="no claim says so"):
        find_claims(dataset, ["Li Wei", "extradited", "Morocco"])


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        (["claim/0"], InputError, "no such claim"),
        (["not an iri"], InputError, "no such claim"),
        (["Morocco", "extradites", "Li"], UsageError, "did you mean extradited"),
        (["Marocco", "extradited", "Li"], InputError, "similar names: morocco"),
        (["Morocco", "Li"], UsageError, "SUBJECT RELATION OBJECT"),
    ],
)
def test_errors_name_the_next_step(dataset: Dataset, words: list[str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        find_claims(dataset, words)


def test_every_sentence_of_a_claim_is_parsed_again(dataset: Dataset, tmp_path: Path) -> None:
    model = str(save_tiny_pipeline(tmp_path / "tiny"))
    (found,) = explain_claims(dataset, ["Morocco", "extradited", "Li Wei"], model)
    assert [sentence.article for sentence in found.sentences] == ["first", "second"]
    assert all(sentence.parse for sentence in found.sentences)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        explain_text("  \n")


def test_why_names_the_cues() -> None:
    text = "Peru will not go"
    cue, trigger = Mark(10, 13, "cue"), Mark(14, 16, "trigger")
    assert why(text, [cue, trigger]) == "'not' has 'go' in scope"
    assert why(text, [trigger]) == "no negation, modal, hedge or condition has 'go' in scope"


@pytest.mark.integration
def test_the_shipped_pipeline_explains_a_denial() -> None:
    (sentence,) = explain_text("Peru will not extradite Lena Moor to Chile.")
    (read,) = [claim for claim in sentence.claims if claim.relation == "extradited"]
    assert (read.subject, read.object, read.factuality) == ("Peru", "Lena Moor", "Denied")
    assert {sentence.text[mark.start : mark.end]: mark.role for mark in read.marks} == {
        "Peru": "subject", "Lena Moor": "object", "extradite": "trigger", "not": "cue",
    }  # fmt: skip
    assert read.what.startswith("A state or body extradites someone")
    assert sentence.parse[0].depth == 0
