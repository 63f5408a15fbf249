"""The 256 colours of magma, viridis and cividis in matplotlib: python colour-maps.py > colour-maps.json"""

import json
import sys

from matplotlib import colormaps

json.dump(
    {name: [[round(c, 5) for c in colour] for colour in colormaps[name].colors] for name in ("magma", "viridis", "cividis")},
    sys.stdout,
)
