"""Nodes and edges for the page's tests: a made-up world in the shape real graphs have."""

from __future__ import annotations

import random

from kg.export.view import EdgeView, EvidenceView, NodeView

BASE = "https://w3id.org/seccoop/id/"
STATES = """
    Morocco France Spain Belgium Netherlands Germany Italy Portugal Denmark Sweden Algeria Tunisia Mauritania Senegal
    Mali Niger Turkey Egypt Jordan Lebanon Israel Qatar China Russia India Brazil Colombia Mexico Canada
    United·States United·Kingdom Saudi·Arabia United·Arab·Emirates Côte·d'Ivoire
"""
AGENCIES = [
    "General Directorate for National Security", "General Directorate for Territorial Surveillance", "Italian police",
    "French Ministry of the Interior", "Guardia Civil", "Federal Bureau of Investigation", "Belgian Federal Police",
    "Drug Enforcement Administration", "Danish National Police", "Royal Gendarmerie", "National Crime Agency",
    "US Department of Justice", "Spanish National Court", "Dutch public prosecutor", "Turkish coast guard",
]  # fmt: skip
BODIES = ["Interpol", "Europol", "Eurojust", "NATO", "United Nations", "European Union", "Frontex", "African Union"]
OFFENCES = ["drug trafficking", "money laundering", "terrorism", "kidnapping", "murder", "fraud", "people trafficking"]
PLACES = ["Tangier", "Casablanca", "Mohammed V Airport", "Marseille", "Marbella", "Antwerp", "Rotterdam", "Malaga"]
GROUPS = ["Northern cartel", "Harbour network", "Desert Brigade", "drug trafficking networks"]
FACTUALITIES = ["Asserted"] * 14 + ["Planned"] * 3 + ["Alleged"] * 2 + ["Denied"]


def node(
    kind: str, label: str, classes: tuple[str, ...], alt: tuple[str, ...] = (), described: bool = False
) -> NodeView:
    """Return a node whose IRI follows from its kind and label."""
    key = label.lower().replace(" ", "-").encode("ascii", "ignore").decode("ascii")
    return NodeView(iri=f"{BASE}{kind}/{key}", label=label, classes=classes, alt_labels=alt, described=described)


def edge(
    at: int, subject: NodeView, relation: str, obj: NodeView, factuality: str = "Asserted", **more: object
) -> EdgeView:
    """Return a claim with one evidence whose sentence names the subject and the object."""
    words = more.pop("sentence", f"{subject.label} {relation} {obj.label}, officials said on Monday.")
    evidence = EvidenceView(
        sentence=str(words), article=f"{BASE}article/{at % 30:04d}", identifier=f"news-{at % 30}",
        title=str(more.pop("title", f"Report number {at % 30} on cooperation")), publisher="The Daily Example",
        date="2026-01-12",
        url=str(more.pop("url", f"https://news.example/{at % 30}")), start=81, end=81 + len(str(words)),
        rules=("passive-with-agent",),
    )  # fmt: skip
    return EdgeView(
        iri=f"{BASE}claim/{at:06d}", subject=subject.iri, relation=relation, object=obj.iri, factuality=factuality,
        confidence=float(str(more.pop("confidence", 0.9))), evidences=(evidence,), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def demo(people: int = 60, seed: int = 4) -> tuple[list[NodeView], list[EdgeView]]:
    """Return a graph with a few hubs, many suspects and some small islands."""
    rng = random.Random(seed)
    states = [
        node("state", name, ("State",), ("the kingdom", "Rabat") if name == "Morocco" else ())
        for name in (word.replace("·", " ") for word in STATES.split())
    ]
    agencies = [node("agency", name, ("Agency",)) for name in AGENCIES]
    bodies = [node("organisation", name, ("InternationalOrganisation",)) for name in BODIES]
    offences = [node("offence", name, ("Offence",)) for name in OFFENCES]
    places = [node("place", name, ("Place",)) for name in PLACES]
    groups = [node("group", name, ("Group",)) for name in GROUPS]
    operations = [
        node("operation", f"Operation {name}", ("Operation",)) for name in ("Fox Hunt", "Blue Strait", "Anvil")
    ]
    suspects = [
        node("person", f"a {rng.choice(['Danish', 'French', 'Dutch'])} national {n}", ("Suspect", "Person"), (), True)
        if n % 3 == 0
        else node(
            "person",
            f"{rng.choice(['Karim', 'Jean', 'Lars', 'Ana'])} {rng.choice(['Omrah', 'Petit', 'Holm'])}-{n}",
            ("Suspect", "Person"),
        )
        for n in range(people)
    ]
    officials = [node("person", f"Minister {letter}. Example", ("Official", "Person")) for letter in "ABCDEFGH"]
    edges: list[EdgeView] = []

    def say(subject: NodeView, relation: str, obj: NodeView, **more: object) -> None:
        factuality = str(more.pop("factuality", rng.choice(FACTUALITIES)))
        edges.append(edge(len(edges), subject, relation, obj, factuality, confidence=rng.uniform(0.4, 1), **more))

    def skewed(things: list[NodeView]) -> NodeView:
        return things[int(len(things) * rng.random() ** 2.6)]

    for _ in range(40 + people // 3):
        a, b = skewed(states), skewed(states + agencies + bodies)
        if a is not b:
            relation = rng.choice(
                [
                    "cooperatesWith",
                    "cooperatesWith",
                    "sharesIntelligenceWith",
                    "signedAgreementWith",
                    "metWith",
                    "praised",
                ]
            )
            say(a, relation, b, symmetric=relation != "praised")
    for agency in agencies:
        say(agency, "agencyOf", skewed(states), factuality="Asserted")
    for suspect in suspects:
        if rng.random() < 0.12:
            say(suspect, "attacked", node("place", f"a market {suspect.label[-2:]}", ("Place",), (), True))
            continue
        giver, taker = skewed(states), skewed(states)
        say(rng.choice([giver, skewed(agencies)]), "arrested", suspect)
        say(suspect, "suspectedOf", rng.choice(offences))
        if rng.random() < 0.6:
            say(giver, "extradited", suspect)
            say(suspect, "transferredTo", taker)
        if rng.random() < 0.5:
            say(suspect, "arrestedIn", rng.choice(places))
        if rng.random() < 0.4:
            say(suspect, "wantedBy", rng.choice([skewed(states), bodies[0]]))
        if rng.random() < 0.2:
            say(suspect, "memberOf", rng.choice(groups))
    for official in officials:
        say(official, "representativeOf", skewed(states), factuality="Asserted")
        say(official, "metWith", rng.choice(officials), symmetric=True)
    for operation in operations:
        say(skewed(agencies), "conducted", operation)
        say(operation, "targeted", rng.choice(groups))
    known = {
        n.iri: n for n in states + agencies + bodies + offences + places + groups + operations + suspects + officials
    }
    for claim in edges:
        if claim.object not in known:
            known[claim.object] = node("place", claim.object.rsplit("/", 1)[1].replace("-", " "), ("Place",), (), True)
    return list(known.values()), edges
