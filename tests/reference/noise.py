"""Wiener filters of data with correlated noise, dense, by NumPy; needs `pip install numpy scipy`. Writes noise.json beside
itself.

Patch, hole, prior and data are those of fills.py; the noise has a spectrum N_l on a patch of pixels of 0.01 radians. It
is seen directly, or through a beam of 2 px and the window of the patch's pixels.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.fft import dct

size, pixel_side = 24, 0.01
row, column = np.mgrid[:size, :size].astype(float)
patch = np.sin(0.7 * row) + np.cos(0.3 * row * column)
hole = (np.hypot(row - 9, column - 12) < 6) | ((row > 18) & (column < 7)) | ((row == 3) & (column == 20))
hole |= (row < 2) & (column == 3)
side = 2 * size
mode = np.minimum(np.arange(side), side - np.arange(side))
pixel = np.arange(size * size)
y, x = np.divmod(pixel, size)


def covariance_of(power):
    lags = np.fft.ifft2(power).real
    return lags[(y[:, None] - y[None, :]) % side, (x[:, None] - x[None, :]) % side]


stationary = covariance_of(200 / (1 + (mode[:, None] ** 2 + 2 * mode[None, :] ** 2) / 2.25) ** 1.4)
observed = np.flatnonzero(~hole.ravel())
errors = 0.2 * np.cos(3.7 * observed**1.5)

ell = np.array([5.0, 40.0, 100.0, 300.0])
n_ell = np.array([4e-4, 1e-4, 2e-5, 3e-6])
wave = 2 * np.pi * mode / side / pixel_side
power = np.interp(np.hypot(wave[:, None], wave[None, :]), ell, n_ell) / pixel_side**2
noise = covariance_of(power)[np.ix_(observed, observed)]


def beam(fwhm):
    """Rows as in src-shared/sky/beam.ts, whose weights are float32."""
    apart = np.arange(size)[:, None] - np.arange(size)[None, :]
    weights = 2.0 ** -((2 * apart / fwhm) ** 2)
    along = (weights / weights.sum(1, keepdims=True)).astype(np.float32).astype(float)
    return np.kron(along, along)


def window():
    """Of the patch's pixels, on the patch continued by its mirror image."""
    modes = dct(np.eye(size), type=2, norm="ortho", axis=0)
    passed = np.sinc(np.arange(size) / size / 2)
    along = modes.T @ np.diag(passed) @ modes
    return np.kron(along, along)


def wiener(operator):
    a = operator[observed]
    data = a @ patch.ravel() + errors
    gain = stationary @ a.T @ np.linalg.inv(a @ stationary @ a.T + noise)
    posterior = stationary - gain @ a @ stationary
    return {
        "mean": (0.3 + gain @ (data - a @ np.full(size * size, 0.3))).tolist(),
        "deviation": np.sqrt(np.diag(posterior))[hole.ravel()].tolist(),
    }


out = {
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "ell": ell.tolist(),
    "power": n_ell.tolist(),
    "variance": float(power.mean()),
    "mask": wiener(np.eye(size * size)),
    "blurred": wiener(window() @ beam(2.0)),
}
# Of the errors themselves.
out["chi2"] = float(errors @ np.linalg.solve(noise, errors))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
