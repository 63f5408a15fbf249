"""Fills of holes by NumPy, SciPy and scikit-image; needs `pip install numpy scipy scikit-image`. Writes fills.json beside
itself.

The patch is a formula that the tests repeat. Diffusion is checked by its own iteration, each pixel of the hole becoming
the mean of its neighbours until nothing changes.
"""

import json
import pathlib

import numpy as np
import scipy
import skimage
from scipy import ndimage, sparse
from scipy.sparse.linalg import spsolve
from skimage.restoration import inpaint_biharmonic

out = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-image": skimage.__version__}

size = 24
row, column = np.mgrid[:size, :size].astype(float)
patch = np.sin(0.7 * row) + np.cos(0.3 * row * column)
hole = (np.hypot(row - 9, column - 12) < 6) | ((row > 18) & (column < 7)) | ((row == 3) & (column == 20))
hole |= (row < 2) & (column == 3)


def diffused():
    kernel = np.ones((3, 3))
    kernel[1, 1] = 0
    neighbours = ndimage.convolve(np.ones((size, size)), kernel, mode="constant")
    x = np.where(hole, 0, patch)
    for _ in range(5000):
        mean = ndimage.convolve(x, kernel, mode="constant") / neighbours
        x = np.where(hole, mean, patch)
    return x


def biharmonic():
    """(L L x) is 0 in the hole; L = -D'D with differences between neighbours, none across the edge of the patch."""
    difference = sparse.diags([-np.ones(size - 1), np.ones(size - 1)], [0, 1], (size - 1, size))
    along = (difference.T @ difference).tocsr()
    laplacian = sparse.kron(along, sparse.eye(size)) + sparse.kron(sparse.eye(size), along)
    squared = (laplacian @ laplacian).tocsr()
    inside = hole.ravel()
    return spsolve(squared[inside][:, inside].tocsc(), -squared[inside][:, ~inside] @ patch.ravel()[~inside])


out["hole"] = hole.astype(int).ravel().tolist()
out["diffusion"] = diffused()[hole].tolist()
out["biharmonic"] = biharmonic().tolist()
out["skimage"] = inpaint_biharmonic(np.where(hole, 0, patch), hole)[hole].tolist()


# Wiener filters, dense: of a stationary field on a torus of twice the size, and of one with any covariance.
side = 2 * size
mode = np.minimum(np.arange(side), side - np.arange(side))
power = 200 / (1 + (mode[:, None] ** 2 + 2 * mode[None, :] ** 2) / 2.25) ** 1.4
lags = np.fft.ifft2(power).real
pixel = np.arange(size * size)
y, x = np.divmod(pixel, size)
stationary = lags[(y[:, None] - y[None, :]) % side, (x[:, None] - x[None, :]) % side]
strength = 1 + 0.3 * np.cos(0.2 * pixel)
general = stationary * strength[:, None] * strength[None, :]

observed = np.flatnonzero(~hole.ravel())
variance = 0.04 * (1 + 0.5 * np.sin(observed))
noise = 0.2 * np.cos(3.7 * observed**1.5)


def beam(fwhm):
    """Rows as in src-shared/sky/beam.ts, whose weights are float32."""
    apart = np.arange(size)[:, None] - np.arange(size)[None, :]
    weights = 2.0 ** -((2 * apart / fwhm) ** 2)
    along = (weights / weights.sum(1, keepdims=True)).astype(np.float32).astype(float)
    return np.kron(along, along)


def wiener(covariance, mean, fwhm):
    operator = (np.eye(size * size) if fwhm is None else beam(fwhm))[observed]
    data = operator @ patch.ravel() + noise
    gain = covariance @ operator.T @ np.linalg.inv(operator @ covariance @ operator.T + np.diag(variance))
    posterior = covariance - gain @ operator @ covariance
    return {
        "mean": (mean + gain @ (data - operator @ mean)).tolist(),
        "deviation": np.sqrt(np.diag(posterior))[hole.ravel()].tolist(),
        # Between the first pixel of the hole and all others of it.
        "covariances": posterior[hole.ravel()][:, hole.ravel()][0].tolist(),
    }


out["stationary"] = {
    "mask": wiener(stationary, np.full(size * size, 0.3), None),
    "beam": wiener(stationary, np.full(size * size, 0.3), 2.0),
}
out["general"] = {
    "mask": wiener(general, 0.1 * np.sin(pixel / 50), None),
    "beam": wiener(general, 0.1 * np.sin(pixel / 50), 2.0),
}

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
