"""Judging against gold: names, factuality, doubt, symmetry; and the figures over judgements."""

from __future__ import annotations

import pytest

from kg.calibrate import calibrate, fit, written
from kg.extract.confidence import confidence
from kg.gold import Gold, judge, same_name
from kg.measure import bins, calibration_error, factuality_accuracy, top_precision
from tests.builders_rdf import extradition


def gold(*claims: tuple[str, str, str, str, bool]) -> Gold:
    entities = (
        {"id": "ma", "class": "State", "names": ["Morocco"], "iso": "MA"},
        {"id": "fr", "class": "State", "names": ["France"], "iso": "FR"},
        {"id": "li", "class": "Suspect", "names": ["Li Wei"]},
    )
    keys = ("s", "p", "o", "factuality", "doubtful")
    return Gold("03-fox-hunt", entities, tuple(dict(zip(keys, claim, strict=True)) for claim in claims))


def test_a_triple_is_right_with_its_factuality_alone() -> None:
    found = list(judge(extradition(), gold(("ma", "extradited", "li", "denied", False))))
    extradited = [j for j in found if j.triple.relation == "extradited"]
    assert [(j.right, j.factualities) for j in extradited] == [(False, {"denied"})] * 2
    assert factuality_accuracy(found)["all"].share == 0.0


def test_a_symmetric_relation_is_right_either_way() -> None:
    found = list(judge(extradition(), gold(("ma", "metWith", "fr", "planned", False))))
    assert [j.right for j in found if j.triple.relation == "metWith"] == [True]


def test_doubtful_gold_counts_for_nothing() -> None:
    found = list(judge(extradition(), gold(("ma", "extradited", "li", "asserted", True))))
    assert {j.doubtful for j in found if j.triple.relation == "extradited"} == {True}


@pytest.mark.parametrize(
    ("one", "other", "described", "same"),
    [
        ("Li Wei", "Wei", False, True),
        ("Li Wei", "Li", False, False),
        ("the Danish national", "a Danish national wanted in Oslo", True, True),
        ("a Danish national", "a Danish court", True, False),
        ("the", "the", False, False),
    ],
)
def test_names(one: str, other: str, described: bool, same: bool) -> None:
    assert same_name(one, other, described) is same


def test_bins_hold_equal_mass_and_the_error_is_their_distance() -> None:
    pairs = [(0.5, False), (0.5, True), (1.0, True), (1.0, True)]
    assert [b.size for b in bins(pairs, 2)] == [2, 2]
    assert calibration_error([(0.8, True)] * 5) == pytest.approx(0.2)
    assert top_precision(pairs) == 1.0
    assert top_precision([(0.5, True), (0.5, False)]) == 0.5
    assert calibration_error([]) == 0.0


def test_fitting_shrinks_what_is_rare_and_is_the_same_twice() -> None:
    sample = [((("rule good", 1.0),), True)] * 40 + [((("rule bad", 1.0),), False)] * 40
    sample += [((("rule rare", 1.0),), True)]
    weights = fit(sample, 2.0)
    assert weights["rule bad"] < 0 < weights["rule rare"] < weights["rule good"]
    articles = [sample[i::20] for i in range(20)]
    assert written(calibrate(articles)) == written(calibrate(articles))
    assert confidence((("rule good", 1.0),), weights) > 0.8 > 0.2 > confidence((("rule bad", 1.0),), weights)


def test_an_unknown_feature_adds_nothing() -> None:
    assert confidence((("rule new", 1.0),), {"bias": 0.0}) == 0.5
