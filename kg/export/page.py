"""One self-contained HTML page on which every claim shows the sentence it was read in.

pyvis builds the network; the project's own template draws it. Text reaches the page through Jinja's autoescape or as
data in one JSON block, the content security policy allows the page's own script and style by hash and nothing else,
and no other host is asked for anything.
"""

from __future__ import annotations

import json
import math
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyvis.network  # type: ignore[import-untyped, unused-ignore]
import yaml

from kg.export.page_html import TEMPLATES, page_environment
from kg.export.page_layout import SPACING, positions
from kg.export.view import EdgeView, EvidenceView, NodeView, graph_view

if TYPE_CHECKING:
    from kg.rdf.store import Store

TITLE = "Security cooperation between states"

_STATIC_ROWS = 200
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "multiselect": False, "selectConnectedEdges": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}},
}


def write_page(store: Store, path: Path | str, title: str = TITLE) -> None:
    """Write the page of all entities and claims of ``store`` to ``path``, in UTF-8, in one step.

    Raises OSError where the folder cannot be written to; an existing file is then left as it was.
    """
    view = graph_view(store)
    page = render_page(view.nodes, view.edges, title).encode("utf-8", "replace")
    target = Path(path)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def render_page(nodes: Sequence[NodeView], edges: Sequence[EdgeView], title: str = TITLE) -> str:
    """Return the page for nodes and edges (``subject`` and ``object`` are IRIs of the nodes) as one HTML document.

    The same arguments give the same page. Raises KeyError where an edge names a node that is not there.
    """
    nodes = sorted(nodes, key=lambda node: node.iri)
    edges = sorted(edges, key=lambda edge: edge.iri)
    index = {node.iri: at for at, node in enumerate(nodes)}
    links = [(index[edge.subject], index[edge.object]) for edge in edges]
    network = _network(nodes, edges, links)
    articles = _table(evidence for edge in edges for evidence in edge.evidences)
    looks = yaml.safe_load((TEMPLATES / "appearance.yaml").read_text(encoding="utf8"))
    numbers = {iri: at for at, iri in enumerate(articles)}
    environment = page_environment()
    environment.globals.update(
        title=title,
        looks=looks,
        articles=[_article(evidence) for evidence in articles.values()],
        evidences=[[_evidence(item, numbers[item.article]) for item in edge.evidences] for edge in edges],
        relations={edge.relation: _words(edge.relation) for edge in edges},
        rows=[_row(edge, nodes, link, looks) for edge, link in zip(edges[:_STATIC_ROWS], links, strict=False)],
    )
    network.templateEnv, network.path = environment, "page.html"
    return str(network.generate_html())


def _network(
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], links: Sequence[tuple[int, int]]
) -> pyvis.network.Network:
    """Return the pyvis network, with a node's or edge's place in the sequence as its id."""
    network = pyvis.network.Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    degree = [0] * len(nodes)
    for a, b in links:
        degree[a] += 1
        degree[b] += a != b
    sizes = [_size(node, count) for node, count in zip(nodes, degree, strict=True)]
    places = positions(len(nodes), links, sizes)
    for at, (node, size, (x, y)) in enumerate(zip(nodes, sizes, places, strict=True)):
        network.add_node(
            at, label=node.label or _tail(node.iri), x=x, y=y, size=size, degree=degree[at], iri=node.iri,
            names=[name for name in node.alt_labels if name != node.label], classes=list(node.classes),
            described=node.described, same=[url for url in node.same_as if _is_web(url)],
        )  # fmt: skip
    index = {node.iri: at for at, node in enumerate(nodes)}
    for at, (edge, link, bend) in enumerate(zip(edges, links, _bends(links, places), strict=True)):
        network.add_edge(
            *link, id=at, relation=edge.relation, factuality=edge.factuality, confidence=round(edge.confidence, 4),
            symmetric=edge.symmetric, by=[index[iri] for iri in edge.attributed_to if iri in index],
            dates=sorted({day for day in (edge.start_date, edge.end_date) if day}), **bend,
        )  # fmt: skip
    return network


def _size(node: NodeView, degree: int) -> float:
    """Return a node's radius: it grows with the claims, and what an article only describes is smaller."""
    size = 6.0 + 3.0 * math.sqrt(min(degree, 120))
    return round(size * 0.7 if node.described else size, 1)


def _bends(links: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return for each link the curve that keeps it apart from the others between the same two nodes."""
    groups: dict[tuple[int, int], list[int]] = {}
    for at, (a, b) in enumerate(links):
        groups.setdefault((min(a, b), max(a, b)), []).append(at)
    bends: list[dict[str, Any]] = [{} for _ in links]
    for (low, high), members in groups.items():
        length = max(math.dist(places[low], places[high]), 1.0)
        for rank, at in enumerate(members):
            if low == high:
                bends[at] = {"selfReference": {"size": 14 + 5 * rank, "angle": round(0.8 + 1.3 * rank, 3)}}
                continue
            # Slots …, -1, 0, 1, … across the straight line; a link that runs the other way bends the other way.
            slot = (rank - (len(members) - 1) / 2) * (1 if links[at][0] == low else -1)
            if slot:
                bow = min(abs(slot) * max(0.11, 0.5 * SPACING / length), 2.0)
                bends[at] = {
                    "smooth": {
                        "enabled": True,
                        "type": "curvedCW" if slot > 0 else "curvedCCW",
                        "roundness": round(bow, 3),
                    }
                }
    return bends


def _table(evidences: Iterable[EvidenceView]) -> dict[str, EvidenceView]:
    """Return one evidence for each article, by the article's IRI, sorted."""
    return dict(sorted({evidence.article: evidence for evidence in evidences}.items()))


def _article(evidence: EvidenceView) -> dict[str, str]:
    return {
        "title": evidence.title or evidence.identifier,
        "publisher": evidence.publisher,
        "date": evidence.date,
        "url": evidence.url if _is_web(evidence.url) else "",
    }


def _evidence(evidence: EvidenceView, article: int) -> dict[str, Any]:
    return {
        "article": article,
        "text": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
    }


def _row(edge: EdgeView, nodes: Sequence[NodeView], link: tuple[int, int], looks: dict[str, Any]) -> dict[str, Any]:
    """Return what the static table says of an edge."""
    names = [nodes[at].label or _tail(nodes[at].iri) for at in link]
    return {
        "subject": names[0],
        "relation": _words(edge.relation),
        "object": names[1],
        "factuality": looks["factualities"].get(edge.factuality, {}).get("label", edge.factuality),
        "confidence": f"{edge.confidence:.2f}",
        "evidences": [(evidence.sentence, _article(evidence)) for evidence in edge.evidences],
    }


def _is_web(url: str) -> bool:
    """Return whether a URL is one that a page may link to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _words(name: str) -> str:
    """Return a local name as words: ``requestedExtraditionOf`` gives ``requested extradition of``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _tail(iri: str) -> str:
    """Return the part of an IRI after the last slash or hash, the stand-in for a missing label."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1] or iri
