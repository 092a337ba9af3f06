"""Weights rounded so that a layer's output, not each weight, stays near the float one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
DAMPING = 0.01  # of the inputs' mean square, added to the diagonal


def rounded(matrix: Array, columns: Array, products: Array, largest: int) -> Array:
    """Round a weight matrix [inputs, outputs] to integers between ``-largest`` and ``largest``.

    ``columns`` is the step of every output, ``products`` the sum of the inputs' outer products [inputs, inputs] over
    calibration text. Row by row, the error of rounding is made good by the rows still to come, as far as their inputs
    go together; those with the largest inputs come first (Frantar et al. 2022, "GPTQ").
    """
    order = np.argsort(-np.diag(products), kind="stable")
    damped = products + np.eye(len(products)) * DAMPING * np.trace(products) / len(products)
    upper = np.linalg.cholesky(np.linalg.inv(damped[np.ix_(order, order)])).T
    weights = matrix[order].astype(np.float64)
    result = np.zeros_like(weights)
    for row in range(len(weights)):
        result[row] = np.clip(np.round(weights[row] / columns), -largest, largest)
        error = (weights[row] - result[row] * columns) / upper[row, row]
        weights[row + 1 :] -= upper[row, row + 1 :, None] * error
    restored = np.empty_like(result)
    restored[order] = result
    return restored.astype(np.int8)
