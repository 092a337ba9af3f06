"""Load the spaCy pipeline: the one that ships with the package, or any other installed one by name."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

import kg.language.components  # noqa: F401 – registers the factory, also where entry points are not installed
from kg.errors import KgError

DEFAULT = Path(__file__).parent / "pipeline_default"
NEEDED = {
    "a dependency parser": ("parser", "seccoop_encoder"),
    "a tagger": ("tagger", "morphologizer", "seccoop_encoder"),
    "named entities": ("ner", "seccoop_encoder"),
}


def load_pipeline(name: str | None = None) -> Language:
    """Return the shipped pipeline, or the installed package or directory that ``name`` gives.

    Raises KgError when it cannot be loaded, or lacks a parser, a tagger or an entity recogniser.
    """
    try:
        nlp = spacy.load(name or DEFAULT)
    except OSError as error:
        raise KgError(
            "cannot be loaded: " + str(error).splitlines()[0],
            f"language pipeline {name or 'default'}",
            "install it with pip, give a directory, or leave --model out for the pipeline that ships with kg",
        ) from error
    missing = [what for what, factories in NEEDED.items() if not _has(nlp, factories)]
    if missing:
        raise KgError(
            f"has no {' and no '.join(m.removeprefix('a ') for m in missing)} (it has {', '.join(nlp.pipe_names)})",
            f"language pipeline {name or 'default'}",
            "extraction reads roles off the parse: choose one with tagger, parser and ner, such as en_core_web_sm",
        )
    return nlp


def _has(nlp: Language, factories: tuple[str, ...]) -> bool:
    present = {nlp.get_pipe_meta(pipe).factory for pipe in nlp.pipe_names}
    return any(factory in present for factory in factories)
