"""Claims of a built graph, found by IRI or by the edge that they support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.engine.query import Dataset
from kg.errors import InputError, UsageError
from kg.ids import BASE, ONTOLOGY
from kg.rdf.ontology import ontology
from kg.rdf.vocabulary import local_name, term


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim was read: the article's identifier, code-point offsets (half-open), the sentence, the rules."""

    article: str
    start: int
    end: int
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the graph holds it, its ends as all their names, the label first."""

    iri: str
    subject: tuple[str, ...]
    relation: str
    object: tuple[str, ...]
    factuality: str
    confidence: float
    attributed_to: tuple[str, ...]
    places: tuple[Place, ...]


def find_claims(dataset: Dataset, words: Sequence[str]) -> list[StoredClaim]:
    """Return the claims that one word names (an IRI), or three do: subject, relation and object, as IRIs or labels.

    Raises UsageError for another number of words or an unknown relation, InputError where nothing is found.
    """
    if len(words) == 1:
        node = iri(words[0])
        if node is None or not _objects(dataset, node, "rdf:subject"):
            raise InputError(
                "no such claim", words[0], "kg query OUT --name evidence lists claims with their sentences"
            )
        return [_stored(dataset, node)]
    if len(words) != 3:
        raise UsageError(f"{len(words)} names", next_step="give a claim's IRI, or SUBJECT RELATION OBJECT, each quoted")
    relation = _relation(words[1])
    subjects, others = _entities(dataset, words[0]), _entities(dataset, words[2])
    ways = [(subjects, others)] + ([(others, subjects)] if relation.value in ontology().symmetric else [])
    found = {
        claim
        for left, right in ways
        for subject in left
        for claim in _subjects(dataset, "rdf:subject", subject)
        if relation in _objects(dataset, claim, "rdf:predicate") and right & set(_objects(dataset, claim, "rdf:object"))
    }
    if not found:
        raise InputError(
            "no claim says so", " ".join(words), "kg query OUT --name evidence lists what the graph says, and why"
        )
    return sorted((_stored(dataset, node) for node in found), key=lambda claim: (-claim.confidence, claim.iri))


def iri(word: str) -> ox.NamedNode | None:
    """Return the node that a word names: a full IRI, ``id:key`` or ``claim/hash``; None where it is none of these."""
    full = BASE + word.removeprefix("id:") if word.startswith(("id:", "claim/")) else word.strip("<>")
    try:
        return ox.NamedNode(full)
    except ValueError:
        return None


def _relation(word: str) -> ox.NamedNode:
    name = word.strip("<>").removeprefix(ONTOLOGY).removeprefix("sc:")
    known = [local_name(node) for node in ontology().relations]
    if name not in known:
        close = get_close_matches(name, known, 3, 0.5)
        advice = f"did you mean {' or '.join(close)}?" if close else f"choose from {', '.join(sorted(known))}"
        raise UsageError(f"no relation {name!r}", next_step=advice)
    return term(f"sc:{name}")


def _entities(dataset: Dataset, word: str) -> set[ox.NamedNode]:
    """Return the nodes of an IRI, or with this label or other name in any case; raises InputError for none."""
    node = iri(word)
    if node is not None and _literals(dataset, node, "rdfs:label"):
        return {node}
    names: dict[str, set[ox.NamedNode]] = {}
    for curie in ("rdfs:label", "skos:altLabel"):
        for quad in dataset.quads.quads_for_pattern(None, term(curie), None, dataset.graph):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                names.setdefault(quad.object.value.casefold(), set()).add(quad.subject)
    found = names.get(word.casefold())
    if found is None:
        close = get_close_matches(word.casefold(), sorted(names), 3, 0.6)
        advice = f"similar names: {', '.join(close)}" if close else "kg query OUT --list shows how to list entities"
        raise InputError(f"nothing is called {word!r}", next_step=advice)
    return found


def _stored(dataset: Dataset, node: ox.NamedNode) -> StoredClaim:
    own, places = set(_literals(dataset, node, "sc:rule")), []
    for span in _objects(dataset, node, "sc:evidence"):
        (article, *_), (text, *_) = _objects(dataset, span, "sc:article"), _literals(dataset, span, "sc:text")
        start, end = (int(_literals(dataset, span, curie)[0]) for curie in ("sc:start", "sc:end"))
        names, rules = _literals(dataset, article, "dct:identifier"), _literals(dataset, span, "sc:rule")
        places.append(Place(", ".join(names), start, end, text, tuple(rule for rule in rules if rule in own)))
    return StoredClaim(
        node.value,
        _names(dataset, node, "rdf:subject"),
        local_name(_objects(dataset, node, "rdf:predicate")[0].value),
        _names(dataset, node, "rdf:object"),
        local_name(_objects(dataset, node, "sc:factuality")[0].value),
        max(map(float, _literals(dataset, node, "sc:confidence"))),
        _names(dataset, node, "sc:attributedTo"),
        tuple(sorted(places, key=lambda place: (place.article, place.start))),
    )


def _names(dataset: Dataset, node: ox.NamedNode, curie: str) -> tuple[str, ...]:
    """Return the names of what a property leads to, the label that the graph settled on first."""
    names: list[str] = []
    for entity in _objects(dataset, node, curie):
        quads = dataset.quads.quads_for_pattern(entity, term("rdfs:label"), None, dataset.graph)
        names += sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))
        names += [*_literals(dataset, entity, "rdfs:label"), *_literals(dataset, entity, "skos:altLabel")]
    return tuple(dict.fromkeys(names))


def _objects(dataset: Dataset, node: ox.NamedNode, curie: str) -> list[ox.NamedNode]:
    values = {quad.object for quad in dataset.quads.quads_for_pattern(node, term(curie), None, None)}
    return sorted((value for value in values if isinstance(value, ox.NamedNode)), key=str)


def _literals(dataset: Dataset, node: ox.NamedNode, curie: str) -> list[str]:
    values = {quad.object for quad in dataset.quads.quads_for_pattern(node, term(curie), None, None)}
    return sorted(value.value for value in values if isinstance(value, ox.Literal))


def _subjects(dataset: Dataset, curie: str, value: ox.NamedNode) -> set[ox.NamedNode]:
    subjects = {quad.subject for quad in dataset.quads.quads_for_pattern(None, term(curie), value, None)}
    return {subject for subject in subjects if isinstance(subject, ox.NamedNode)}
