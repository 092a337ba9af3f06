"""Turn an exported network's matrices into 8-bit integers with activation ranges fixed by calibration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from kg.language.training.rounding import rounded

Array = NDArray[Any]
BALANCE = 0.8  # how much of a column's range moves from the activations into the weights
MARGIN = 1.05  # room above the largest calibrated activation
LARGEST_WEIGHT = 63  # products of two pairs fit 16 bits: exact on processors without VNNI too


def constant_matrices(model: onnx.ModelProto) -> dict[str, list[onnx.NodeProto]]:
    """Return the MatMul nodes with a constant right-hand matrix, by the name of their left-hand input."""
    constants = {i.name: len(i.dims) for i in model.graph.initializer}
    found: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and constants.get(node.input[1]) == 2:
            found.setdefault(node.input[0], []).append(node)
    return found


@dataclass(frozen=True, slots=True)
class Bytes:
    """How the inputs of a matrix become bytes: divided by ``smooth``, then by ``scale``, with ``zero`` for nought."""

    smooth: Array
    scale: float
    zero: int

    def back(self, rows: Array) -> Array:
        """Return rows [n, inputs] divided by ``smooth``, with the error that the bytes bring."""
        codes = np.clip(np.round(rows / self.smooth / self.scale) + self.zero, 0, 255)
        return np.asarray((codes - self.zero) * self.scale)


def activations(
    model: onnx.ModelProto, names: Iterable[str], feeds: Iterable[dict[str, Array]]
) -> Iterator[tuple[str, Array]]:
    """Run the model on calibration inputs; yield name and rows [n, columns] of every named tensor."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    wanted = list(names)
    probe.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in wanted)
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    for feed in feeds:
        for name, value in zip(wanted, session.run(wanted, feed), strict=True):
            yield name, value.reshape(-1, value.shape[-1])


def ranges(found: Iterable[tuple[str, Array]]) -> dict[str, tuple[Array, Array]]:
    """Return each tensor's smallest and largest value per column."""
    sides: dict[str, tuple[Array, Array]] = {}
    for name, rows in found:
        low, high = rows.min(axis=0), rows.max(axis=0)
        if name in sides:
            low, high = np.minimum(low, sides[name][0]), np.maximum(high, sides[name][1])
        sides[name] = (low, high)
    return sides


def as_bytes(low: Array, high: Array, weights: list[Array]) -> Bytes:
    """Choose the smoothing and the range of a tensor from its calibrated sides and the matrices that it meets."""
    activation = np.maximum(np.maximum(-low, high), 1e-5)
    weight = np.maximum(np.max([np.abs(w).max(axis=1) for w in weights], axis=0), 1e-5)
    smooth = activation**BALANCE / weight ** (1 - BALANCE)
    bottom, top = min(0.0, float((low / smooth).min())), float((high / smooth).max())
    scale = float(np.float32((top - bottom) / 255))
    return Bytes(smooth, scale, round(-bottom / scale))


def quantize(model: onnx.ModelProto, feeds: Sequence[dict[str, Array]]) -> onnx.ModelProto:
    """Return the model with integer matrix products.

    Columns with large activations are scaled down and their weights up (Xiao et al. 2022, "SmoothQuant"); one range for
    the whole tensor then serves. The ranges are constants, so that a result does not depend on what else is in the
    batch. Weights are rounded for the calibration inputs as their bytes give them (``rounding``).
    """
    matrices = constant_matrices(model)
    initializers = {i.name: i for i in model.graph.initializer}
    plain = {
        name: [numpy_helper.to_array(initializers[node.input[1]]).astype(np.float64) for node in nodes]
        for name, nodes in matrices.items()
    }
    inputs: dict[str, Bytes] = {}
    for name, (low, high) in ranges(activations(model, matrices, feeds)).items():
        inputs[name] = as_bytes(low.astype(np.float64) * MARGIN, high.astype(np.float64) * MARGIN, plain[name])
    products: dict[str, Array] = {}
    for name, rows in activations(model, matrices, feeds):
        read = inputs[name].back(rows.astype(np.float64))
        products[name] = products.get(name, 0.0) + read.T @ read
    before: dict[int, list[onnx.NodeProto]] = {}
    replaced: dict[int, onnx.NodeProto] = {}
    new: list[onnx.TensorProto] = []
    dropped = set()
    positions = {id(node): i for i, node in enumerate(model.graph.node)}
    for name, nodes in matrices.items():
        into = inputs[name]
        new += [
            numpy_helper.from_array((1 / into.smooth).astype(np.float32), f"{name}.smooth"),
            numpy_helper.from_array(np.float32(into.scale), f"{name}.scale"),
            numpy_helper.from_array(np.uint8(into.zero), f"{name}.zero"),
        ]
        first = min(positions[id(node)] for node in nodes)
        before[first] = [
            helper.make_node("Mul", [name, f"{name}.smooth"], [f"{name}.even"]),
            helper.make_node("QuantizeLinear", [f"{name}.even", f"{name}.scale", f"{name}.zero"], [f"{name}.bytes"]),
        ]
        for node, matrix in zip(nodes, plain[name], strict=True):
            matrix = matrix * into.smooth[:, None]
            columns = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / LARGEST_WEIGHT
            label = node.output[0]
            new += [
                numpy_helper.from_array(rounded(matrix, columns, products[name], LARGEST_WEIGHT), f"{label}.weight"),
                numpy_helper.from_array(columns.astype(np.float32), f"{label}.columns"),
            ]
            dropped.add(node.input[1])
            replaced[positions[id(node)]] = helper.make_node(
                "MatMulIntegerToFloat",
                [f"{name}.bytes", f"{label}.weight", f"{name}.scale", f"{label}.columns", f"{name}.zero"],
                list(node.output),
                domain="com.microsoft",
            )
    nodes_out: list[onnx.NodeProto] = []
    for i, node in enumerate(model.graph.node):
        nodes_out.extend(before.get(i, ()))
        nodes_out.append(replaced.get(i, node))
    still_used = {name for node in nodes_out for name in node.input}
    kept = [i for i in model.graph.initializer if i.name not in dropped or i.name in still_used]
    graph = helper.make_graph(nodes_out, model.graph.name, model.graph.input, model.graph.output, kept + new)
    opsets = [*model.opset_import, helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=min(model.ir_version, 10))


def quantize_file(path: Path, feeds: Sequence[dict[str, Array]]) -> None:
    """Quantise an ONNX file in place."""
    onnx.save(quantize(onnx.load(str(path)), feeds), str(path))
