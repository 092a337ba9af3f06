"""The construct catalogue: sentences with the claims that hold in them, read with the live pipeline and counted.

``python -m tests.extract.catalogue`` prints found, spurious and missed claims per construct; ``--errors`` lists
them with their sentences, ``--write-floor`` keeps the totals that later runs must reach. The pipeline is the one that
ships with the package, or the one that the environment variable KG_MODEL names.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language

from kg.extract.article import read_article
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.ground.ground import ground
from kg.language.analyse import analyse
from kg.language.pipeline import load_pipeline
from kg.model import Article, Factuality
from tests.extract.naming import End, stands_for

CASES = Path(__file__).parents[1] / "cases"
CONSTRUCTS = CASES / "constructs"
FLOOR = CASES / "floor.yaml"
FACTUALITIES = frozenset(f.value.lower() for f in Factuality)
BROADER = {
    "sharesIntelligenceWith": "cooperatesWith",
    "signedAgreementWith": "cooperatesWith",
    "extradited": "handedOver",
    "deported": "handedOver",
}
ANY = "*"


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim that holds, or a pattern with ``*`` that must not appear; doubtful: neither required nor wrong.

    A subject or object may give several right names, parted by " / ": "a hotel / Valencia".
    """

    subject: str
    relation: str
    object: str
    factuality: str
    doubtful: bool = False

    def __str__(self) -> str:
        return " | ".join((self.subject, self.relation, self.object, self.factuality))


@dataclass(frozen=True, slots=True)
class Case:
    """A text of the catalogue; ``forbidden`` is filled for the negative ones."""

    construct: str
    name: str
    text: str
    claims: tuple[Expected, ...]
    forbidden: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicted:
    """A triple that the pipeline read, with the names of its ends and the rule that fired."""

    subject: End
    relation: str
    object: End
    factuality: str
    rule: str

    def __str__(self) -> str:
        return " | ".join((self.subject.label, self.relation, self.object.label, self.factuality))


@dataclass(slots=True)
class Outcome:
    """What became of one case."""

    case: Case
    found: list[Expected] = field(default_factory=list)
    missed: list[Expected] = field(default_factory=list)
    spurious: list[Predicted] = field(default_factory=list)
    violated: list[tuple[Expected, Predicted]] = field(default_factory=list)


def load_cases(folder: Path = CONSTRUCTS) -> list[Case]:
    """Read and check every file of the catalogue; raises ValueError naming the file and what is wrong in it."""
    relations = frozenset(load_lexicon().relations)
    return [case for path in sorted(folder.glob("*.yaml")) for case in read_cases(path, relations)]


def read_cases(path: Path, relations: frozenset[str]) -> Iterator[Case]:
    """Yield the cases of one file; raises ValueError where it departs from the schema."""
    row: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf8"))
    if set(row) != {"construct", "what", "positive", "negative"} or row["construct"] != path.stem:
        raise ValueError(f"{path.name}: needs construct (its stem), what, positive and negative, and nothing else")
    for kind, least, keys in (("positive", 6, {"text", "claims"}), ("negative", 4, {"text", "claims", "not"})):
        if len(row[kind]) < least:
            raise ValueError(f"{path.name}: has {len(row[kind])} {kind} texts, fewer than {least}")
        for number, item in enumerate(row[kind], 1):
            name = f"{path.stem} {kind} {number}"
            if set(item) != keys or not item["text"].strip():
                raise ValueError(f"{name}: needs exactly {', '.join(sorted(keys))}")
            claims = tuple(read_claim(text, relations, name) for text in item["claims"])
            if len(set(claims)) < len(claims):
                raise ValueError(f"{name}: a claim stands twice")
            forbidden = tuple(read_claim(text, relations | {ANY}, name, pattern=True) for text in item.get("not", ()))
            if kind == "negative" and not forbidden:
                raise ValueError(f"{name}: a negative text names what must not appear")
            yield Case(path.stem, name, item["text"], claims, forbidden)


def read_claim(text: str, relations: frozenset[str], where: str, *, pattern: bool = False) -> Expected:
    """Read ``subject | relation | object | factuality``, doubtful with a leading ``?``; raises ValueError."""
    parts = [part.strip() for part in text.removeprefix("?").split("|")]
    if len(parts) != 4 or not all(parts):
        raise ValueError(f"{where}: {text!r} is not 'subject | relation | object | factuality'")
    if parts[1] not in relations:
        raise ValueError(f"{where}: no relation {parts[1]!r} in frames.yaml")
    if parts[3] not in (FACTUALITIES | {ANY} if pattern else FACTUALITIES):
        raise ValueError(f"{where}: no factuality {parts[3]!r}")
    if ANY in (parts[0], parts[2]) and not pattern:
        raise ValueError(f"{where}: {text!r} is a pattern, not a claim")
    return Expected(parts[0], parts[1], parts[2], parts[3], text.startswith("?"))


def load_language() -> Language:
    """Return the pipeline that KG_MODEL names, else the shipped one; raises KgError when it cannot be loaded."""
    return load_pipeline(os.environ.get("KG_MODEL") or None)


