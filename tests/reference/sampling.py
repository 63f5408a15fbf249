"""Split R-hat and bulk effective sample size by ArviZ, the reference of tests/shared/sampling: writes sampling.json.

Run with numpy and arviz (0.2x) installed: python tests/reference/sampling.py
"""

import json
from pathlib import Path

import arviz as az
import numpy as np

random = np.random.default_rng(1)


def autoregressive(chains, draws, coefficient):
    """x_t = coefficient x_{t-1} + noise, of variance 1."""
    noise = random.standard_normal((chains, draws)) * np.sqrt(1 - coefficient**2)
    x = np.empty((chains, draws))
    x[:, 0] = random.standard_normal(chains)
    for t in range(1, draws):
        x[:, t] = coefficient * x[:, t - 1] + noise[:, t]
    return x


def repeated(x, share):
    """Draws of which a share is that before, as when a step is rejected."""
    for t in range(1, x.shape[1]):
        rejected = random.uniform(size=len(x)) < share
        x[rejected, t] = x[rejected, t - 1]
    return x


cases = {
    "independent": autoregressive(4, 80, 0),
    "autocorrelated": autoregressive(4, 100, 0.8),
    "antithetic": autoregressive(4, 80, -0.6),
    "rejected now and then": repeated(autoregressive(3, 90, 0.5), 0.3),
    "heavy tails": np.tan(1.5 * autoregressive(2, 101, 0.3) / 4),
    "one chain elsewhere": autoregressive(4, 60, 0.2) + np.array([[0], [0], [0], [2]]),
    "one chain wider": autoregressive(4, 60, 0.2) * np.array([[1], [1], [1], [4]]),
}
found = []
for name, draws in cases.items():
    draws = np.round(draws, 4)
    r_hat = float(az.rhat(draws, method="rank"))
    effective = float(az.ess(draws, method="bulk"))
    found.append(dict(name=name, draws=draws.tolist(), rHat=r_hat, effectiveSamples=effective))
    print(name, r_hat, effective)
Path(__file__).with_suffix(".json").write_text(json.dumps(dict(arviz=az.__version__, cases=found)) + "\n")
