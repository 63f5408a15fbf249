"""Small .npy files as NumPy writes them, in base64: python npy.py > npy.json"""
import base64
import io
import json

import numpy as np


def saved(array, **options):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, **options)
    return base64.b64encode(out.getvalue()).decode()


print(json.dumps({
    "made by": f"numpy {np.__version__}",
    "float32": saved(np.arange(24, dtype="<f4").reshape(2, 3, 4) / 8),
    "float64": saved(np.array([0.1, np.pi])),
    "uint8": saved(np.arange(6, dtype=np.uint8).reshape(3, 2)),
    "int32": saved(np.array([-1, 2**31 - 1], dtype="<i4")),
    "bool": saved(np.array([True, False, True])),
    "version 2": saved(np.ones((2, 2), dtype="<f4"), version=(2, 0)),
    "scalar": saved(np.array(2.5)),
    "int64": saved(np.arange(3)),
    "big-endian": saved(np.arange(3, dtype=">f4")),
    "complex": saved(np.ones(2, dtype=complex)),
    "Fortran order": saved(np.asfortranarray(np.ones((2, 3), dtype="<f4"))),
    "Fortran cube": saved(np.asfortranarray(np.arange(24, dtype=">i2").reshape(2, 3, 4))),
    **{
        f"{order}{kind}": saved(np.array([0, 1, 100], dtype=order + kind))
        for kind in ["f2", "f4", "f8", "i2", "u2", "i4", "u4", "i8", "u8"]
        for order in "<>"
    },
    "i1": saved(np.array([-128, 0, 127], dtype=np.int8)),
    "beyond 2^53": saved(np.array([1, 2**53 + 1], dtype=np.uint64)),
    "empty": saved(np.zeros((0, 4, 4))),
    "UNSEEN": saved(np.where(np.arange(16).reshape(4, 4) == 6, np.float32(-1.6375e30), 1).astype(np.float32)),
    "structured": saved(np.zeros(2, dtype=[("a", "<f4")])),
}, indent=1))