def run(nlp: Language, cases: Iterable[Case], lexicon: Lexicon) -> list[Outcome]:
    """Read every case as an article of its own and compare."""
    cases = list(cases)
    articles = [Article(case.name, case.text) for case in cases]
    outcomes = []
    for case, (article, doc) in zip(cases, analyse(nlp, articles), strict=True):
        grounded = ground(read_article(article, doc, lexicon), lexicon)
        ends = [
            End(entity.label, (entity.label, *entity.alt_labels, referent.name, *referent.aliases), entity.iso)
            for referent, entity in zip(grounded.reading.referents, grounded.entities, strict=True)
        ]
        rows = {
            (t.subject, t.relation, t.object, t.factuality): Predicted(
                ends[t.subject], t.relation, ends[t.object], t.factuality.value.lower(), t.evidence.rule
            )
            for t in reversed(grounded.reading.triples)
        }
        outcomes.append(compare(case, [rows[key] for key in sorted(rows, key=str)], lexicon))
    return outcomes


def compare(case: Case, predicted: Iterable[Predicted], lexicon: Lexicon) -> Outcome:
    """Sort predictions into found and spurious, and expected claims into found and missed."""
    outcome = Outcome(case)
    broader = [replace(c, relation=BROADER[c.relation], doubtful=True) for c in case.claims if c.relation in BROADER]
    reached: set[Expected] = set()
    for row in predicted:
        hits = [claim for claim in (*case.claims, *broader) if fits(row, claim, lexicon)]
        reached.update(claim for claim in hits if not claim.doubtful)
        if not hits:
            outcome.spurious.append(row)
        outcome.violated += [(pattern, row) for pattern in case.forbidden if fits(row, pattern, lexicon)]
    outcome.found = [claim for claim in case.claims if claim in reached]
    outcome.missed = [claim for claim in case.claims if not claim.doubtful and claim not in reached]
    return outcome


def fits(row: Predicted, claim: Expected, lexicon: Lexicon) -> bool:
    """Whether a prediction is the claim, or falls under the pattern; symmetric relations fit in either direction."""
    if claim.relation not in (ANY, row.relation) or claim.factuality not in (ANY, row.factuality):
        return False
    ways = [(row.subject, row.object)]
    if lexicon.relations[row.relation].symmetric:
        ways.append((row.object, row.subject))
    return any(
        (claim.subject == ANY or stands_for(claim.subject, subject, lexicon.gazetteer))
        and (claim.object == ANY or stands_for(claim.object, object_, lexicon.gazetteer))
        for subject, object_ in ways
    )


def counts(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Return how many claims were found, spurious and missed, and how many patterns were violated."""
    total: Counter[str] = Counter(found=0, spurious=0, missed=0, violated=0)
    for outcome in outcomes:
        total.update(found=len(outcome.found), spurious=len(outcome.spurious))
        total.update(missed=len(outcome.missed), violated=len(outcome.violated))
    return total


def precision_recall(total: Counter[str]) -> tuple[float, float]:
    """Return precision and recall; 1.0 where there is nothing to count."""
    found = total["found"]
    return found / ((found + total["spurious"]) or 1), found / ((found + total["missed"]) or 1)


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield the lines of the report: one for each construct, then the sum."""
    yield f"{'construct':36} {'found':>5} {'spurious':>8} {'missed':>6} {'P':>5} {'R':>5} {'violated':>8}"
    names = list(dict.fromkeys(outcome.case.construct for outcome in outcomes))
    for name in [*names, "all"]:
        total = counts(outcome for outcome in outcomes if name in (outcome.case.construct, "all"))
        precision, recall = precision_recall(total)
        row = f"{name:36} {total['found']:5} {total['spurious']:8} {total['missed']:6}"
        yield f"{row} {precision:5.2f} {recall:5.2f} {total['violated']:8}"


def errors(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield every missed and spurious claim and violated pattern under its sentence."""
    for outcome in outcomes:
        if outcome.missed or outcome.spurious or outcome.violated:
            yield f"\n{outcome.case.name}: {outcome.case.text}"
            yield from (f"  missed    {claim}" for claim in outcome.missed)
            yield from (f"  spurious  {row}   [{row.rule}]" for row in outcome.spurious)
            yield from (f"  violated  {pattern}   by {row}" for pattern, row in outcome.violated)


def main(arguments: list[str] | None = None) -> int:
    """Print the report; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.extract.catalogue", description="Claims per construct.")
    parser.add_argument("construct", nargs="*", help="only these constructs")
    parser.add_argument("--errors", action="store_true", help="list every missed and spurious claim with its sentence")
    parser.add_argument("--write-floor", action="store_true", help=f"keep the totals in {FLOOR.name}")
    options = parser.parse_args(arguments)
    cases = [case for case in load_cases() if not options.construct or case.construct in options.construct]
    outcomes = run(load_language(), cases, load_lexicon())
    if options.errors:
        print("\n".join(errors(outcomes)), end="\n\n")
    print("\n".join(table(outcomes)))
    if options.write_floor and not options.construct:
        write_floor(outcomes)
    return 0


def write_floor(outcomes: list[Outcome]) -> None:
    """Write overall precision and recall, and the counts of every construct, for later runs to be held against."""
    precision, recall = precision_recall(counts(outcomes))
    names = sorted({outcome.case.construct for outcome in outcomes})
    rows = {name: dict(counts(o for o in outcomes if o.case.construct == name)) for name in names}
    floor = {"precision": round(precision - 0.0005, 3), "recall": round(recall - 0.0005, 3), "constructs": rows}
    text = yaml.safe_dump(floor, sort_keys=False, default_flow_style=None, width=120)
    comment = "# What the catalogue reached; written by python -m tests.extract.catalogue --write-floor"
    FLOOR.write_text(f"{comment}\n{text}", encoding="utf8")


if __name__ == "__main__":
    sys.exit(main())
