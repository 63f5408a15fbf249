"""Stacks of patches written by NumPy in unusual types and layouts, with NumPy's mean and standard deviation.

python tests/reference/stack-import.py > tests/reference/stack-import.json
"""

import base64
import io
import json

import numpy as np

rng = np.random.default_rng(15)
base = np.exp(rng.normal(size=(4, 8, 8)))
stacks = {
    "float64, Fortran order": np.asfortranarray(base),
    "big-endian float32": base.astype(">f4"),
    "float16": base.astype("<f2"),
    "int16, one channel": (1 + 1000 * base).astype("<i2")[..., None],
    "uint8, Fortran order": np.asfortranarray((1 + 20 * base).clip(0, 255).astype("u1")),
}


def described(stack):
    file = io.BytesIO()
    np.save(file, stack)
    values = stack.astype("f8").reshape(4, -1)
    logs = np.log(values)
    return {
        "npy": base64.b64encode(file.getvalue()).decode(),
        "linear": {"mean": values.mean(1).tolist(), "std": values.std(1).tolist()},
        "log": {"mean": logs.mean(1).tolist(), "std": logs.std(1).tolist()},
        "first": ((logs - logs.mean(1, keepdims=True)) / logs.std(1, keepdims=True))[3, :10].tolist(),
    }


print(json.dumps({"numpy": np.__version__, "stacks": {name: described(stack) for name, stack in stacks.items()}}, indent=1))
