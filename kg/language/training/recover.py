"""Weights from an exported network, to go on from: ``python -m kg.language.training.recover --out DIR``."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from kg.language.spans import BIO
from kg.language.training.checkpoint import FILE
from kg.language.training.evaluate import DEFAULT
from kg.language.training.model import Parser, Sizes

Array = NDArray[Any]
PREFIX = "parser."
TABLES = {(30522, 384): "encoder.words.weight", (8192, 32): "suffixes.weight"}
MIX, ARC, RELATION = "encoder.mix", "arc.weight", "relation.weight"


def constants(model: onnx.ModelProto) -> dict[str, Array]:
    """Return the constants of a network by name."""
    return {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}


def restored(node: onnx.NodeProto, values: dict[str, Array]) -> Array:
    """Return the matrix of an integer product as floats, columns scaled and smoothing undone, a row per output."""
    smooth = values[node.input[0].removesuffix(".bytes") + ".smooth"].astype(np.float64)
    matrix = values[node.input[1]] * values[node.input[3]].astype(np.float64) * smooth[:, None]
    result: Array = matrix.T.astype(np.float32)
    return result


def recover(analysis: onnx.ModelProto, relations: onnx.ModelProto) -> dict[str, Array]:
    """Return the parser's weights by name; matrices are as exact as their 8-bit integers.

    A matrix is named by the bias that is added to its product; only that of the arcs has none.
    """
    values = constants(analysis)
    state = {name.removeprefix(PREFIX): value for name, value in values.items() if name.startswith(PREFIX)}
    bias_of = {name: other for node in analysis.graph.node if node.op_type == "Add" for name, other in _both(node)}
    mix = []
    for node in analysis.graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            bias = bias_of.get(node.output[0], "")
            name = bias.removeprefix(PREFIX).removesuffix("bias") + "weight" if bias.startswith(PREFIX) else ARC
            state[name] = restored(node, values)
        elif node.op_type == "Mul" and values.get(node.input[0], np.zeros(1)).shape == ():
            mix.append((node.output[0], float(values[node.input[0]]), node.input[1]))
    layers = [weight for _, weight, tensor in mix if tensor.startswith("layer_norm")]
    state[MIX] = np.log(np.array(layers, dtype=np.float32))
    for codes in (value for value in values.values() if value.dtype == np.int8 and value.shape in TABLES):
        rows = next(v for v in values.values() if v.shape == (len(codes), 1))
        state[TABLES[codes.shape]] = codes.astype(np.float32) * rows
    [bilinear] = [value for value in constants(relations).values() if value.ndim == 2]
    state[RELATION] = bilinear.T
    return state


def _both(node: onnx.NodeProto) -> list[tuple[str, str]]:
    """Return the two inputs of a node in both orders."""
    first, second = node.input
    return [(first, second), (second, first)]


def recover_run(network: Path, out: Path) -> None:
    """Write ``labels.json`` and a checkpoint for ``train --start`` from the files of an exported network."""
    labels = json.loads((network / "labels.json").read_text(encoding="utf8"))
    if tuple(labels.pop("entities")) != BIO:
        raise ValueError(f"{network}: its names are not those of the training data")
    counts = {name: len(labels[name]) for name in ("tags", "morphs", "lemmas", "relations")}
    parser = Parser(Sizes(**counts, entities=len(BIO)))
    arrays = recover(onnx.load(str(network / "analysis.onnx")), onnx.load(str(network / "relations.onnx")))
    parser.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in arrays.items()})
    out.mkdir(parents=True, exist_ok=True)
    written = {"labels": labels, "sizes": asdict(parser.sizes)}
    (out / "labels.json").write_text(json.dumps(written), encoding="utf8")
    torch.save({"model": parser.state_dict()}, out / FILE)


def main() -> None:
    """Read the command line and recover."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training.recover", description=main.__doc__)
    parser.add_argument("--network", type=Path, default=DEFAULT / "seccoop_encoder", help="directory that export wrote")
    parser.add_argument("--out", type=Path, required=True, help="directory of a run, for train --start")
    options = parser.parse_args()
    recover_run(options.network, options.out)


if __name__ == "__main__":
    main()
