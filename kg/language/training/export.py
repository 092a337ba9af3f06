"""Write a trained model as ONNX with 8-bit weights: ``python -m kg.language.training.export --run DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.language.spans import BIO
from kg.language.training.checkpoint import load_run
from kg.language.training.data import group_news, group_treebank, tokens_of
from kg.language.training.gold import GoldSentence, is_news_test, read_news, read_treebank
from kg.language.training.model import Parser
from kg.language.training.quantize import quantize_file
from kg.language.windows import feeds_of_paragraph
from kg.language.words import SUFFIX_LENGTHS, WordReader

Array = NDArray[np.generic]
CALIBRATION_PARAGRAPHS = 600

LEMMA_CANDIDATES = 5
INPUTS = ("pieces", "piece_shapes", "mask", "first", "last", "shapes", "suffixes")
OUTPUTS = ("tags", "morphs", "lemmas", "starts", "entities", "arcs", "dependents", "heads")


class ByteEmbedding(nn.Module):
    """An embedding table with one signed byte per weight and one scale per row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127.0
        self.register_buffer("codes", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale.float())

    def forward(self, ids: Tensor) -> Tensor:
        """Look rows up and scale them back: [...] → [..., width]."""
        codes: Any = self.codes
        scale: Any = self.scale
        return codes[ids].float() * scale[ids]


class Analysis(nn.Module):
    """The model from word pieces to labels, arc scores and relation views."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser

    def forward(
        self,
        pieces: Tensor,
        piece_shapes: Tensor,
        mask: Tensor,
        first: Tensor,
        last: Tensor,
        shapes: Tensor,
        suffixes: Tensor,
    ) -> tuple[Tensor, ...]:
        """Return the outputs named in ``OUTPUTS``."""
        parser = self.parser
        words, letters = parser.words(pieces, piece_shapes, mask, first, last, shapes, suffixes)
        arcs, dependents, heads = parser.arcs(words)
        lemmas = parser.lemmas(torch.cat([words, letters], dim=2)).topk(LEMMA_CANDIDATES, dim=-1).indices
        return (
            parser.tags(words).argmax(-1),
            parser.morphs(words).argmax(-1),
            lemmas,
            torch.softmax(parser.starts(words), dim=-1)[..., 1],
            torch.log_softmax(parser.entities(words), dim=-1),
            arcs,
            dependents,
            heads,
        )


class Relations(nn.Module):
    """The best relation of word rows and its probability; ROOT is left to the arcs."""

    def __init__(self, parser: Parser, root: int) -> None:
        super().__init__()
        self.parser = parser
        self.register_buffer("barred", torch.nn.functional.one_hot(torch.tensor(root), parser.sizes.relations) * -1e4)

    def forward(self, dependents: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Map two [n, relation] arrays to labels [n] and probabilities [n]."""
        barred: Any = self.barred
        scores = torch.softmax(self.parser.relations(dependents, heads) + barred, dim=-1)
        best = scores.max(dim=-1)
        return best.indices, best.values


def example(batch: int, pieces: int, words: int) -> tuple[Tensor, ...]:
    """Return inputs of the given size for tracing."""
    ids = torch.ones(batch, pieces, dtype=torch.int64)
    positions = torch.ones(batch, words, dtype=torch.int64)
    suffixes = torch.ones(batch, words, len(SUFFIX_LENGTHS), dtype=torch.int64)
    # every input a tensor of its own: the exporter would take one given twice as a single input
    return ids, ids.clone(), ids.bool(), positions, positions.clone(), positions.clone(), suffixes


