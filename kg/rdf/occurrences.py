"""The articles' graphs → what resolution compares: each entity as each article shows it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.ground.resolve.records import Occurrence
from kg.ids import BASE
from kg.rdf.vocabulary import derived_graph, local_name, term

MINTED = re.compile(r"-[0-9a-f]{8}$|/[0-9a-f]{8}$")
MEMBERSHIP = ("representativeOf", "memberOf", "agencyOf")
HOME = ("nationality", "representativeOf", "agencyOf")

Description = dict[str, list[ox.NamedNode | ox.Literal]]


def occurrences(dataset: ox.Store, base: str = BASE) -> Iterator[Occurrence]:
    """Yield every entity of every article, in the order of the articles' IRIs; the derived graph is not read."""
    derived = derived_graph(base)
    for graph in sorted(dataset.named_graphs(), key=str):
        if isinstance(graph, ox.NamedNode) and graph != derived:
            yield from _of_article(dataset, graph, base)


def _of_article(dataset: ox.Store, graph: ox.NamedNode, base: str) -> Iterator[Occurrence]:
    said: dict[str, Description] = defaultdict(lambda: defaultdict(list))
    for quad in dataset.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    claims = _claims(said)
    label, other, kind = (term(curie).value for curie in ("rdfs:label", "skos:altLabel", "rdf:type"))
    article = graph.value.removeprefix(base)
    for iri, facts in sorted(said.items()):
        if term("sc:mentionedIn").value not in facts or not iri.startswith(base):
            continue
        key = iri.removeprefix(base)
        classes = {local_name(node.value) for node in facts[kind]}
        names = [*sorted(node.value for node in facts[label]), *sorted(node.value for node in facts[other])]
        home, bodies, ties = _context(claims.get(iri, ()), base)
        yield Occurrence(
            key,
            article,
            tuple(dict.fromkeys(names)),
            frozenset(home | _state_of_key(key)),
            _role(classes),
            frozenset(bodies),
            frozenset(ties),
            described="DescribedEntity" in classes,
            curated=not MINTED.search(key),
            sentence=min((sentence for _, _, _, sentence in claims.get(iri, ())), default=(0, ""))[1],
        )


Claim = tuple[str, bool, str, tuple[int, str]]


def _claims(said: dict[str, Description]) -> dict[str, list[Claim]]:
    """Return by entity its asserted claims: relation, whether it is the subject, the other end, offset and sentence."""
    found: dict[str, list[Claim]] = defaultdict(list)
    parts = [term(f"rdf:{part}").value for part in ("subject", "predicate", "object")]
    asserted, factuality = term("sc:Asserted"), term("sc:factuality").value
    for facts in said.values():
        if parts[1] not in facts or asserted not in facts.get(factuality, ()):
            continue
        subject, relation, obj = (facts[part][0].value for part in parts)
        sentence = min(
            (
                (
                    int(said[span.value][term("sc:start").value][0].value),
                    said[span.value][term("sc:text").value][0].value,
                )
                for span in facts.get(term("sc:evidence").value, ())
                if term("sc:text").value in said[span.value]
            ),
            default=(0, ""),
        )
        found[subject].append((local_name(relation), True, obj, sentence))
        found[obj].append((local_name(relation), False, subject, sentence))
    return found


def _context(claims: Iterator[Claim] | list[Claim] | tuple[()], base: str) -> tuple[set[str], set[str], set[str]]:
    """Return the states, the bodies, and the other ties that claims give an entity; ends without a name are no tie."""
    home: set[str] = set()
    bodies: set[str] = set()
    ties: set[str] = set()
    for relation, forward, end, _ in claims:
        key = end.removeprefix(base)
        if forward and relation in HOME and (states := _state_of_key(key)):
            home |= states
            if key.startswith("state/"):
                continue
        if forward and relation in MEMBERSHIP:
            bodies.add(key)
        elif not MINTED.search(key):
            ties.add(f"{relation} {key}" if forward else f"{relation} by {key}")
    return home, bodies, ties


def _state_of_key(key: str) -> set[str]:
    """Return the ISO code that a state's or an agency's key names."""
    code = re.match(r"(?:state/|agency/)([A-Z]{2})(?:$|-)", key)
    return {code[1]} - {"XX"} if code else set()


def _role(classes: set[str]) -> str:
    roles = classes & {"Official", "Suspect"}
    return roles.pop().lower() if len(roles) == 1 else ""
