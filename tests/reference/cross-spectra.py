"""Cross-spectra of two maps of I, Q and U, and bandpower windows, by their definition in NumPy, for tests/shared/statistics;
needs `pip install numpy`. Writes JSON beside itself.

Independent of the program's way: every pair of modes is visited, and C_l is linear between integer multipoles. The mask
is not mirror-symmetric, so that EB, BE and TB do not vanish.
"""

import json
import pathlib

import numpy as np

nx, ny, lx, ly = 14, 12, 0.9, 0.7
i, j = np.meshgrid(np.arange(nx), np.arange(ny))
mask = np.sin(np.pi * (i + 0.5) / nx) * np.sin(np.pi * (j + 0.5) / ny) * (1 + 0.8 * np.sin(0.3 * i + 0.5 * j))
numbers = np.arange(6 * nx * ny, dtype=float)
maps = ((numbers * numbers * 0.6180339887498949) % 1 - 0.5).reshape(2, 3, ny, nx)  # [map, IQU, row, column]
edges = [5, 17, 29, 41]
beam = 0.03  # standard deviation of a Gaussian beam in radians


def frequencies(n, length):
    k = np.arange(n)
    return np.where(2 * k <= n, k, k - n) * 2 * np.pi / length


kx, ky = np.meshgrid(frequencies(nx, lx), frequencies(ny, ly))
k, phi = np.hypot(kx, ky), np.arctan2(ky, kx)
gain = np.exp(-((k * beam) ** 2))  # of powers
norm = lx * ly / (2 * np.pi * nx * ny)
window = np.fft.fft2(mask) * norm


def fields(stokes):
    t, q, u = (np.fft.fft2(mask * m) * norm for m in stokes)
    return t, u * np.sin(2 * phi) - q * np.cos(2 * phi), -q * np.sin(2 * phi) - u * np.cos(2 * phi)


bands = [np.argwhere((k >= a) & (k < b)) for a, b in zip(edges[:-1], edges[1:])]
n, columns = len(bands), int(np.ceil(k.max())) + 1
one, two = fields(maps[0]), fields(maps[1])


def coupled(a, b):
    return [4 * np.pi**2 / (lx * ly) * np.mean([(a[y, x] * b[y, x].conj()).real for y, x in band]) for band in bands]


def mixing(kind, y, x, v, w):
    """True spectra to coupled ones: of I alone, of I with (E, B), of (E, B) with (E, B)."""
    turn = 2 * (phi[y, x] - phi[v, w])
    mix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return {"tt": np.eye(1), "te": mix, "ee": np.kron(mix, mix)}[kind]


def solve(kind, measured):
    size = {"tt": 1, "te": 2, "ee": 4}[kind]
    matrix = np.zeros((size, n, size, n))
    onto = np.zeros((size, n, size, columns))
    for to, a in enumerate(bands):
        for y, x in a:
            for v in range(ny):
                for w in range(nx):
                    power = abs(window[(y - v) % ny, (x - w) % nx]) ** 2 * gain[v, w]
                    block = mixing(kind, y, x, v, w) * power * 4 * np.pi**2 / (lx * ly) ** 2 / len(a)
                    for source, (low, high) in enumerate(zip(edges[:-1], edges[1:])):
                        if low <= k[v, w] < high:
                            matrix[:, to, :, source] += block
                    below = int(np.floor(k[v, w]))
                    onto[:, to, :, below] += block * (below + 1 - k[v, w])
                    if k[v, w] > below:
                        onto[:, to, :, below + 1] += block * (k[v, w] - below)
    flat = matrix.reshape(size * n, size * n)
    cl = np.linalg.solve(flat, np.ravel(measured)).reshape(size, n)
    return cl, np.linalg.solve(flat, onto.reshape(size * n, -1)).reshape(size, n, size, columns)


out = dict(nx=nx, ny=ny, lx=lx, ly=ly, edges=edges, beam=beam)
cl, windows = solve("tt", coupled(one[0], two[0]))
out["tt"], out["windows"] = cl[0].tolist(), windows[0, :, 0].tolist()
cl, windows = solve("te", [coupled(one[0], two[1]), coupled(one[0], two[2])])
out["te"], out["tb"] = cl.tolist()
out["tbOfTe"] = windows[1, :, 0].tolist()
cl, windows = solve("ee", [coupled(a, b) for a in one[1:] for b in two[1:]])
out["ee"], out["eb"], out["be"], out["bb"] = cl.tolist()
out["bbOfEe"], out["beOfEb"] = windows[3, :, 0].tolist(), windows[2, :, 1].tolist()

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
