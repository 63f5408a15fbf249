"""healpy's ud_grade, reorder and rotation: python regrid.py DATA > regrid.json

The maps have value(p) = ((37 p) % 101) / 8 - 5 at pixel p, missing where p % 5 is 3 or p // 16 is 2, 3 or 9; the smooth
one is 2 + x - 0.5 y + 0.25 z at the pixels' centres. DATA is the folder of real maps kept beside
the checkout.
"""
import json
import os
import sys

import healpy as hp
import numpy as np
from astropy.coordinates import FK5, BarycentricMeanEcliptic, Galactic, SkyCoord


def scattered(nside):
    p = np.arange(12 * nside**2)
    missing = (p % 5 == 3) | np.isin(p // 16, [2, 3, 9])
    return np.where(missing, hp.UNSEEN, (37 * p) % 101 / 8 - 5)


def listed(values, digits=15):
    return [None if v == hp.UNSEEN or np.isnan(v) else float(f"{v:.{digits}g}") for v in values]


out = {"made by": f"healpy {hp.__version__}"}

out["ud_grade"] = [
    dict(nside=nside, ordering=order, to=to, toOrdering=order_out,
         values=listed(hp.ud_grade(scattered(nside), to, order_in=order, order_out=order_out)))
    for nside, order, to, order_out in [
        (8, "RING", 4, "RING"), (8, "NESTED", 2, "RING"), (8, "RING", 1, "NESTED"), (4, "NESTED", 2, "NESTED"),
        (2, "RING", 4, "RING"), (2, "NESTED", 8, "RING"), (2, "RING", 4, "NESTED"), (1, "NESTED", 4, "NESTED"),
    ]
]

out["reorder"] = [
    dict(nside=nside, ordering=order, toOrdering=order_out,
         values=listed(hp.reorder(scattered(nside), inp=order, out=order_out)))
    for nside in (1, 4, 8) for order, order_out in [("RING", "NESTED"), ("NESTED", "RING")]
]

FRAMES = {"G": Galactic(), "C": FK5(equinox="J2000"), "E": BarycentricMeanEcliptic(equinox="J2000")}


def between(start, end, lon, lat):
    """By astropy; healpy's own matrices are those of its version."""
    sky = SkyCoord(lon, lat, unit="deg", frame=FRAMES[start]).transform_to(FRAMES[end])
    sky = sky.represent_as("unitspherical")
    return sky.lon.deg, sky.lat.deg


out["rotation"] = []
for start, end in ["GC", "CG", "GE", "EG", "CE", "EC"]:
    for nside, order, to, order_out in [(8, "RING", 8, "RING"), (4, "NESTED", 8, "NESTED"), (8, "NESTED", 4, "RING")]:
        fine = max(nside, to)
        nest, nest_out = order == "NESTED", order_out == "NESTED"
        x, y, z = hp.pix2vec(nside, np.arange(12 * nside**2), nest=nest)
        smooth = 2 + x - 0.5 * y + 0.25 * z
        rough = scattered(nside)
        rough[rough == hp.UNSEEN] = np.nan

        lon, lat = hp.pix2ang(fine, np.arange(12 * fine**2), lonlat=True)
        by_healpy = hp.Rotator(coord=[end, start])(lon, lat, lonlat=True)
        by_astropy = between(end, start, lon, lat)

        def rotated(values, centres):
            fine_map = hp.get_interp_val(values, *centres, nest=nest, lonlat=True)
            fine_map[np.isnan(fine_map)] = hp.UNSEEN
            return hp.ud_grade(fine_map, to, order_in="RING", order_out=order_out)

        at = np.unique(np.linspace(0, 12 * to**2 - 1, 30).astype(int))
        out["rotation"].append(dict(
            nside=nside, ordering=order, to=to, toOrdering=order_out, frame=start, toFrame=end, pixels=at.tolist(),
            smooth=listed(rotated(smooth, by_healpy)[at], 11), rough=listed(rotated(rough, by_astropy)[at], 13),
        ))

# WMAP's I, Q and U behind its mask.
wmap = os.path.join(sys.argv[1], "healpix/wmap_band_iqumap_r9_7yr_W_v4_udgraded32_masked.fits")
stokes = hp.read_map(wmap, field=None, dtype=np.float64)
out["wmap"] = {
    name: listed(column, 9)
    for name, column in zip("IQU", hp.ud_grade(stokes, 4, order_in="RING", order_out="NESTED"))
}

print(json.dumps(out))
