"""Numbers of NumPy and SciPy for tests/shared/statistics; needs `pip install numpy scipy`. Writes statistics.json beside itself.

Fields and masks are given by formulas that the tests repeat, so that only the results are stored. The coupling matrix is
summed directly over all pairs of modes, as in its definition, not by Fourier transforms.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import ndimage, stats

out = {"numpy": np.__version__, "scipy": scipy.__version__}


def listed(values):
    return [float(f"{v:.15g}") for v in np.ravel(values)]


def signal(n):
    """Deterministic, unstructured numbers: the fractional parts of k^2 times an irrational."""
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


# Transforms of awkward lengths.
out["fourier"] = []
for n in (1, 2, 3, 8, 17, 89, 119):
    z = np.fft.fft(signal(n) + 1j * signal(2 * n)[n:])
    out["fourier"].append(dict(n=n, re=listed(z.real), im=listed(z.imag)))

# Spectrum of a field of 21 x 15 px with a mask that falls to zero, edges 3 + 9 i.
nx, ny, lx, ly = 21, 15, 0.9, 0.7
i, j = np.meshgrid(np.arange(nx), np.arange(ny))
mask = np.sin(np.pi * (i + 0.5) / nx) * np.sin(np.pi * (j + 0.5) / ny)
field = signal(nx * ny).reshape(ny, nx)
edges = 3 + 9 * np.arange(6)
kx, ky = np.fft.fftfreq(nx, 1 / nx) * 2 * np.pi / lx, np.fft.fftfreq(ny, 1 / ny) * 2 * np.pi / ly
k = np.hypot(kx[None, :], ky[:, None])
norm = lx * ly / (2 * np.pi * nx * ny)
alm, window = np.fft.fft2(mask * field) * norm, np.fft.fft2(mask) * norm
bands = [np.argwhere((k >= a) & (k < b)) for a, b in zip(edges[:-1], edges[1:])]
coupled = [4 * np.pi**2 / (lx * ly) * np.mean([abs(alm[y, x]) ** 2 for y, x in band]) for band in bands]
matrix = [
    [
        4 * np.pi**2 / (lx * ly) ** 2 / len(a) * sum(abs(window[(y - v) % ny, (x - u) % nx]) ** 2 for y, x in a for v, u in b)
        for b in bands
    ]
    for a in bands
]
out["spectrum"] = dict(nx=nx, ny=ny, lx=lx, ly=ly, edges=edges.tolist(), cl=listed(np.linalg.solve(matrix, coupled)))

# Distances to the nearest masked pixel, with the outside of the picture masked.
seen = signal(17 * 23).reshape(17, 23) < 0.47
distance = ndimage.distance_transform_edt(np.pad(seen, 1))[1:-1, 1:-1]
out["distance"] = dict(rows=17, columns=23, below=0.47, values=listed(distance))

# Quantiles, histogram, moments of 200 skewed numbers.
values = np.exp(3 * signal(200))
shares = [0, 0.1, 0.25, 0.5, 0.75, 0.999, 1]
out["quantiles"] = dict(shares=shares, values=listed(np.quantile(values, shares)))
out["histogram"] = listed(np.histogram(8 * signal(1000) + 1, np.linspace(-3, 5, 21), density=True)[0])
out["moments"] = listed([values.mean(), values.var(), stats.skew(values), stats.kurtosis(values)])



def survival(n, d):
    """SciPy's value, except that where SciPy uses an asymptotic series (accurate to 1e-6 only), its exact Durbin matrix is used."""
    exact = n <= 140 or n * d * d >= 2.2
    return float(stats.kstwo.sf(d, n) if exact else stats._ksstats._kolmogn_DMTW(n, d, cdf=False))


# Kolmogorov-Smirnov: the null distribution itself, two samples (exact), and one against N(0, 1).
out["normalCdf"] = dict(x=[-30, -9, -4.001, -4, -2.5, -0.3, 0, 1e-9, 1, 3.999, 6], values=[])
out["normalCdf"]["values"] = [float(v) for v in stats.norm.cdf(out["normalCdf"]["x"])]
out["kolmogorov"] = [
    dict(n=n, d=d, survival=survival(n, d))
    for n, d in [(1, 0.6), (2, 0.3), (5, 0.9), (10, 0.274), (50, 0.1), (50, 0.2), (50, 0.28), (50, 0.6),
                 (140, 0.12), (339, 0.03), (339, 0.05), (339, 0.08), (339, 0.12), (339, 0.4), (2016, 0.02), (2016, 0.05)]
]
out["twoSamples"] = []
for n, m, shift in ((7, 7, 0), (30, 20, 0.2), (100, 80, 0.1), (339, 500, 0.02), (339, 500, 0.2)):
    result = stats.ks_2samp(signal(n), signal(n + m)[n:] + shift, method="exact")
    out["twoSamples"].append(dict(n=n, m=m, shift=shift, distance=float(result.statistic), pValue=float(result.pvalue)))
tied = stats.ks_2samp([1, 1, 2, 3, 3, 3], [1, 3, 4, 4], method="exact")
out["tiedSamples"] = dict(distance=float(tied.statistic), pValue=float(tied.pvalue))
out["againstNormal"] = []
for n, scale in ((20, 2), (200, 3), (200, 8)):
    distance = float(stats.kstest(scale * signal(n), "norm").statistic)
    out["againstNormal"].append(dict(n=n, scale=scale, distance=distance, pValue=survival(n, distance)))

path = pathlib.Path(__file__).with_name("statistics.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
