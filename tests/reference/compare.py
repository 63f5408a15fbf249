"""Statistics of two synthetic sets by NumPy and SciPy for tests/application; needs `pip install numpy scipy`. Writes compare.json.

The sets are given by formulas that the test repeats. Histograms, quantiles, moments and Kolmogorov-Smirnov tests are
NumPy's and SciPy's own. Spectra are of whole patches, without a taper: band powers are means over the modes of a band.
Minkowski functionals have tests of their own (tests/shared/statistics).
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import stats

SIZE, WIDTH, BIN = 16, 6.0, 90.0


def patches(count, phase, scale):
    """[count, SIZE, SIZE] in float32: waves in a direction of the patch's own, plus unstructured numbers."""
    p, y, x = np.meshgrid(np.arange(count), np.arange(SIZE), np.arange(SIZE), indexing="ij")
    k = (p * SIZE + y) * SIZE + x + 1.0
    rough = (k * k * 0.6180339887498949) % 1 - 0.5
    wave = np.cos(0.7 * x + 0.3 * p * y + phase) + 0.5 * np.sin(1.9 * y + p)
    return (scale * (wave + 0.8 * rough)).astype(np.float32)


first, second = patches(7, 0.0, 1.0), patches(5, 0.4, 1.3)
edges = np.linspace(-3, 5, 21)
shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

pixel = np.radians(WIDTH / (SIZE - 1))
side = SIZE * pixel
nyquist = np.pi * SIZE / side
bands = [(low, low + BIN) for low in np.arange(0, nyquist, BIN) if low + BIN <= nyquist]
frequency = np.fft.fftfreq(SIZE, 1 / SIZE) * 2 * np.pi / side
k = np.hypot(frequency[None, :], frequency[:, None])
bands = [(a, b) for a, b in bands if ((k >= a) & (k < b)).any()]


def spectra(maps):
    """With a mask of ones the coupling matrix is the unit matrix: band powers are means over the modes of a band."""
    power = np.abs(np.fft.fft2(maps.astype(float))) ** 2 * (side / SIZE**2) ** 2
    return np.stack([power[:, (k >= a) & (k < b)].mean(-1) for a, b in bands], -1)


def rows(maps):
    flat = maps.reshape(len(maps), -1).astype(float)
    width = edges[1] - edges[0]
    return dict(
        moment=np.stack([flat.mean(1), flat.std(1), stats.skew(flat, 1), stats.kurtosis(flat, 1)], -1),
        pixels=np.quantile(flat, shares, axis=1).T,
        histogram=np.stack([np.histogram(row, edges)[0] / (row.size * width) for row in flat]),
        spectrum=spectra(maps),
    )


def quartiles(values):
    low, median, high = np.quantile(values, [0.25, 0.5, 0.75], axis=0)
    return dict(low=low.tolist(), median=median.tolist(), high=high.tolist())


a, b = rows(first), rows(second)
tests = []
for name in a:
    for x, y in zip(a[name].T, b[name].T):
        result = stats.ks_2samp(x, y, method="exact")
        tests.append(dict(statistic=name, distance=float(result.statistic), pValue=float(result.pvalue)))

out = dict(
    numpy=np.__version__, scipy=scipy.__version__, ell=[(x + y) / 2 for x, y in bands],
    first={name: quartiles(values) for name, values in a.items()},
    second={name: quartiles(values) for name, values in b.items()},
    tests=tests,
)
path = pathlib.Path(__file__).with_name("compare.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
