"""mpmath's and SciPy's numbers for tests/shared/optimize/acquisition: writes acquisition.json beside this file.

Run with mpmath and scikit-learn installed: python tests/reference/acquisition.py
"""

import json
from pathlib import Path

import mpmath
import numpy as np
import sklearn
from mpmath import mp
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

mp.dps = 60


def log_positive_part(z):
    """ln of the integral of max(z + t, 0) over the normal density of t; 60 digits survive the cancellation."""
    z = mp.mpf(z)
    return mp.log(mp.npdf(z) + z * mp.ncdf(z))


places = [-30.0, -15.0, -7.0, -3.0, -1.5, -1.0, -0.999, -0.5, 0.0, 0.3, 0.999, 1.0, 2.5, 8.0]
mp.dps = 400
out = {
    "mpmath": mpmath.__version__,
    "scikit-learn": sklearn.__version__,
    "normal": [
        {
            "z": z,
            "cumulative": float(mp.ncdf(z)),
            "logPositivePart": float(log_positive_part(z)),
            "slope": float(mp.ncdf(z) / mp.exp(log_positive_part(z))),
        }
        for z in places
    ],
}

# KerasTuner's model: one length scale, unit signal, noise 1e-4, values standardised.
k = np.arange(20 * 3, dtype=float)
x = ((k * k * 0.6180339887498949) % 1).reshape(20, 3)
y = np.sin(5 * x[:, 0]) + 0.5 * np.cos(3 * x.sum(axis=1))
process = GaussianProcessRegressor(
    Matern(nu=2.5), alpha=1e-4, normalize_y=True, n_restarts_optimizer=20, random_state=0
).fit(x, y)
k = np.arange(20 * 3, 24 * 3, dtype=float)
at = ((k * k * 0.6180339887498949) % 1).reshape(4, 3)
mean, deviation = process.predict(at, return_std=True)
out["kerasTuner"] = {
    "lengthScale": float(process.kernel_.length_scale),
    "logMarginalLikelihood": float(process.log_marginal_likelihood_value_),
    # In standardised values: the bound in the values' own units is this times their standard deviation, plus their mean.
    "bound": ((mean - 2.6 * deviation - y.mean()) / y.std()).tolist(),
}

path = Path(__file__).with_name("acquisition.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
