"""The construct catalogue, read live and over frozen parses: nothing forbidden is read, and nothing is lost again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy
import yaml

from kg.extract.lexicon import load_lexicon
from kg.language.pipeline import DEFAULT
from tests.extract.cases import load_cases, load_language, read_cases, read_claim
from tests.extract.catalogue import FLOOR, Outcome, counts, parsed, precision_recall, run
from tests.extract.frozen import FROZEN, blocks, freeze, frozen_docs, key, read_frozen
from tests.extract.naming import End, same_name, stands_for
from tests.needs import need

CASES = load_cases()
CONSTRUCTS = sorted({case.construct for case in CASES})
RELATIONS = frozenset(load_lexicon().relations)
WAYS = [pytest.param("live", marks=pytest.mark.integration), "frozen"]


@pytest.fixture(scope="module")
def outcomes(request: pytest.FixtureRequest) -> list[Outcome]:
    """The whole catalogue, read once each way."""
    if request.param == "frozen":
        return run(frozen_docs(CASES, spacy.blank("en").vocab), load_lexicon())
    need("KG_MODEL" in os.environ or DEFAULT.exists(), "the language pipeline that ships with the package")
    return run(parsed(load_language(), CASES), load_lexicon())


@pytest.mark.parametrize("outcomes", WAYS, indirect=True, scope="module")
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_nothing_forbidden_is_read(construct: str, outcomes: list[Outcome]) -> None:
    violated = [
        f"{outcome.case.text}\n    {pattern}: {row} [{row.rule}]"
        for outcome in outcomes
        if outcome.case.construct == construct
        for pattern, row in outcome.violated
    ]
    assert not violated, "\n".join(violated)


@pytest.mark.parametrize(
    ("outcomes", "way"),
    [pytest.param(w, w, marks=m) for w, m in (("live", [pytest.mark.integration]), ("frozen", []))],
    indirect=["outcomes"],
    scope="module",
)
def test_the_catalogue_reaches_its_floor(outcomes: list[Outcome], way: str) -> None:
    floor = yaml.safe_load(FLOOR.read_text(encoding="utf8"))[way]
    precision, recall = precision_recall(counts(outcomes))
    fell = [
        f"{name}: {before['found']} found, {before['spurious']} spurious; now {now['found']} and {now['spurious']}"
        for name, before in floor["constructs"].items()
        for now in [counts(outcome for outcome in outcomes if outcome.case.construct == name)]
        if now["found"] < before["found"] or now["spurious"] > before["spurious"]
    ]
    assert precision >= floor["precision"], fell
    assert recall >= floor["recall"], fell


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_frozen_parses_are_of_the_texts_as_they_stand(construct: str) -> None:
    path = FROZEN / f"{construct}.conllu"
    texts = {key(case.text) for case in CASES if case.construct == construct}
    assert set(read_frozen(path)) == texts == set(blocks(path))


def test_a_corrected_parse_is_kept_and_one_of_a_text_that_is_gone_is_dropped(tmp_path: Path) -> None:
    cases = [case for case in CASES if case.construct == "negation"]
    (tmp_path / "negation.conllu").write_text(
        (FROZEN / "negation.conllu").read_text("utf8").replace("obj", "iobj"), "utf8"
    )
    assert freeze(spacy.blank("en"), cases[1:], tmp_path) == (0, 1)
    kept = (tmp_path / "negation.conllu").read_text("utf8")
    assert "iobj" in kept
    assert key(cases[0].text) not in kept
    with pytest.raises(ValueError, match="no frozen parse"):
        list(frozen_docs(cases, spacy.blank("en").vocab, tmp_path))


def test_every_relation_stands_in_the_catalogue() -> None:
    assert {claim.relation for case in CASES for claim in case.claims} == RELATIONS


def test_offences_stand_in_the_controlled_list() -> None:
    controlled = {entry.label for entry in load_lexicon().gazetteer.entries.values() if entry.cls == "Offence"}
    named = {c.object for case in CASES for c in case.claims if c.relation in ("suspectedOf", "convictedOf")}
    assert named <= controlled


def test_no_text_stands_twice_in_a_construct() -> None:
    texts = [(case.construct, case.text, bool(case.forbidden)) for case in CASES]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "claim",
    [
        "Morocco | arrests | Carlos Mendez | asserted",
        "Morocco | arrested | Carlos Mendez | certain",
        "Morocco | arrested | Carlos Mendez",
        "* | arrested | Carlos Mendez | asserted",
        "Morocco | arrested | | asserted",
    ],
)
def test_a_malformed_claim_is_refused(claim: str) -> None:
    with pytest.raises(ValueError, match="somewhere"):
        read_claim(claim, RELATIONS, "somewhere")


def test_a_file_with_too_few_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    path.write_text("construct: short\nwhat: Too little.\npositive: []\nnegative: []\n")
    with pytest.raises(ValueError, match="fewer than 6"):
        list(read_cases(path, RELATIONS))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mendez", "Carlos Mendez", True),
        ("two suspects", "two suspects wanted by Interpol", True),
        ("two suspects", "three suspects", False),
        ("Spanish police", "French police", False),
        ("Europol", "Europol's director", False),
        ("the brother of Carlos Mendez", "Carlos Mendez", False),
        ("Izmir", "the port city of Izmir", True),
        ("Justice Department's Office of Fraud", "Office of Fraud", True),
        ("Morocco’s security agencies", "Morocco's security agencies", True),
    ],
)
def test_names_agree_on_their_head_and_words(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("name", "end", "same"),
    [
        ("Morocco", End("Morocco", ("Morocco", "Kingdom of Morocco"), "MA"), True),
        ("Morocco", End("Algeria", ("Algeria",), "DZ"), False),
        ("Morocco / Moroccan police", End("Moroccan police", ("Moroccan police",)), True),
        ("Moroccan police", End("Morocco", ("Morocco", "Moroccan police"), "MA"), False),
        ("Niger", End("Nigeria", ("Nigeria",), "NE"), True),
    ],
)
def test_states_agree_on_their_code(name: str, end: End, same: bool) -> None:
    assert stands_for(name, end, load_lexicon().gazetteer) is same
