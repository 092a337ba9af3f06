"""The construct catalogue read and counted: with the live pipeline, and over frozen parses, which try the rules alone.

``python -m tests.extract.catalogue`` prints found, spurious and missed claims per construct; ``--errors`` lists
them with their sentences, ``--write-floor`` keeps the totals that later runs must reach. The pipeline is the one that
ships with the package, or the one that the environment variable KG_MODEL names.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import yaml
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.article import read_article
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.ground.ground import ground
from kg.language.analyse import analyse
from kg.model import Article
from tests.extract.cases import ANY, CASES, Case, Expected, load_cases, load_language
from tests.extract.frozen import frozen_docs
from tests.extract.naming import End, stands_for

FLOOR = CASES / "floor.yaml"
BROADER = {
    "sharesIntelligenceWith": "cooperatesWith",
    "signedAgreementWith": "cooperatesWith",
    "extradited": "handedOver",
    "deported": "handedOver",
}


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


def parsed(nlp: Language, cases: Iterable[Case]) -> Iterator[tuple[Case, Doc]]:
    """Yield every case with its text analysed as an article of its own."""
    cases = list(cases)
    articles = [Article(case.name, case.text) for case in cases]
    for case, (_, doc) in zip(cases, analyse(nlp, articles), strict=True):
        yield case, doc


def run(docs: Iterable[tuple[Case, Doc]], lexicon: Lexicon) -> list[Outcome]:
    """Read every case as an article of its own and compare."""
    outcomes = []
    for case, doc in docs:
        grounded = ground(read_article(Article(case.name, case.text), doc, lexicon), lexicon)
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


def table(live: list[Outcome], rules: list[Outcome]) -> Iterator[str]:
    """Yield the lines of the report: one for each construct, then the sum; first as parsed now, then as frozen."""
    columns = f"{'found':>5} {'spurious':>8} {'missed':>6} {'P':>5} {'R':>5} {'violated':>8}"
    yield f"{'':36} {'live pipeline':46} {'rules over frozen parses'}"
    yield f"{'construct':36} {columns:46} {columns}"
    names = list(dict.fromkeys(outcome.case.construct for outcome in live))
    for name in [*names, "all"]:
        both = [counts(o for o in outcomes if name in (o.case.construct, "all")) for outcomes in (live, rules)]
        yield f"{name:36} {figures(both[0]):46} {figures(both[1])}"


def figures(total: Counter[str]) -> str:
    """Return the columns of one sum."""
    precision, recall = precision_recall(total)
    row = f"{total['found']:5} {total['spurious']:8} {total['missed']:6}"
    return f"{row} {precision:5.2f} {recall:5.2f} {total['violated']:8}"


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
    parser.add_argument("--frozen", action="store_true", help="list those over the frozen parses")
    parser.add_argument("--write-floor", action="store_true", help=f"keep the totals in {FLOOR.name}")
    options = parser.parse_args(arguments)
    cases = [case for case in load_cases() if not options.construct or case.construct in options.construct]
    nlp, lexicon = load_language(), load_lexicon()
    live, rules = run(parsed(nlp, cases), lexicon), run(frozen_docs(cases, nlp.vocab), lexicon)
    if options.errors:
        print("\n".join(errors(rules if options.frozen else live)), end="\n\n")
    print("\n".join(table(live, rules)))
    if options.write_floor and not options.construct:
        write_floor(live, rules)
    return 0


def write_floor(live: list[Outcome], rules: list[Outcome]) -> None:
    """Write overall precision and recall, and the counts of every construct, for later runs to be held against."""
    text = yaml.safe_dump(
        {"live": reached(live), "frozen": reached(rules)}, sort_keys=False, default_flow_style=None, width=120
    )
    comment = "# What the catalogue reached; written by python -m tests.extract.catalogue --write-floor"
    FLOOR.write_text(f"{comment}\n{text}", encoding="utf8")


def reached(outcomes: list[Outcome]) -> dict[str, object]:
    """Return precision and recall, and the counts of every construct."""
    precision, recall = precision_recall(counts(outcomes))
    names = sorted({outcome.case.construct for outcome in outcomes})
    rows = {name: dict(counts(o for o in outcomes if o.case.construct == name)) for name in names}
    return {"precision": round(precision - 0.0005, 3), "recall": round(recall - 0.0005, 3), "constructs": rows}


if __name__ == "__main__":
    sys.exit(main())
