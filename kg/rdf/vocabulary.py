"""The closed vocabulary: ``SC.extradited`` is an IRI, ``SC.extradicted`` an error.

The names repeat what ``ontology/seccoop.ttl`` declares, so that editors and type checkers know them; a test holds
the two equal.
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

from kg.ids import BASE, ONTOLOGY

PREFIXES: dict[str, str] = {
    "sc": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}
XSD_DECIMAL, XSD_INTEGER, XSD_DATE, XSD_ANYURI = (
    ox.NamedNode(PREFIXES["xsd"] + local) for local in ("decimal", "integer", "date", "anyURI")
)


class SC(DefinedNamespace):
    """Classes, relations, roles, properties and individuals of the ontology, by local name."""

    _NS = Namespace(ONTOLOGY)
    _fail = True

    # Classes
    Accusation: URIRef
    Agency: URIRef
    Agreement: URIRef
    AgreementSigning: URIRef
    Arrest: URIRef
    Article: URIRef
    Attack: URIRef
    Authority: URIRef
    Claim: URIRef
    Conviction: URIRef
    Cooperation: URIRef
    Deportation: URIRef
    DescribedEntity: URIRef
    Entity: URIRef
    Event: URIRef
    Extradition: URIRef
    Factuality: URIRef
    Goods: URIRef
    Group: URIRef
    Handover: URIRef
    InternationalOrganisation: URIRef
    Location: URIRef
    Meeting: URIRef
    Offence: URIRef
    Official: URIRef
    Operation: URIRef
    Organisation: URIRef
    Participant: URIRef
    Party: URIRef
    Person: URIRef
    Place: URIRef
    Relation: URIRef
    Request: URIRef
    Sanction: URIRef
    Seizure: URIRef
    State: URIRef
    Support: URIRef
    Suspect: URIRef
    TextSpan: URIRef
    Transfer: URIRef
    Visit: URIRef
    # Individuals
    Alleged: URIRef
    Asserted: URIRef
    Denied: URIRef
    OffenceScheme: URIRef
    Planned: URIRef
    # Relations
    accused: URIRef
    agencyOf: URIRef
    arrested: URIRef
    arrestedIn: URIRef
    attacked: URIRef
    conducted: URIRef
    convictedOf: URIRef
    cooperatesWith: URIRef
    deported: URIRef
    dismantled: URIRef
    extradited: URIRef
    handedOver: URIRef
    issuedNoticeFor: URIRef
    locatedIn: URIRef
    memberOf: URIRef
    metWith: URIRef
    nationality: URIRef
    praised: URIRef
    representativeOf: URIRef
    requestedExtraditionOf: URIRef
    sanctioned: URIRef
    seized: URIRef
    sharesIntelligenceWith: URIRef
    signedAgreementWith: URIRef
    supports: URIRef
    suspectedOf: URIRef
    targeted: URIRef
    transferredFrom: URIRef
    transferredTo: URIRef
    visited: URIRef
    wantedBy: URIRef
    # Other properties
    actor: URIRef
    article: URIRef
    attributedTo: URIRef
    confidence: URIRef
    count: URIRef
    datePrecision: URIRef
    destination: URIRef
    end: URIRef
    endDate: URIRef
    event: URIRef
    evidence: URIRef
    extractorVersion: URIRef
    factuality: URIRef
    fromParty: URIRef
    goods: URIRef
    instrument: URIRef
    isoCode: URIRef
    mentionedIn: URIRef
    offence: URIRef
    operation: URIRef
    origin: URIRef
    partner: URIRef
    place: URIRef
    role: URIRef
    rule: URIRef
    sentenceCount: URIRef
    sha256: URIRef
    start: URIRef
    startDate: URIRef
    suspect: URIRef
    target: URIRef
    text: URIRef
    toParty: URIRef
    wordCount: URIRef


@lru_cache(maxsize=4096)
def term(curie: str) -> ox.NamedNode:
    """Return the node of a CURIE such as ``"sc:actor"``; raise AttributeError for an unknown ``sc:`` name,
    KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    if prefix == "sc":
        return ox.NamedNode(str(SC[local]))
    return ox.NamedNode(PREFIXES[prefix] + local)


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def derived_graph(base: str = BASE) -> ox.NamedNode:
    """Return the name of the graph that holds everything derived from the articles' graphs."""
    return ox.NamedNode(base + "graph/derived")
