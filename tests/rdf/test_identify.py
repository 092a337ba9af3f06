"""The articles' graphs seen with resolved identities."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from kg.engine.check import check_store
from kg.ground.resolve.judgements import Judgement
from kg.ground.resolve.records import Verdict
from kg.model import Entity, GroundedReading
from kg.rdf.derive import derived_quads
from kg.rdf.identify import Identified
from kg.rdf.occurrences import occurrences
from kg.rdf.store import Store
from kg.rdf.vocabulary import term
from tests.builders_rdf import extradition, person

LI = person("Li Wei", aliases=("Li",)).key


def told_of(name: str, identifier: str) -> GroundedReading:
    """Return the article on an extradition, told of a person of another name."""
    grounded = extradition(identifier)
    entities = tuple(renamed(entity, name) if entity.key == LI else entity for entity in grounded.entities)
    return replace(grounded, entities=entities)


def renamed(entity: Entity, name: str) -> Entity:
    return replace(person(name), classes=entity.classes)


def derived(store: Store) -> set[str]:
    store.derive()
    return {str(quad.triple) for quad in store.dataset.quads_for_pattern(None, None, None, store.derived)}


def test_renamed_entities_give_the_claims_and_events_that_grounding_would_have_given(tmp_path: Path) -> None:
    told, wanted = told_of("Wei Liu", "a"), told_of("Liu Wei", "a")
    with Store(tmp_path / "told") as one, Store(tmp_path / "wanted") as other:
        one.put(told)
        other.put(wanted)
        article = next(iter(occurrences(one.dataset))).article
        seen = Identified(one.dataset, {(article, person("Wei Liu").key): person("Liu Wei").key})
        names = {term("rdfs:label"), term("skos:altLabel")}
        quads = {str(quad.triple) for quad in derived_quads(seen) if quad.predicate not in names}
        assert quads == {str(quad.triple) for quad in derived_quads(other.dataset) if quad.predicate not in names}


def test_two_spellings_become_one_person_with_one_claim_and_two_evidences(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put(told_of("Mohammed al-Rashwani", "a"))
        store.put(told_of("Muhammad al-Rashwani", "b"))
        store.derive()
        asked = "SELECT ?p (COUNT(DISTINCT ?e) AS ?n) WHERE { ?c rdf:predicate sc:extradited ; rdf:object ?p ;"
        prefixes = (
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX sc: <https://w3id.org/seccoop/ontology#> "
        )
        [row] = list(store.query(f"{prefixes}{asked} sc:evidence ?e }} GROUP BY ?p"))  # type: ignore[arg-type]
        assert row["n"].value == "2"
        assert store.counts().claims["extradited", "Asserted"] == 1
        assert check_store(store) == []


def test_judgements_win_are_undone_and_derive_anew_without_reading_anew(tmp_path: Path) -> None:
    one, other = person("Mohammed al-Rashwani").key, person("Muhammad al-Rashwani").key
    different = Judgement(one, other, Verdict.DIFFERENT)
    with Store(tmp_path / "store") as store:
        store.put(told_of("Mohammed al-Rashwani", "a"))
        store.put(told_of("Muhammad al-Rashwani", "b"))
        merged = derived(store)
    with Store(tmp_path / "store", judgements=[different]) as store:
        assert not store.is_derived()
        apart = derived(store)
        assert apart != merged and store.is_derived()
    with Store(tmp_path / "store", read_only=True) as store:
        assert store.is_derived()
    with Store(tmp_path / "store") as store:
        assert derived(store) == merged


def test_what_was_judged_one_has_no_claim_on_itself(tmp_path: Path) -> None:
    grounded = told_of("Mohammed al-Rashwani", "a")
    person_of = grounded.entities[2]
    other = replace(person("Couriers United"), classes=person_of.classes)
    met = replace(grounded.reading.triples[0], subject=2, object=4, relation="attacked", event=None)
    grounded = replace(
        grounded,
        reading=replace(grounded.reading, triples=(*grounded.reading.triples, met)),
        entities=(*grounded.entities[:4], other, *grounded.entities[5:]),
    )
    with Store(tmp_path / "store", judgements=[Judgement(person_of.key, other.key, Verdict.SAME)]) as store:
        store.put(grounded)
        assert "attacked" in {
            quad.object.value.rsplit("#")[-1] for quad in store.dataset if "predicate" in quad.predicate.value
        }  # type: ignore[union-attr]
        assert not any("attacked" in triple for triple in derived(store))
        assert check_store(store) == []


def test_neither_order_nor_way_of_building_shows(tmp_path: Path) -> None:
    names = ["Mohammed al-Rashwani", "Muhammad Rashwani", "M. Rashwani", "Mohamed Omar Rashwani", "Li Wei", "Wei Li"]
    articles = [told_of(name, f"{place:02}") for place, name in enumerate(names * 2)]
    results = []
    for number in range(3):
        random.Random(number).shuffle(articles)
        with Store(tmp_path / str(number)) as store:
            for place, grounded in enumerate(articles):
                store.put(grounded)
                if number == 1 and place % 4 == 0:
                    store.derive()
            if number == 2:
                store.put(told_of("Omar Rashwani", "extra"))
                store.derive()
                store.remove("extra")
            results.append(derived(store))
    assert results[0] == results[1] == results[2]
