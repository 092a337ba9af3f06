"""What a store holds, as lines and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.rdf.counts import Counts


def counts_lines(counts: Counts) -> list[tuple[str, str]]:
    """Return name and value of every count, claims by relation with each factuality."""
    lines = [
        ("articles", str(counts.articles)),
        ("sentences", str(counts.sentences)),
        ("words", str(counts.words)),
        ("entities", str(sum(counts.entities.values()))),
        *((f"  {name}", str(number)) for name, number in sorted(counts.entities.items())),
        ("events", str(sum(counts.events.values()))),
        *((f"  {name}", str(number)) for name, number in sorted(counts.events.items())),
        ("claims", str(sum(counts.claims.values()))),
    ]
    for relation, by_factuality in claims_by_relation(counts).items():
        shown = ", ".join(f"{number} {name.lower()}" for name, number in by_factuality.items())
        lines.append((f"  {relation}", shown))
    return [*lines, ("evidence", str(counts.evidence)), ("triples", str(counts.triples))]


def claims_by_relation(counts: Counts) -> dict[str, dict[str, int]]:
    """Return relation → factuality → number of claims, sorted."""
    table: dict[str, dict[str, int]] = {}
    for (relation, factuality), number in sorted(counts.claims.items()):
        table.setdefault(relation, {})[factuality] = number
    return table


def counts_as_json(counts: Counts) -> dict[str, Any]:
    """Return the counts as plain JSON values."""
    return {
        "articles": counts.articles,
        "sentences": counts.sentences,
        "words": counts.words,
        "entities": dict(counts.entities),
        "events": dict(counts.events),
        "claims": claims_by_relation(counts),
        "evidence": counts.evidence,
        "triples": counts.triples,
    }
