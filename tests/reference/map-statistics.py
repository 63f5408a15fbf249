"""Numbers of NumPy and healpy for statistics of a map's pixels; needs `pip install numpy healpy`. Writes map-statistics.json
beside itself.

Values are given by formulas that the tests repeat: the fractional parts of k^2 times an irrational.
"""

import json
import pathlib

import healpy
import numpy as np

out = {"numpy": np.__version__, "healpy": healpy.__version__}


def signal(n):
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


# Histograms of 3072 skewed numbers, of which those below -0.45 of the signal are missing.
numbers = np.exp(8 * signal(3072)).astype(np.float32)
numbers[signal(3072) < -0.45] = np.nan
present = numbers[np.isfinite(numbers)].astype(float)
out["histograms"] = [
    dict(scale="linear", bins=40, counts=np.histogram(present, 40)[0].tolist()),
    dict(
        scale="log",
        bins=33,
        counts=np.histogram(present, np.geomspace(present.min(), present.max(), 34))[0].tolist(),
    ),
    dict(scale="linear", bins=7, between=[0.5, 4], counts=np.histogram(present, 7, (0.5, 4))[0].tolist()),
]
out["extremes"] = [float(present.min()), float(present.max())]

# Missing fraction by Galactic latitude: 10 bins of equal area; pixels missing where the signal is below -0.2.
nside = 16
missing = signal(12 * nside**2) < -0.2
out["latitudes"] = []
for frame in "GCE":
    theta, phi = healpy.pix2ang(nside, np.arange(12 * nside**2))
    if frame != "G":
        theta, phi = healpy.Rotator(coord=[frame, "G"])(theta, phi)
    z = np.cos(theta)
    edges = np.linspace(-1, 1, 11)
    total, gone = np.histogram(z, edges)[0], np.histogram(z[missing], edges)[0]
    out["latitudes"].append(dict(frame=frame, pixels=total.tolist(), missing=gone.tolist()))

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out, indent=1) + "\n")
