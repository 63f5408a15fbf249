"""Numbers of NumPy for tests/shared/statistics; needs `pip install numpy scipy`. Writes higher-order.json beside itself.

The bispectra are summed over closed triangles of modes one by one, as in their definition, not by multiplying maps; the
Gaussian fourth moments come from the full covariance matrix of the pixels.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import ndimage, stats
from scipy.spatial.distance import cdist

out = {"numpy": np.__version__, "scipy": scipy.__version__}


def listed(values):
    return [float(f"{v:.15g}") for v in np.ravel(values)]


def signal(n):
    """Deterministic, unstructured numbers: the fractional parts of k^2 times an irrational."""
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


# A masked map of 15 x 12 px whose bands reach nearly to the Nyquist frequency.
nx, ny, lx, ly = 15, 12, 0.9, 0.7
x, y = np.meshgrid(np.arange(nx), np.arange(ny))
mask = np.sin(np.pi * (x + 0.5) / nx) * np.sin(np.pi * (y + 0.5) / ny)
field = np.exp(2 * signal(nx * ny).reshape(ny, nx))
edges = [0, 15, 30, 45]
fx, fy = np.fft.fftfreq(nx, 1 / nx).astype(int), np.fft.fftfreq(ny, 1 / ny).astype(int)
gx, gy = np.meshgrid(fx, fy)
k = np.hypot(2 * np.pi * gx / lx, 2 * np.pi * gy / ly)
allowed = (k > 0) & (2 * abs(gx) != nx) & (2 * abs(gy) != ny)
masked = mask * (field - (mask * field).sum() / mask.sum())
transform = np.fft.fft2(masked)
bands = [[(p, q) for q, p in zip(gy[chosen], gx[chosen])] for chosen in (allowed & (k >= a) & (k < b) for a, b in zip(edges[:-1], edges[1:]))]


def bispectrum(first, second, third):
    third = set(third)
    total, count = 0, 0
    for p1, q1 in first:
        for p2, q2 in second:
            p3, q3 = -p1 - p2, -q1 - q2
            if (p3, q3) in third:
                total += (transform[q1 % ny, p1 % nx] * transform[q2 % ny, p2 % nx] * transform[q3 % ny, p3 % nx]).real
                count += 1
    area, n = lx * ly, nx * ny
    return total / count * area**2 / n**3 / np.mean(mask**3)


def within(values, band):
    part = np.zeros_like(values)
    for p, q in band:
        part[q % ny, p % nx] = values[q % ny, p % nx]
    return np.fft.ifft2(part).real


def gaussian_fourth(band):
    """3 <v^2> / (<v>^2 + 2 <c^2>) from the covariance c of all pixels for white noise times the mask."""
    kernel = within(np.ones((ny, nx), complex), band)
    rows = np.array([np.roll(kernel, (i, j), (0, 1)).ravel() * mask.ravel() for i in range(ny) for j in range(nx)])
    covariance = rows @ rows.T
    variance = np.diag(covariance)
    return 3 * np.mean(variance**2) / (np.mean(variance) ** 2 + 2 * np.mean(covariance**2))


parts = [within(transform, band) for band in bands]
fourths = [gaussian_fourth(band) for band in bands]
out["higherOrder"] = dict(
    nx=nx, ny=ny, lx=lx, ly=ly, edges=edges,
    equilateral=listed([bispectrum(b, b, b) for b in bands]),
    squeezed=listed([bispectrum(bands[0], b, b) for b in bands[1:]]),
    fourths=listed(fourths),
    kurtosis=listed([3 * np.mean(d**4) / np.mean(d**2) ** 2 / f - 3 for d, f in zip(parts, fourths)]),
    variance=listed([np.mean(d**2) / np.mean(mask**2) for d in parts]),
)

# Energy distance of vectors, and of numbers as SciPy defines it: the root of E.
a, b = signal(60).reshape(20, 3), 0.8 * signal(200)[80:].reshape(40, 3) + 0.3
between, own, other = cdist(a, b).mean(), cdist(a, a).mean(), cdist(b, b).mean()
out["energy"] = dict(
    vectors=float(np.sqrt((2 * between - own - other) / (2 * between))),
    numbers=float(stats.energy_distance(a[:, 0], b[:, 0])),
    between=float(cdist(a[:, :1], b[:, :1]).mean()),
)

# Peaks: pixels above all eight neighbours, those on the border left out.
rough = ndimage.gaussian_filter(signal(31 * 23).reshape(23, 31), 1, mode="wrap")
rough /= rough.std()
inner = np.zeros(rough.shape, bool)
inner[1:-1, 1:-1] = True
neighbours = np.ones((3, 3))
neighbours[1, 1] = 0
peaks = inner & (rough > ndimage.maximum_filter(rough, footprint=neighbours))
minima = inner & (rough < ndimage.minimum_filter(rough, footprint=neighbours))
thresholds = [-2, -1, 0, 1, 2]
out["extrema"] = dict(
    rows=23, columns=31, values=listed(rough), thresholds=thresholds,
    peaks=[int((peaks & (rough > t)).sum()) for t in thresholds],
    minima=[int((minima & (rough < t)).sum()) for t in thresholds],
)

# Coverage and density (Naeem et al. 2020, Eqs. 5 and 6), five neighbours.
real, fake = signal(120).reshape(40, 3), 0.7 * signal(300)[180:].reshape(40, 3) + 0.1
radii = np.sort(cdist(real, real), axis=1)[:, 5]
inside = cdist(real, fake) < radii[:, None]
out["coverage"] = dict(coverage=float(inside.any(axis=1).mean()), density=float(inside.sum(axis=0).mean() / 5))

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
