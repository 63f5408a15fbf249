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

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
