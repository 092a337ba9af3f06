"""A pipeline that has every component and knows nothing: enough to run a build, not to read anything right."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.training import Example
from spacy.util import fix_random_seed


def save_tiny_pipeline(folder: Path) -> Path:
    """Initialise a tagger, parser and entity recogniser on one sentence, save them under ``folder``, return it."""
    fix_random_seed(1)
    nlp = spacy.blank("en")
    for name in ("tagger", "morphologizer", "parser", "ner"):
        nlp.add_pipe(name)
    doc = nlp.make_doc("Morocco extradited Li to China .")
    truth = {
        "tags": ["NNP", "VBD", "NNP", "IN", "NNP", "."],
        "pos": ["PROPN", "VERB", "PROPN", "ADP", "PROPN", "PUNCT"],
        "morphs": ["", "Tense=Past", "", "", "", ""],
        "heads": [1, 1, 1, 4, 1, 1],
        "deps": ["nsubj", "ROOT", "obj", "case", "obl", "punct"],
        "entities": ["U-GPE", "O", "U-PERSON", "O", "U-GPE", "O"],
    }
    example = Example.from_dict(doc, truth)
    optimizer = nlp.initialize(lambda: [example] * 40)  # the parser drops labels seen fewer than 30 times
    for _ in range(30):
        nlp.update([example], sgd=optimizer)
    nlp.to_disk(folder)
    return folder
