"""What resolution leaves to people: the unsure pairs of a build, and their judgements on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.ground.resolve.evidence import VAGUE
from kg.ground.resolve.judgements import FILE, Judgement, load_judgements, read_judgements, write_judgements
from kg.ground.resolve.records import Pair, Verdict
from kg.ground.resolve.resolve import Resolution
from kg.ids import BASE
from kg.rdf.store import Store


@dataclass(frozen=True, slots=True)
class Review:
    """A pair as a person reviews it: keys, labels, verdict, reasons, and a sentence that either has a claim in."""

    one: str
    other: str
    one_label: str
    other_label: str
    verdict: str
    judged: bool
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    one_sentence: str
    other_sentence: str


def resolution(out: Path) -> Resolution:
    """Return which entities of a build's articles are one, by its judgements as they stand now.

    Raises InputError where there is no store or judgements are malformed or contradict each other.
    """
    if not (out / "store").is_dir():
        raise InputError("no store", str(out), "give the folder that kg build wrote")
    with Store(out / "store", read_only=True, judgements=load_judgements(out)) as store:
        return store.resolution()


def reviews(found: Resolution, *, merged: bool = False) -> Iterator[Review]:
    """Yield the pairs that stay apart and are unsure or judged, or those that were merged.

    Names that tell little come last, those with the most in favour first, equal ones by key.
    """
    if merged:
        pairs = list(found.merged)
    else:
        pairs = [pair for pair in found.pairs if pair.verdict is Verdict.UNSURE or pair.judged]
    ranked = sorted(
        pairs, key=lambda pair: (VAGUE in pair.reasons_against, -len(pair.reasons_for), pair.one, pair.other)
    )
    return (_review(pair, found) for pair in ranked)


def _review(pair: Pair, found: Resolution) -> Review:
    one, other = found.first[pair.one], found.first[pair.other]
    return Review(
        pair.one,
        pair.other,
        one.label,
        other.label,
        pair.verdict.value,
        pair.judged,
        pair.reasons_for,
        pair.reasons_against,
        one.sentence,
        other.sentence,
    )


def judge(out: Path, verdict: Verdict, one: str, other: str, note: str = "") -> Judgement:
    """Record a judgement in the build's file, in place of an earlier one on the pair; the next build applies it.

    ``one`` and ``other`` are IRIs or keys. Raises UsageError where the build has no such entity, the two are one key,
    or "same" is said of two kinds.
    """
    keys = [entity_key(one), entity_key(other)]
    found = resolution(out)
    for key in keys:
        if key not in found.first:
            raise UsageError(f"no resolved entity has the key {key!r}", str(out), "kg resolve OUT lists keys")
    if keys[0] == keys[1]:
        raise UsageError(f"{keys[0]} is given twice", next_step="give two entities")
    labels = [found.first[key].label for key in keys]
    if verdict is Verdict.SAME and len({found.first[key].kind for key in keys}) > 1:
        raise UsageError(f"{keys[0]} and {keys[1]} are of two kinds", next_step="judge entities of one kind")
    judgement = Judgement(keys[0], keys[1], verdict, note or f"{labels[0]} | {labels[1]}")
    others = [known for known in read_judgements(out / FILE) if known.pair != judgement.pair]
    write_judgements(out / FILE, [*others, judgement])
    return judgement


def undo(out: Path, one: str, other: str) -> None:
    """Take a judgement out of the build's file; raises UsageError where there is none on this pair."""
    pair = tuple(sorted((entity_key(one), entity_key(other))))
    known = read_judgements(out / FILE)
    kept = [judgement for judgement in known if judgement.pair != pair]
    if len(kept) == len(known):
        raise UsageError(f"no judgement on {pair[0]} and {pair[1]}", str(out / FILE), "the file lists them")
    write_judgements(out / FILE, kept)


def entity_key(name: str) -> str:
    """Return the key of an entity given as IRI, with a prefix as in the exported Turtle (``person:…``), or as key."""
    key = name.strip().strip("<>").removeprefix(BASE).removeprefix("id:")
    return key.replace(":", "/", 1) if "/" not in key else key
