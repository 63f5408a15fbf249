"""The likelihood of masked and of noisy patches by NumPy, with its gradients by central differences. Writes masked-likelihood.json."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(5)
shape = (3, 4, 4, 2)
patches, decoded = rng.normal(size=shape), rng.normal(size=shape)
masks = (rng.random((*shape[:3], 1)) < 0.6).astype(float)
masks[2] = 0  # no good pixel: nothing to explain


noise = np.exp(rng.normal(size=shape) / 2)  # standard deviations


def terms(d, log_width, noisy=False):
    if noisy:
        # -log of the normal density of each good value, whose variance is that of its noise and that of the decoder
        variance = noise**2 + (0.5 if log_width is None else np.exp(2 * log_width))
        constant = np.log(2 if log_width is None else 2 * np.pi)
        return (masks * ((patches - d) ** 2 / variance + np.log(variance) + constant)).sum((1, 2, 3)) / 2
    squares = (masks * (patches - d) ** 2).sum((1, 2, 3))
    if log_width is None:
        return squares
    # -log of the normal density of each good value of each channel
    count = shape[3] * masks.sum((1, 2, 3))
    return squares / (2 * np.exp(2 * log_width)) + count * (log_width + np.log(2 * np.pi) / 2)


def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


cases = []
for log_width, noisy in [(width, noisy) for noisy in (False, True) for width in (None, -0.7, 0.4)]:
    gradient = np.zeros(shape)
    for at in np.ndindex(shape):
        moved = lambda value: np.where(np.arange(decoded.size).reshape(shape) == np.ravel_multi_index(at, shape), value, decoded)
        gradient[at] = slope(lambda value: terms(moved(value), log_width, noisy).sum(), decoded[at])
    by_width = None if log_width is None else slope(lambda w: terms(decoded, w, noisy).sum(), log_width)
    # A term of no pixel is 0, which no ratio can be compared with: the third is left out.
    cases.append(dict(logWidth=log_width, noisy=noisy, terms=terms(decoded, log_width, noisy)[:2].tolist(), byDecoded=gradient.ravel().round(7).tolist(), byWidth=by_width))

out = dict(shape=shape, patches=patches.ravel().tolist(), decoded=decoded.ravel().tolist(), masks=masks.ravel().tolist(), noise=noise.ravel().tolist(), cases=cases)
path = pathlib.Path(__file__).with_name("masked-likelihood.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
