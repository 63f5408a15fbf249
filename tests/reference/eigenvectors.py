"""Eigenvalues and eigenvectors of NumPy for tests/shared/statistics; needs `pip install numpy`. Writes eigenvectors.json.

Matrices are given by formulas that the tests repeat: Hilbert's, whose eigenvalues fall by orders of magnitude, and the
covariance exp(-(i - j)^2 / 18) of a smooth line.
"""

import json
import pathlib

import numpy as np

out = {"numpy": np.__version__}


def leading(matrix, count):
    values, vectors = np.linalg.eigh(matrix)
    order = np.argsort(values)[::-1][:count]
    rows = vectors[:, order].T
    # The sign of an eigenvector is free: the largest entry is made positive.
    rows = rows * np.sign(rows[np.arange(count), np.argmax(np.abs(rows), axis=1)])[:, None]
    return {"size": len(matrix), "values": values[order].tolist(), "vectors": rows.tolist()}


i, j = np.indices((6, 6))
out["hilbert"] = leading(1 / (i + j + 1), 3)
i, j = np.indices((60, 60))
out["line"] = leading(np.exp(-((i - j) ** 2) / 18), 4)

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
