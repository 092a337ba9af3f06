"""What a check of a graph costs: triples read, which grow with the graph and not with its square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.plugins.stores.memory import Memory

from kg.ids import BASE
from kg.rdf.derive import direct_edges
from kg.rdf.validate import Violation, validate
from kg.rdf.vocabulary import local_name, term

HUB = ox.NamedNode(BASE + "state/PT")
RELATIONS = ("sc:cooperatesWith", "sc:metWith", "sc:handedOver", "sc:wantedBy", "sc:visited")


def claimed(number: int) -> Iterator[ox.Triple]:
    """Yield claims between a hub and others, as subject and as object, asserted and denied, and the edges of these."""
    for count in range(number):
        other = ox.NamedNode(f"{BASE}person/{count}")
        for relation in map(term, RELATIONS):
            for way, ends in (("to", (HUB, other)), ("from", (other, HUB))):
                yield from direct_edges(ends[0], relation, ends[1])
                for factuality in ("Asserted", "Denied"):
                    claim = ox.NamedNode(f"{BASE}claim/{way}-{count}-{local_name(relation.value)}-{factuality}")
                    yield ox.Triple(claim, term("rdf:type"), term("sc:Claim"))
                    yield ox.Triple(claim, term("rdf:subject"), ends[0])
                    yield ox.Triple(claim, term("rdf:predicate"), relation)
                    yield ox.Triple(claim, term("rdf:object"), ends[1])
                    yield ox.Triple(claim, term("sc:factuality"), term(f"sc:{factuality}"))


def unbacked(triples: Iterator[ox.Triple], path: Path) -> list[Violation]:
    """Return the edges without a claim that a check of the triples finds."""
    path.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
    return [found for found in validate(path) if "asserted claim supports" in found.message]


def test_the_cost_of_a_check_is_linear_in_what_an_entity_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    plain = Memory.triples

    def counted(self: Memory, *pattern: Any, **rest: Any) -> Iterator[Any]:
        for found in plain(self, *pattern, **rest):
            read["triples"] += 1
            yield found

    monkeypatch.setattr(Memory, "triples", counted)
    cost = []
    for number in (20, 40, 80):
        read.clear()
        assert unbacked(claimed(number), tmp_path / "graph.nt") == []
        cost.append(read["triples"])
    small, middle, large = cost
    assert (large - middle) / (middle - small) < 2.5, cost


def test_an_edge_needs_an_asserted_claim_of_its_own(tmp_path: Path) -> None:
    triples = list(claimed(2))
    gone = {triple.subject for triple in triples if triple.object == term("sc:Asserted")}
    kept = [triple for triple in triples if triple.subject not in gone]
    edges = {triple for triple in kept if triple.predicate in {term(relation) for relation in RELATIONS}}
    found = Counter(item.node for item in unbacked(iter(kept), tmp_path / "graph.nt") if item.message[0] == "N")
    assert found == Counter(triple.predicate.value for triple in edges)
