"""SciPy's unscrambled Sobol points, the reference of tests/shared/optimize/sobol: writes sobol.json beside this file.

Run with numpy and scipy installed: python tests/reference/sobol.py
"""

import json
from pathlib import Path

import scipy
from scipy.stats import qmc

DIMENSIONS = 40
points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(1024)
# Kept as integers: the points are multiples of 1 / 1024.
out = {"scipy": scipy.__version__, "scale": 1024, "rows": {i: (points[i] * 1024).astype(int).tolist() for i in (0, 1, 2, 3, 5, 17, 100, 511, 777, 1023)}}
# The sum of i x over all points, to which every point contributes.
out["weightedSums"] = [float(sum(i * x for i, x in enumerate(column))) for column in points.T]

path = Path(__file__).with_name("sobol.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
