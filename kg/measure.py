"""What a pipeline reads in articles with gold, judged; and the figures that follow: factuality and calibration."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.extract.article import read_article
from kg.extract.lexicon import load_lexicon
from kg.gold import Judgement, judge, read_gold
from kg.ground.ground import ground
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article, Problem, Rejection
from kg.sources.read import read_articles

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """The reading of one article: its judged triples and its refused candidates."""

    article: str
    judgements: tuple[Judgement, ...]
    rejections: tuple[Rejection, ...]

    @property
    def counted(self) -> list[Judgement]:
        """The surest triple of each claim, without the doubtful ones."""
        best: dict[tuple[int, str, int, str], Judgement] = {}
        for item in self.judgements:
            t = item.triple
            key = (t.subject, t.relation, t.object, t.factuality)
            if not item.doubtful and (key not in best or t.confidence > best[key].triple.confidence):
                best[key] = item
        return list(best.values())


def read_judged(articles: Path, gold: Path, model: str | None = None) -> list[Judged]:
    """Return the judged readings of the articles that have gold, by name; raises KgError where one has no article."""
    wanted = {item.article: item for item in map(read_gold, sorted(gold.glob("*.json")))}
    there = {a.identifier: a for a in read_articles([str(articles)]) if not isinstance(a, Problem)}
    missing = sorted(set(wanted) - set(there))
    if missing:
        raise KgError(f"no article {missing[0]!r}", str(articles), "give the folder that the gold belongs to")
    chosen: list[Article] = [there[name] for name in sorted(wanted)]
    nlp, lexicon = load_pipeline(model), load_lexicon()
    result = []
    for article, doc in analyse(nlp, chosen):
        grounded = ground(read_article(article, doc, lexicon), lexicon)
        judgements = tuple(judge(grounded, wanted[article.identifier]))
        result.append(Judged(article.identifier, judgements, grounded.reading.rejections))
    return result


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many claims with right ends and relation there are, and how many of them have the right factuality."""

    right: int
    all: int

    @property
    def share(self) -> float:
        """The accuracy; 1.0 where there is nothing to count."""
        return self.right / self.all if self.all else 1.0


def factuality_accuracy(judgements: Iterable[Judgement]) -> dict[str, Accuracy]:
    """Return the accuracy of factuality, given the right relation, for each factuality that was read, and for all."""
    found: dict[str, list[bool]] = {}
    for item in judgements:
        if item.factualities:
            for name in (item.triple.factuality.lower(), "all"):
                found.setdefault(name, []).append(item.right)
    return {name: Accuracy(sum(marks), len(marks)) for name, marks in sorted(found.items())}


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, their mean confidence, the share that is right."""

    size: int
    confidence: float
    precision: float


def bins(pairs: Sequence[tuple[float, bool]], number: int = BINS) -> list[Bin]:
    """Return bins of equal mass (sizes differ by one at most) over pairs of confidence and rightness, surest last."""
    ranked = sorted(pairs)
    edges = [round(i * len(ranked) / number) for i in range(number + 1)]
    return [
        Bin(b - a, sum(c for c, _ in ranked[a:b]) / (b - a), sum(r for _, r in ranked[a:b]) / (b - a))
        for a, b in itertools.pairwise(edges)
        if b > a
    ]


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: the mean distance of confidence and precision over bins of equal mass."""
    return sum(b.size * abs(b.confidence - b.precision) for b in bins(pairs)) / (len(pairs) or 1)


def top_precision(pairs: Sequence[tuple[float, bool]], share: float = 0.5) -> float:
    """Return the precision of the surest share of claims; claims as sure as the last of them count in proportion."""
    wanted = share * len(pairs)
    ranked = sorted(pairs, reverse=True)
    if not ranked:
        return 1.0
    limit = ranked[max(0, min(len(ranked), round(wanted)) - 1)][0]
    above = [right for value, right in ranked if value > limit]
    level = [right for value, right in ranked if value == limit]
    return (sum(above) + sum(level) / len(level) * (wanted - len(above))) / wanted


def paired(judgements: Iterable[Judgement]) -> list[tuple[float, bool]]:
    """Return the confidence of each claim, and whether it is right."""
    return [(item.triple.confidence, item.right) for item in judgements]
