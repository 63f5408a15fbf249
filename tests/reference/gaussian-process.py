"""Numbers of scikit-learn for tests/shared/optimize/gaussian-process; needs `pip install scikit-learn`.

Points and values are given by formulas that the test repeats.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel


def signal(n):
    """The fractional parts of k^2 times an irrational."""
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1


out = {"scikit-learn": sklearn.__version__, "cases": []}
for n, d, variance, scales, noise, offset in (
    (1, 1, 1.0, [0.5], 0.1, 0),
    (12, 1, 0.7, [0.2], 1e-4, 0),
    (25, 3, 2.5, [0.3, 1.1, 4.0], 0.05, 0),
    (60, 6, 1.0, [0.4, 0.6, 0.8, 1.0, 2.0, 9.0], 1e-6, 0),
    (70, 2, 1.4, [0.5, 0.8], 1e-3, 4.0),
):
    x = signal(n * d).reshape(n, d)
    y = np.sin(5 * x[:, 0]) + 0.5 * np.cos(3 * x.sum(axis=1))
    at = signal(n * d + 4 * d)[n * d :].reshape(4, d)
    kernel = ConstantKernel(variance) * Matern(scales, nu=2.5)
    if offset:
        kernel += ConstantKernel(offset, "fixed")
    # The noise goes in as alpha, so that predictions are of the function itself.
    process = GaussianProcessRegressor(kernel, alpha=noise, optimizer=None).fit(x, y)
    mean, std = process.predict(at, return_std=True)
    noisy = GaussianProcessRegressor(kernel + WhiteKernel(noise), alpha=0, optimizer=None).fit(x, y)
    likelihood, gradient = noisy.log_marginal_likelihood(noisy.kernel_.theta, eval_gradient=True)
    out["cases"].append(
        dict(
            n=n, signal=variance, lengthScales=scales, noise=noise, offset=offset,
            mean=mean.tolist(), variance=(std**2).tolist(),
            logMarginalLikelihood=float(likelihood), gradient=gradient.tolist(),
        )
    )

path = pathlib.Path(__file__).with_name("gaussian-process.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
