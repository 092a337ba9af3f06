"""Grounded readings built by hand: small articles whose entities, events and claims are known."""

from __future__ import annotations

from datetime import date

from kg.ids import article_key, minted
from kg.model import (
    Article,
    Entity,
    Event,
    Evidence,
    Factuality,
    GroundedReading,
    Mention,
    Reading,
    Referent,
    Sentence,
    Triple,
    When,
)

MOROCCO = Entity(
    "state/MA",
    ("State",),
    "Morocco",
    ("Moroccan authorities", "Rabat"),
    "MA",
    ("http://www.wikidata.org/entity/Q1028",),
)
CHINA = Entity("state/CN", ("State",), "China", (), "CN", ("http://www.wikidata.org/entity/Q148",))
FRANCE = Entity(
    "state/FR", ("State",), "France", ("French authorities",), "FR", ("http://www.wikidata.org/entity/Q142",)
)
FRAUD = Entity("offence/fraud", ("Offence",), "fraud")


def person(name: str, *classes: str, aliases: tuple[str, ...] = ()) -> Entity:
    """Return a named person."""
    return Entity(minted("person", name), classes or ("Suspect", "Person"), name, aliases)


def described(name: str, article: Article, count: int | None = None) -> Entity:
    """Return persons that only this article describes."""
    key = minted("person", name, article_key(article.sha256))
    return Entity(key, ("Suspect", "Person"), name, described=True, count=count)


def reading(
    article: Article,
    entities: list[Entity],
    triples: list[tuple[int, str, int, Factuality, float, str, int | None]],
    events: list[Event] | None = None,
    attributed_to: int | None = None,
) -> GroundedReading:
    """Return a grounded reading whose triples are all read in the article's first sentence (up to the first full stop).

    A triple is (subject, relation, object, factuality, confidence, rule, event).
    """
    end = article.text.index(".") + 1 if "." in article.text else len(article.text)
    sentences = [Sentence(0, end, article.text[:end])]
    if article.text[end:].strip():
        sentences.append(Sentence(end, len(article.text), article.text[end:]))
    referents = tuple(
        Referent(
            i,
            entity.classes,
            entity.label,
            entity.alt_labels,
            (Mention(0, 1, article.text[0], entity.classes[0], True),),
        )
        for i, entity in enumerate(entities)
    )
    found = tuple(
        Triple(s, p, o, factuality, confidence, Evidence(0, end, article.text[:end], rule), event, attributed_to)
        for s, p, o, factuality, confidence, rule, event in triples
    )
    words = len(article.text.split())
    return GroundedReading(
        Reading(article, tuple(sentences), words, referents, tuple(events or ()), found), tuple(entities)
    )


def extradition(
    identifier: str = "03-fox-hunt", *, confidence: float = 0.93, title: str = "Fox hunt"
) -> GroundedReading:
    """Return an article with an asserted extradition, a planned meeting and a denied arrest."""
    text = (
        f"Morocco extradited Li Wei to China, wrote {identifier}. Talks with France are planned. No couriers were held."
    )
    article = Article(identifier, text, title, date(2026, 1, 12), "Example News", f"https://example.org/{identifier}")
    couriers = described("two couriers", article, 2)
    li = person("Li Wei", aliases=("Li",))
    when = When(date(2026, 1, 12), date(2026, 1, 12), "day")
    event = Event(
        0, "Extradition", 8, 18, "extradited", (("actor", 0), ("suspect", 2), ("toParty", 1)), Factuality.ASSERTED, when
    )
    meeting = Event(
        1,
        "Meeting",
        text.index("Talks"),
        text.index("Talks") + 5,
        "Talks",
        (("actor", 0), ("partner", 3)),
        Factuality.PLANNED,
    )
    triples = [
        (0, "extradited", 2, Factuality.ASSERTED, confidence, "active-verb", 0),
        (0, "extradited", 2, Factuality.ASSERTED, confidence - 0.2, "headline", 0),
        (2, "transferredTo", 1, Factuality.ASSERTED, 0.9, "to-phrase", 0),
        (2, "suspectedOf", 5, Factuality.ASSERTED, 0.6, "wanted-for", None),
        (3, "metWith", 0, Factuality.PLANNED, 0.7, "talks-with", 1),
        (0, "arrested", 4, Factuality.DENIED, 0.5, "negated-passive", None),
        (0, "sharesIntelligenceWith", 3, Factuality.ASSERTED, 1.0, "active-verb", None),
    ]
    return reading(article, [MOROCCO, CHINA, li, FRANCE, couriers, FRAUD], triples, [event, meeting], attributed_to=1)


def many(number: int) -> list[GroundedReading]:
    """Return articles that share states and persons and differ in text, confidence and some claims."""
    return [
        extradition(f"{i:04}-article", confidence=0.5 + (i % 40) / 100, title=f"Article {i}") for i in range(number)
    ]