def export_float(parser: Parser, root: int, out: Path) -> None:
    """Write ``analysis.onnx`` and ``relations.onnx`` with tables as bytes and everything else as 32-bit floats."""
    parser.eval()
    parser.encoder.words = ByteEmbedding(parser.encoder.words.weight.data)  # type: ignore[assignment]
    parser.suffixes = ByteEmbedding(parser.suffixes.weight.data)  # type: ignore[assignment]
    batch, pieces, words = (
        torch.export.Dim(n, min=1, max=m) for n, m in (("batch", 512), ("pieces", 512), ("words", 512))
    )
    shapes = [{0: batch, 1: pieces}] * 3 + [{0: batch, 1: words}] * 4
    torch.onnx.export(
        Analysis(parser), example(3, 20, 11), str(out / "analysis.onnx"), input_names=list(INPUTS),
        output_names=list(OUTPUTS), dynamic_shapes=tuple(shapes), opset_version=20, dynamo=True, external_data=False,
    )  # fmt: skip
    rows = torch.export.Dim("rows", min=1)
    width = parser.sizes.relation
    torch.onnx.export(
        Relations(parser, root), (torch.ones(5, width), torch.ones(5, width)), str(out / "relations.onnx"),
        input_names=["dependents", "heads"], output_names=["labels", "probabilities"],
        dynamic_shapes=({0: rows}, {0: rows}), opset_version=20, dynamo=True, external_data=False,
    )  # fmt: skip
    for name in ("analysis.onnx", "relations.onnx"):
        drop_traces(out / name)


def drop_traces(path: Path) -> None:
    """Take out of an ONNX file what the exporter wrote about its origin: lines of code, with paths of the machine."""
    model = onnx.load(str(path))
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.initializer, *graph.value_info, *graph.input, *graph.output):
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, str(path))


def calibration_feeds(data: Path, base: Path) -> Iterator[dict[str, Array]]:
    """Yield network inputs of training paragraphs, one at a time so that none is padded."""
    reader = WordReader(Tokenizer.from_file(str(base / "tokenizer.json")))
    random = Random(0)
    groups: list[list[GoldSentence]] = []
    for name in ("ewt", "gum"):
        groups += group_treebank(list(read_treebank(data / "treebanks" / f"en_{name}-train.conllu", False)), random)
    groups += group_news(read_news(data / "ner" / "gmb.conll.gz")[:4000], random)
    for group in random.sample(groups, CALIBRATION_PARAGRAPHS):
        words = [(token.form, token.space) for token in tokens_of(group, random)]
        yield feeds_of_paragraph(words, reader)


def known_words(data: Path) -> list[str]:
    """Return the treebanks' training lemmas and the words that the news has three times in lower case, sorted."""
    words: set[str] = set()
    for name in ("ewt", "gum"):
        for sentence in read_treebank(data / "treebanks" / f"en_{name}-train.conllu", False):
            words.update(word.lemma.lower() for word in sentence.words if word.lemma.isalpha())
    news = Counter(
        word.form
        for i, sentence in enumerate(read_news(data / "ner" / "gmb.conll.gz"))
        if not is_news_test(i)
        for word in sentence.words
        if word.form.isalpha() and word.form.islower()
    )
    return sorted(words | {word for word, count in news.items() if count > 2})


def export(run: Path, base: Path, data: Path, out: Path, floats: bool) -> None:
    """Write the ONNX files, the labels, the tokenizer and the known words of a training run into a directory.

    The matrices become 8-bit integers, calibrated on the training text, unless ``floats`` is set.
    """
    parser, known = load_run(run)
    out.mkdir(parents=True, exist_ok=True)
    export_float(parser, known.relations.index("ROOT"), out)
    if not floats:
        quantize_file(out / "analysis.onnx", list(calibration_feeds(data, base)))
    labels = {**asdict(known), "entities": list(BIO)}
    (out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf8")
    (out / "words.txt").write_text("\n".join(known_words(data)) + "\n", encoding="utf8")
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.export", description=main.__doc__)
    parser.add_argument("--run", type=Path, required=True, help="directory with checkpoint.pt and labels.json")
    parser.add_argument("--base", type=Path, required=True, help="directory with MiniLM's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="directory with treebanks/ and ner/")
    parser.add_argument("--floats", action="store_true", help="do not quantise")
    options = parser.parse_args()
    export(options.run, options.base, options.data, options.out, options.floats)


if __name__ == "__main__":
    main()
