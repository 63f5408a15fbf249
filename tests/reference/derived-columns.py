"""Polarised intensity, angle and fraction of the real maps beside the checkout, with healpy:
python derived-columns.py FOLDER > derived-columns.json

Statistics are in double precision over the pixels with values (P > 0 for the angle, I > 0 for the fraction). The angle
is the IAU's, in degrees from 0 to 180, of maps with HEALPix's sign of U. Positions are those of the map's own frame; Q and
U are interpolated bilinearly first."""
import json
import sys

import healpy
import numpy as np

maps = {
    "polarization/check1therm_353p0_64.fits": (0, 1, 2),
    "polarization/check_d7_353_uK_RJ_64.fits": (0, 1, 2),
    "healpix/healpixmirror_map_LOres.fits": (0, 1, 2),
    "healpix/wmap_band_iqumap_r9_7yr_W_v4_udgraded32_masked.fits": (0, 1, 2),
    "healpix/justq_gal2ecl.fits.gz": (None, 0, 1),
}
lon = np.array([12.0, 40.0, 133.3, 212.0, 355.5])
lat = np.array([80.0, 30.0, -5.0, -19.0, -66.0])


def derived(i, q, u):
    p = np.sqrt(q**2 + u**2)
    angle = np.degrees(0.5 * np.arctan2(-u, q)) % 180
    columns = {"P": p, "angle": np.where(p > 0, angle, np.nan)}
    if i is not None:
        with np.errstate(all="ignore"):
            columns["fraction"] = np.where(i > 0, p / i, np.nan)
    return columns


def statistics(values):
    known = values[np.isfinite(values)]
    return {
        "missing": int(values.size - known.size),
        "min": float(known.min()),
        "max": float(known.max()),
        "mean": float(known.mean()),
    }


def number(value):
    return float(value) if np.isfinite(value) else None


answer = {}
for path, fields in maps.items():
    read = healpy.read_map(f"{sys.argv[1]}/{path}", field=[f for f in fields if f is not None], dtype=np.float64)
    read = [np.where(np.isclose(m, healpy.UNSEEN), np.nan, m) for m in read]
    i, q, u = read if len(read) == 3 else [None, *read]
    at = [None if m is None else healpy.get_interp_val(m, lon, lat, lonlat=True) for m in (i, q, u)]
    between = derived(*at)
    answer[path] = {
        name: {**statistics(values), "interpolated": [number(v) for v in between[name]]}
        for name, values in derived(i, q, u).items()
    }
json.dump({"lon": lon.tolist(), "lat": lat.tolist(), "maps": answer}, sys.stdout, indent=1)
