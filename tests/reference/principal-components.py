"""Principal components by NumPy's SVD for tests/shared/statistics; needs `pip install numpy`. Writes JSON beside itself."""

import json
import pathlib

import numpy as np


def signal(n):
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


def components(items, length, count, falling):
    data = signal(items * length).reshape(items, length) * (1.0 + np.arange(length)) ** -falling
    centred = data - data.mean(0)
    _, values, rows = np.linalg.svd(centred, full_matrices=False)
    rows = rows[:count] * np.sign(rows[np.arange(count), np.abs(rows[:count]).argmax(1)])[:, None]
    return dict(
        items=items, length=length, count=count, falling=falling,
        variances=(values[:count] ** 2 / items).tolist(), total=(centred**2).sum() / items,
        last=rows[-1].tolist(), scores=(centred @ rows.T)[-1].tolist(),
    )


out = [components(12, 31, 5, 0), components(31, 12, 5, 0), components(120, 210, 8, 1), components(210, 120, 8, 1)]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
