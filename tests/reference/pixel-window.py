"""Pixel windows of HEALPix by healpy; needs `pip install healpy==1.16.6 "numpy<2" "scipy<1.12"`, which bundles the tables.
Writes pixel-window.json beside itself: for each nside the window at some multipoles l, up to 3 nside - 1.
"""

import json
import pathlib

import healpy as hp
import numpy as np

out = {"healpy": hp.__version__, "windows": []}
for nside in [16, 128, 512, 2048]:
    window = hp.pixwin(nside)
    ell = np.unique(np.linspace(0, len(window) - 1, 13).astype(int))
    out["windows"].append({"nside": nside, "ell": ell.tolist(), "window": window[ell].tolist()})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
