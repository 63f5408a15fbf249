"""Numbers of Kymatio for tests/shared/statistics; needs `pip install kymatio` (0.3.0). Writes scattering.json beside itself.

Patches are given by a formula that the tests repeat, so that only coefficients are stored: of every one its mean over the
positions of the first patch, and a sample of single positions of all.
"""

import json
import pathlib

import numpy as np
# Not from kymatio.numpy, whose 3D part needs an older SciPy.
from kymatio.scattering2d.frontend.numpy_frontend import ScatteringNumPy2D as Scattering2D


def patch(rows, columns):
    k = np.arange(rows * columns, dtype=float)
    i, j = np.divmod(np.arange(rows * columns), columns)
    noise = (k * k * 0.6180339887498949) % 1 - 0.5
    return (noise + np.cos(2 * np.pi * (3 * i / rows + 2 * j / columns)) + 0.5 * i / rows).reshape(rows, columns)


def listed(values):
    return [float(f"{v:.9g}") for v in np.ravel(values)]


cases = []
for rows, columns, J, L, every in [
    (64, 64, 5, 8, 13),
    (32, 32, 5, 8, 7),
    (128, 128, 5, 8, 151),
    (256, 256, 5, 8, 997),
    (50, 36, 3, 4, 3),
]:
    found = Scattering2D(J=J, shape=(rows, columns), L=L)(patch(rows, columns))
    case = dict(rows=rows, columns=columns, scales=J, angles=L, shape=list(found.shape), every=every)
    case["sample"] = listed(found.ravel()[::every])
    case["means"] = listed(found.mean(axis=(1, 2))) if not cases else []
    cases.append(case)

# Means over the pixels of the patch itself, with Kymatio's wavelets: of |x * psi1| and ||x * psi1| * psi2| at the
# resolution of their last wavelet.
rows, J, border = 64, 5, 32
scattering = Scattering2D(J=J, shape=(rows, rows), L=8)
psi = scattering.psi
modes = np.fft.fft2(np.pad(patch(rows, rows), border, mode="reflect"))


def modulus(modes, wavelet, resolution):
    product = modes * wavelet["levels"][resolution]
    step = 2 ** (wavelet["j"] - resolution)
    size = product.shape[0] // step
    return np.abs(np.fft.ifft2(product.reshape(step, size, step, size).mean((0, 2))))


def inside(plane, j):
    return plane[border >> j : (border + rows) >> j, border >> j : (border + rows) >> j].mean()


first, second = [], []
for one in psi:
    plane = modulus(modes, one, 0)
    first.append(inside(plane, one["j"]))
    inner = np.fft.fft2(plane)
    second += [inside(modulus(inner, two, one["j"]), two["j"]) for two in psi if two["j"] > one["j"]]
patch_means = listed(np.array(first + second[::7]))

text = json.dumps(dict(cases=cases, patch_means=patch_means), separators=(",", ":"))
pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")
