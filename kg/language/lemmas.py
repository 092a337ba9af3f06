"""Lemma rules: how a word's ending and case change into its dictionary form."""

from __future__ import annotations

from collections.abc import Callable

CASES: dict[str, Callable[[str], str]] = {"l": str.lower, "k": str, "t": str.capitalize}


def lemma_rule(form: str, lemma: str) -> str:
    """Return the rule ``case|old ending|new ending`` that turns the form into the lemma.

    Lower-casing wins over keeping the case, and that over capitalising, where several give the longest common stem.
    """
    best = ""
    best_stem = -1
    for case, change in CASES.items():
        changed = change(form)
        stem = 0
        while stem < min(len(changed), len(lemma)) and changed[stem] == lemma[stem]:
            stem += 1
        if stem > best_stem:
            best, best_stem = f"{case}|{changed[stem:]}|{lemma[stem:]}", stem
    return best


def apply_rule(rule: str, form: str) -> str | None:
    """Apply a rule of ``lemma_rule`` to a form; None where the form lacks the rule's old ending or nothing is left."""
    case, old, new = rule.split("|")
    changed = CASES[case](form)
    if not changed.endswith(old):
        return None
    return changed[: len(changed) - len(old)] + new or None
