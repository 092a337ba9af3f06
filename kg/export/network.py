"""GraphML and GEXF: entities as nodes, claims as directed parallel edges, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.export.view import GraphView

# what XML 1.0 cannot hold, not even escaped; carriage returns would come back as line feeds
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network(view: GraphView) -> nx.MultiDiGraph[str]:
    """Return a graph whose attributes are strings, numbers and booleans only, keyed by the claims' IRIs."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in view.nodes:
        graph.add_node(
            node.iri,
            label=_xml(node.label),
            cls=node.classes[0] if node.classes else "",
            alt_labels=_xml(" | ".join(node.alt_labels)),
            described=node.described,
            iso=node.iso,
            degree=node.degree,
        )
    for edge in view.edges:
        graph.add_edge(
            edge.subject,
            edge.object,
            key=edge.iri,
            label=edge.relation,
            factuality=edge.factuality,
            confidence=edge.confidence,
            symmetric=edge.symmetric,
            evidences=len(edge.evidences),
            start_date=edge.start_date,
            sentence=_xml(edge.evidences[0].sentence) if edge.evidences else "",
        )
    return graph


def graphml(view: GraphView) -> bytes:
    """Return a GraphML document in UTF-8."""
    return "\n".join([*nx.generate_graphml(network(view), named_key_ids=True, edge_id_from_attribute=None), ""]).encode(
        "utf8"
    )


def gexf(view: GraphView) -> bytes:
    """Return a GEXF 1.2 document in UTF-8, without the date of writing that networkx puts in."""
    graph = network(view)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.findall("meta"):
        writer.xml.remove(meta)
    document = io.BytesIO()
    ElementTree.indent(writer.xml)
    ElementTree.ElementTree(writer.xml).write(document, encoding="utf-8", xml_declaration=True)
    return document.getvalue() + b"\n"


def _xml(text: str) -> str:
    return _NOT_XML.sub(" ", text)
