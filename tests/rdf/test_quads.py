"""One article → the quads of its graph."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.ids import BASE
from kg.model import Article, Entity, Event, Factuality
from kg.rdf.quads import reading_problems, reading_quads
from kg.rdf.vocabulary import term
from tests.builders_rdf import CHINA, FRANCE, MOROCCO, extradition, person, reading


def objects(quads: list[ox.Quad], key: str, curie: str) -> set[str]:
    return {q.object.value for q in quads if q.subject.value == BASE + key and q.predicate == term(curie)}


def claims(quads: list[ox.Quad], relation: str) -> list[str]:
    found = [q for q in quads if q.predicate == term("rdf:predicate") and q.object == term(f"sc:{relation}")]
    return [q.subject.value[len(BASE) :] for q in found]


def test_everything_is_in_the_articles_graph_without_blank_nodes() -> None:
    quads = reading_quads(extradition())
    assert {q.graph_name.value for q in quads} == {q.subject.value for q in quads if q.object == term("sc:Article")}
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    assert len(quads) == len(set(quads))


def test_super_classes_and_roles_are_materialised() -> None:
    quads = reading_quads(extradition())
    kinds = objects(quads, "state/MA", "rdf:type")
    assert {term(f"sc:{c}").value for c in ("State", "Authority", "Party", "Participant", "Entity")} <= kinds
    event = next(q.subject.value for q in quads if q.object == term("sc:Extradition"))[len(BASE) :]
    assert objects(quads, event, "rdf:type") == {term(f"sc:{c}").value for c in ("Extradition", "Transfer", "Event")}
    assert objects(quads, event, "sc:role") == objects(quads, event, "sc:actor") | objects(
        quads, event, "sc:suspect"
    ) | objects(quads, event, "sc:toParty")
    assert objects(quads, event, "sc:startDate") == {"2026-01-12"}


def test_triples_with_one_meaning_are_one_claim_with_the_highest_confidence() -> None:
    quads = reading_quads(extradition(confidence=0.93))
    (claim,) = claims(quads, "extradited")
    assert objects(quads, claim, "sc:confidence") == {"0.93"}
    assert objects(quads, claim, "sc:rule") == {"active-verb", "headline"}
    assert objects(quads, claim, "sc:attributedTo") == {BASE + "state/CN"}


def test_both_directions_of_a_symmetric_relation_are_one_claim() -> None:
    article = Article("a", "France met Morocco.")
    triples = [(i, "metWith", 1 - i, Factuality.ASSERTED, 0.8, "r", None) for i in (0, 1)]
    assert len(claims(reading_quads(reading(article, [FRANCE, MOROCCO], triples)), "metWith")) == 1


def test_factuality_is_part_of_a_claims_meaning() -> None:
    article = Article("a", "France met Morocco.")
    triples = [(0, "metWith", 1, factuality, 0.8, "r", None) for factuality in Factuality]
    assert len(claims(reading_quads(reading(article, [FRANCE, MOROCCO], triples)), "metWith")) == 4


def test_an_event_told_twice_has_one_factuality() -> None:
    article = Article("a", "France met Morocco.")
    roles = (("actor", 0), ("partner", 1))
    events = [
        Event(i, "Meeting", 7, 10, "met", roles, f) for i, f in enumerate((Factuality.DENIED, Factuality.ALLEGED))
    ]
    quads = reading_quads(reading(article, [FRANCE, MOROCCO], [], events))
    (event,) = {q.subject.value[len(BASE) :] for q in quads if q.object == term("sc:Meeting")}
    assert objects(quads, event, "sc:factuality") == {term("sc:Alleged").value}


def test_every_span_is_the_articles_text_counted_in_code_points() -> None:
    article = Article("a", "🇲🇦 Maroc 👮 France met\x00 Morocco – naïve.")
    quads = reading_quads(reading(article, [FRANCE, MOROCCO], [(0, "metWith", 1, Factuality.ASSERTED, 0.8, "r", None)]))
    (text,) = [q.object.value for q in quads if q.predicate == term("sc:text")]
    assert text == article.text.replace("\x00", " ")
    assert len(text) == len(article.text)


def test_referents_of_one_entity_share_a_node() -> None:
    article = Article("a", "Morocco and Rabat met France.")
    twice = [MOROCCO, replace(MOROCCO, label="Kingdom of Morocco"), FRANCE]
    quads = reading_quads(reading(article, twice, []))
    assert objects(quads, "state/MA", "rdfs:label") == {"Kingdom of Morocco"}
    assert "Morocco" in objects(quads, "state/MA", "skos:altLabel")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", "//x"])
def test_an_address_that_is_not_of_the_web_is_left_out_and_reported(url: str) -> None:
    grounded = reading(Article("a", "France met Morocco.", url=url), [FRANCE], [])
    assert not [q for q in reading_quads(grounded) if url in q.object.value]
    (problem,) = reading_problems(grounded)
    assert "address" in problem.what


def test_a_claim_of_an_entity_about_itself_is_left_out_and_reported() -> None:
    grounded = reading(
        Article("a", "Rabat met Morocco."), [MOROCCO, MOROCCO], [(0, "metWith", 1, Factuality.ASSERTED, 0.8, "r", None)]
    )
    assert claims(reading_quads(grounded), "metWith") == []
    (problem,) = reading_problems(grounded)
    assert problem.where == "a, characters 0–18"


@pytest.mark.parametrize("key", ["person/a b", "person/<x>", "person/ü", "", "person/" + "a" * 1000])
def test_an_unsafe_key_is_an_error(key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        reading_quads(reading(Article("a", "X met."), [Entity(key, ("Person",), "X")], []))


def test_an_undeclared_class_or_relation_is_an_error() -> None:
    article = Article("a", "X met.")
    with pytest.raises(AttributeError, match="Persn"):
        reading_quads(reading(article, [Entity("person/x", ("Persn",), "X")], []))
    with pytest.raises(AttributeError, match="mett"):
        reading_quads(reading(article, [FRANCE, CHINA], [(0, "mett", 1, Factuality.ASSERTED, 0.8, "r", None)]))


def test_another_base() -> None:
    quads = reading_quads(extradition(), base="https://example.org/kg/")
    assert {q.subject.value.startswith("https://example.org/kg/") for q in quads} == {True}


@pytest.mark.parametrize(
    ("confidence", "expected"), [(0.93, "0.93"), (1, "1.0"), (0.0, "0.0"), (0.12345, "0.123"), (0.1 + 0.2, "0.3")]
)
def test_decimals_are_canonical(confidence: float, expected: str) -> None:
    grounded = reading(
        Article("a", "France met Li."),
        [FRANCE, person("Li")],
        [(0, "metWith", 1, Factuality.ASSERTED, confidence, "r", None)],
    )
    assert [q.object.value for q in reading_quads(grounded) if q.predicate == term("sc:confidence")] == [expected]
