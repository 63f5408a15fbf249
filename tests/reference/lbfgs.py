"""Minima found by SciPy's L-BFGS-B, the reference of tests/shared/optimize: writes lbfgs.json beside this file.

Run with numpy and scipy installed: python tests/reference/lbfgs.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import minimize, rosen, rosen_der


def quadratic(n=50, condition=1e4):
    """sum of c_i (x_i - 1)^2 / 2, c_i from 1 to `condition`, evenly spaced in the logarithm."""
    c = condition ** (np.arange(n) / (n - 1))
    return lambda x: 0.5 * np.sum(c * (x - 1) ** 2), lambda x: c * (x - 1)


def logistic(rows=40, columns=5, ridge=0.1):
    """Ridge-regularised logistic regression on features and labels that are sines of their indices."""
    i, j = np.mgrid[:rows, :columns]
    features = np.sin(1 + 7 * i + 3 * j**2)
    labels = np.sign(np.sin(2 * np.arange(rows)))

    def value(w):
        return np.sum(np.logaddexp(0, -labels * (features @ w))) + 0.5 * ridge * w @ w

    def gradient(w):
        p = 1 / (1 + np.exp(labels * (features @ w)))
        return -features.T @ (labels * p) + ridge * w

    return value, gradient


def beale(x):
    a, b = x
    return sum((c - a + a * b**k) ** 2 for k, c in enumerate((1.5, 2.25, 2.625), 1))


def beale_gradient(x):
    a, b = x
    terms = [(c - a + a * b**k, k) for k, c in enumerate((1.5, 2.25, 2.625), 1)]
    return np.array([sum(2 * t * (b**k - 1) for t, k in terms), sum(2 * t * a * k * b ** (k - 1) for t, k in terms)])


def case(name, functions, x0):
    value, gradient = functions
    found = minimize(
        value, x0, jac=gradient, method="L-BFGS-B", options=dict(maxcor=10, gtol=1e-8, ftol=1e-15, maxiter=2000)
    )
    assert found.success, (name, found.message)
    return dict(
        name=name, x0=list(map(float, x0)), x=found.x.tolist(), value=float(found.fun), evaluations=int(found.nfev)
    )


cases = [
    case("rosenbrock 2", (rosen, rosen_der), [-1.2, 1]),
    case("rosenbrock 10", (rosen, rosen_der), [-1.2, 1] * 5),
    case("rosenbrock 100", (rosen, rosen_der), [-1.2, 1] * 50),
    case("quadratic 50", quadratic(), np.zeros(50)),
    case("badly scaled quadratic 10", quadratic(10, 1e6), np.zeros(10)),
    case("beale", (beale, beale_gradient), [1, 1]),
    case("logistic 5", logistic(), np.zeros(5)),
]
Path(__file__).with_suffix(".json").write_text(json.dumps(dict(scipy=scipy.__version__, cases=cases), indent=1) + "\n")
for c in cases:
    print(c["name"], c["value"], c["evaluations"])
