"""The tokenizer of the default pipeline: spaCy's for English, brought nearer to the treebanks' words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

ABBREVIATIONS = Path(__file__).with_name("abbreviations.txt")
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")
PREFIXES = Path(__file__).with_name("prefixes.txt")
EMOTICONS = ("):",)  # ends a bracket far more often than it smiles
RUNS = r"[!?]{2,}", *(rf"{sign}{{2,}}" for sign in (r"\*", "[-=]", "_", "~", r"\$", "<", ">", r"\+", "'")), "‘’"
BEFORE = (
    *RUNS,
    r"#(?![A-Za-z])",  # "#tag" is one word
    r"-(?=[a-z]|[A-Z][a-z])",
    r"[A-Za-z]+(?=\"<)",  # a name before its address in angle brackets
    r"[\w.]+(?=\)\()",
)
BEHIND = (
    *RUNS,
    r"(?<=[a-z][a-z][a-z])[.,:][!?]+",
    r"(?<=[A-Za-z]{4})-",
    r"(?<=:\d\d)(?:am|pm|AM|PM)",
    r"(?<=\d)(?:k|K|lbs?|hrs?|mins?|yrs?)",
)
INSIDE = (
    r"(?<=[a-z])\((?=s\)?$)",  # "date(s)"
    r"(?<=[a-z])[!?]+(?=[A-Za-z])",
    r"(?<=[a-z]),(?=\d)",
    r"(?<=\d),(?=[a-z])",
)
PHONE = r"(?:1-)?(?:\d{3}-)?\d{3}-\d{4}$"


def lines_of(path: Path) -> list[str]:
    """Return the lines of a word list but its comments."""
    return [line for line in path.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]


def blank_english() -> Language:
    """Return spaCy's blank English pipeline with the project's abbreviations, exceptions and patterns of tokens."""
    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {form: tokens for form, tokens in tokenizer.rules.items() if form not in EMOTICONS}
    for line in lines_of(ABBREVIATIONS):
        tokenizer.add_special_case(line, [{ORTH: line}])
    for line in lines_of(EXCEPTIONS):
        tokenizer.add_special_case(line.replace(" ", ""), [{ORTH: token} for token in line.split()])
    defaults: Any = nlp.Defaults
    glued = "".join(rf"(?<!(?i:\b{prefix}))" for prefix in lines_of(PREFIXES))
    infixes = [p.replace("(?:-|", f"{glued}(?:-|", 1) for p in defaults.infixes]
    tokenizer.prefix_search = compile_prefix_regex([*BEFORE, *(p for p in defaults.prefixes if p != "#")]).search
    tokenizer.suffix_search = compile_suffix_regex([*BEHIND, *defaults.suffixes]).search
    tokenizer.infix_finditer = compile_infix_regex([*infixes, *INSIDE]).finditer
    tokenizer.token_match = re.compile(PHONE).match
    return nlp
