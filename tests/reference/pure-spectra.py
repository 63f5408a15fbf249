"""Spectra with purified B modes by their definition, in NumPy, for tests/shared/statistics; needs `pip install numpy`.
Writes JSON beside itself.

Independent of the program's way: k^2 B of the whole, periodic sky is masked and divided by k^2, where the program takes
derivatives of the mask; the coupling is summed over all pairs of modes. The sky has no power near the Nyquist frequency,
and the mask has only a few Fourier modes, so that both ways are exact.
"""

import json
import pathlib

import numpy as np

nx, ny, lx, ly = 16, 14, 0.9, 0.7
i, j = np.meshgrid(np.arange(nx), np.arange(ny))
mask = (1 - np.cos(2 * np.pi * (i + 0.5) / nx)) * (1 - np.cos(2 * np.pi * (j + 0.5) / ny)) * (1 + 0.3 * np.sin(2 * np.pi * i / nx + 0.4)) / 4
edges = [5, 17, 29, 41]


def frequencies(n, length):
    k = np.arange(n)
    return np.where(2 * k <= n, k, k - n) * 2 * np.pi / length


kx, ky = np.meshgrid(frequencies(nx, lx), frequencies(ny, ly))
k, phi = np.hypot(kx, ky), np.arctan2(ky, kx)
low = (abs(kx) <= 5 * 2 * np.pi / lx) & (abs(ky) <= 4 * 2 * np.pi / ly)
numbers = np.arange(2 * nx * ny, dtype=float)
rough = ((numbers * numbers * 0.6180339887498949) % 1 - 0.5).reshape(2, ny, nx)
q, u = (np.fft.ifft2(np.fft.fft2(m) * low).real for m in rough)
norm = lx * ly / (2 * np.pi * nx * ny)
qk, uk = np.fft.fft2(q), np.fft.fft2(u)
chi = np.fft.ifft2(k**2 * (qk * np.sin(2 * phi) + uk * np.cos(2 * phi)))
over = np.where(k > 0, 1 / np.where(k > 0, k, 1) ** 2, 0)
pure = np.fft.fft2(mask * chi.real) * norm * over
wq, wu = (np.fft.fft2(mask * m) * norm for m in (q, u))
fields = wq * np.cos(2 * phi) - wu * np.sin(2 * phi), pure
window = np.fft.fft2(mask) * norm
bands = [np.argwhere((k >= a) & (k < b)) for a, b in zip(edges[:-1], edges[1:])]
n = len(bands)
coupled = [4 * np.pi**2 / (lx * ly) * np.mean([(a[y, x] * b[y, x].conj()).real for y, x in band]) for a in fields for b in fields for band in bands]
matrix = np.zeros((4, n, 4, n))
for to, a in enumerate(bands):
    for source, b in enumerate(bands):
        for y, x in a:
            for v, w in b:
                turn = 2 * (phi[y, x] - phi[v, w])
                growth = (k[v, w] / k[y, x]) ** 2
                mix = np.array([[np.cos(turn), -np.sin(turn)], [0, growth]])
                power = abs(window[(y - v) % ny, (x - w) % nx]) ** 2
                matrix[:, to, :, source] += power * np.kron(mix, mix) * 4 * np.pi**2 / (lx * ly) ** 2 / len(a)
cl = np.linalg.solve(matrix.reshape(4 * n, 4 * n), np.ravel(coupled)).reshape(4, n)

out = dict(nx=nx, ny=ny, lx=lx, ly=ly, edges=edges, q=q.ravel(), u=u.ravel(), ee=cl[0], eb=cl[1], be=cl[2], bb=cl[3])
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({key: [float(f"{x:.15g}") for x in v] if isinstance(v, np.ndarray) else v for key, v in out.items()}) + "\n")
print(path.stat().st_size, "bytes")
