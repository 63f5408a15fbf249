"""E and B spectra by their definition, in NumPy, for tests/shared/statistics; needs `pip install numpy`. Writes JSON beside itself.

The coupling of (EE, EB, BE, BB) is summed directly over all pairs of modes. The mask is not mirror-symmetric.
"""

import json
import pathlib

import numpy as np

nx, ny, lx, ly = 18, 15, 0.9, 0.7
i, j = np.meshgrid(np.arange(nx), np.arange(ny))
mask = np.sin(np.pi * (i + 0.5) / nx) * np.sin(np.pi * (j + 0.5) / ny) * (1 + 0.8 * np.sin(0.3 * i + 0.5 * j))
numbers = np.arange(2 * nx * ny, dtype=float)
q, u = ((numbers * numbers * 0.6180339887498949) % 1 - 0.5).reshape(2, ny, nx)
edges = 3 + 12 * np.arange(5)


def frequencies(n, length):
    k = np.arange(n)
    return np.where(2 * k <= n, k, k - n) * 2 * np.pi / length


kx, ky = np.meshgrid(frequencies(nx, lx), frequencies(ny, ly))
k, phi = np.hypot(kx, ky), np.arctan2(ky, kx)
norm = lx * ly / (2 * np.pi * nx * ny)
window, qk, uk = (np.fft.fft2(m) * norm for m in (mask, mask * q, mask * u))
fields = qk * np.cos(2 * phi) - uk * np.sin(2 * phi), qk * np.sin(2 * phi) + uk * np.cos(2 * phi)
bands = [np.argwhere((k >= a) & (k < b)) for a, b in zip(edges[:-1], edges[1:])]
n = len(bands)
coupled = np.array(
    [4 * np.pi**2 / (lx * ly) * np.mean([(a[y, x] * b[y, x].conj()).real for y, x in band]) for a in fields for b in fields for band in bands]
)
matrix = np.zeros((4, n, 4, n))
for to, a in enumerate(bands):
    for source, b in enumerate(bands):
        for y, x in a:
            for v, w in b:
                turn = 2 * (phi[y, x] - phi[v, w])
                mix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
                power = abs(window[(y - v) % ny, (x - w) % nx]) ** 2
                matrix[:, to, :, source] += power * np.kron(mix, mix) * 4 * np.pi**2 / (lx * ly) ** 2 / len(a)
cl = np.linalg.solve(matrix.reshape(4 * n, 4 * n), coupled).reshape(4, n)
assert np.allclose(cl[1], cl[2])
leakage = matrix[3, :, 0].sum(1) / matrix[0, :, 0].sum(1)

out = dict(nx=nx, ny=ny, lx=lx, ly=ly, edges=edges.tolist(), ee=cl[0], eb=cl[1], bb=cl[3], leakage=leakage)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({key: v.tolist() if isinstance(v, np.ndarray) else v for key, v in out.items()}) + "\n")
print(path.stat().st_size, "bytes")
