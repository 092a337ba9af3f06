"""Weights rounded for a layer's output."""

from __future__ import annotations

import numpy as np

from kg.language.training.rounding import rounded

LARGEST = 63


def test_independent_inputs_leave_nothing_to_make_good() -> None:
    matrix = np.random.default_rng(1).normal(size=(12, 5))
    columns = np.abs(matrix).max(axis=0) / LARGEST
    assert (rounded(matrix, columns, np.eye(12), LARGEST) == np.round(matrix / columns)).all()


def test_the_output_comes_nearer_than_by_rounding_every_weight_alone() -> None:
    random = np.random.default_rng(2)
    inputs = random.normal(size=(400, 6)) @ random.normal(size=(6, 24)) + 0.1 * random.normal(size=(400, 24))
    matrix = random.normal(size=(24, 7))
    columns = np.abs(matrix).max(axis=0) / LARGEST

    def error(codes: np.ndarray) -> float:
        return float(np.square(inputs @ (matrix - codes * columns)).sum())

    codes = rounded(matrix, columns, inputs.T @ inputs, LARGEST)
    assert codes.dtype == np.int8
    assert np.abs(codes).max() <= LARGEST
    assert error(codes) < 0.5 * error(np.round(matrix / columns))


def test_rounding_is_the_same_each_time() -> None:
    random = np.random.default_rng(3)
    inputs, matrix = random.normal(size=(50, 8)), random.normal(size=(8, 3))
    columns = np.full(3, 0.05)
    first, second = (rounded(matrix, columns, inputs.T @ inputs, LARGEST) for _ in range(2))
    assert (first == second).all()
