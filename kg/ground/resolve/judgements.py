"""What people judged of pairs: a text file with a line for each, which wins over the algorithm and can be undone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.ground.resolve.records import Verdict
from kg.ids import digest
from kg.resources import ontology_dir

FILE = "judgements.tsv"
HEADER = ("judgement", "one", "other", "note")
JUDGED = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """That the entities with keys ``one`` and ``other`` are the same, different, or that a person could not tell."""

    one: str
    other: str
    verdict: Verdict
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys in order."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)


def read_judgements(path: Path) -> list[Judgement]:
    """Read a file of judgements, none where it is absent; of two on one pair the later line counts.

    Lines are tab-separated: judgement, key, key, note; empty ones and those that begin with # are skipped. Raises
    InputError naming file and line.
    """
    if not path.exists():
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte offset {error.start}", str(path), "convert it") from error
    found: dict[tuple[str, str], Judgement] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or tuple(cells[:3]) == HEADER[:3]:
            continue
        if len(cells) < 3 or cells[0] not in JUDGED or not cells[1] or not cells[2] or cells[1] == cells[2]:
            wanted = "give same, different or unsure, two keys and a note, separated by tabs"
            raise InputError("is no judgement", f"{path}:{number}", wanted)
        judgement = Judgement(cells[1], cells[2], Verdict(cells[0]), " ".join(cells[3:]))
        found[judgement.pair] = judgement
    return [found[pair] for pair in sorted(found)]


def load_judgements(out: Path) -> list[Judgement]:
    """Return the judgements that hold for a build's folder: its own, and those that ship, which its own overrule."""
    found = {judgement.pair: judgement for path in (ontology_dir(), out) for judgement in read_judgements(path / FILE)}
    return [found[pair] for pair in sorted(found)]


def write_judgements(path: Path, judgements: Iterable[Judgement]) -> None:
    """Write a file of judgements, sorted by pair; it appears whole or not at all."""
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar=None, quotechar=None
    )
    writer.writerow(HEADER)
    for judgement in sorted(judgements, key=lambda judgement: judgement.pair):
        writer.writerow((judgement.verdict.value, *judgement.pair, " ".join(judgement.note.split())))
    draft = path.with_name(path.name + ".part")
    draft.write_text(buffer.getvalue(), encoding="utf8")
    draft.replace(path)


def fingerprint(judgements: Iterable[Judgement]) -> str:
    """Return a digest of the judgements without their notes; equal for equal ones in any order."""
    lines = sorted(f"{judgement.verdict} {judgement.pair}" for judgement in judgements)
    return digest("judgements", *lines, length=16)
