"""The words before the first sentence of a report that say where it was written ("LIMA, March 3 (ABC) — ")."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_CAPITALS = r"[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+)*"
_WHERE = r"(?: ?, [^\n–—()]{2,30}?)?(?: \([^()\n]{2,30}\))?"
_PARTED = re.compile(_CAPITALS + _WHERE + r"(?: ?[—–] ?| --? )(?=[\"“A-Z0-9])")


def dateline(paragraph: str) -> int:
    """Return where the dateline of a paragraph ends, its dash and space included; 0 where there is none."""
    found = _PARTED.match(paragraph) or _unparted().match(paragraph)
    return found.end() if found else 0


@cache
def _unparted() -> re.Pattern[str]:
    """Return the pattern of a listed city in capitals that runs right on into its report ("WASHINGTON A jury …")."""
    lines = Path(__file__).with_name("datelines.txt").read_text("utf8").splitlines()
    cities = "|".join(re.escape(line) for line in lines if line[0] != "#")
    return re.compile(rf"(?:{cities})(?:, [A-Z][a-z]+\.?)?(?: (?=[A-Z][a-z ])|(?=[A-Z][a-z]|A ))")
