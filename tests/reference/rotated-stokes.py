"""healpy's rotation of polarised maps (Rotator.rotate_map_pixel): python rotated-stokes.py > rotated-stokes.json

I, Q and U have the values ((37 p) % 101) / 8 - 5, ((53 p) % 97) / 16 - 3 and ((29 p) % 89) / 16 - 2.5 at pixel p in RING
order, I without pixel 7, Q without pixel 100. The rotations are astropy's; healpy's own are those of its version.

FK4: astropy's positions and directions of the north of J2000 in equatorial coordinates of other equinoxes, which no
healpy rotation has.
"""
import json

import healpy as hp
import numpy as np
from astropy.coordinates import FK4, FK5, BarycentricMeanEcliptic, Galactic, SkyCoord

FRAMES = {"G": Galactic(), "C": FK5(equinox="J2000"), "E": BarycentricMeanEcliptic(equinox="J2000")}
NSIDE = 8
p = np.arange(12 * NSIDE**2)
i, q, u = (37 * p) % 101 / 8 - 5, (53 * p) % 97 / 16 - 3, (29 * p) % 89 / 16 - 2.5
i[7] = q[100] = np.nan


def matrix(start, end):
    axes = SkyCoord([0, 90, 0], [0, 0, 90], unit="deg", frame=FRAMES[start]).transform_to(FRAMES[end])
    return axes.represent_as("unitspherical").to_cartesian().xyz.value


def listed(values):
    return [None if np.isnan(v) else float(f"{v:.14g}") for v in values]


out = {"made by": f"healpy {hp.__version__}, rotations of astropy", "rotations": []}
for start, end in ["GC", "CG", "GE", "EC"]:
    rotator = hp.Rotator(coord=[start, end])
    rotator._matrix = matrix(start, end)
    at = np.unique(np.linspace(0, len(p) - 1, 60).astype(int))
    turned = rotator.rotate_map_pixel([i, q, u])
    out["rotations"].append(
        dict(frame=start, toFrame=end, pixels=at.tolist(), **{name: listed(m[at]) for name, m in zip("IQU", turned)})
    )

out["equinoxes"] = []
for name, frame, card in [
    ("FK4", FK4(equinox="B1950"), dict(system="FK4", year=1950)),
    ("FK5", FK5(equinox="J1975"), dict(system="FK5", year=1975)),
]:
    lon = np.array([0.5, 40, 100, 190, 266, 300, 359.5])
    lat = np.array([-88, -60, -20, 0.3, 33, 70, 89])
    step = 1e-3
    here, ahead, behind = (
        SkyCoord(lon, lat + d, unit="deg", frame=FRAMES["C"]).transform_to(frame) for d in (0, step, -step)
    )
    north = ahead.cartesian.xyz.value / np.linalg.norm(ahead.cartesian.xyz.value, axis=0)
    north = north - behind.cartesian.xyz.value / np.linalg.norm(behind.cartesian.xyz.value, axis=0)
    a, d = here.ra.rad, here.dec.rad
    angle = np.arctan2(
        -np.sin(a) * north[0] + np.cos(a) * north[1],
        -np.sin(d) * np.cos(a) * north[0] - np.sin(d) * np.sin(a) * north[1] + np.cos(d) * north[2],
    )
    out["equinoxes"].append(
        dict(equinox=dict(frame="C", **card), lon=lon.tolist(), lat=lat.tolist(), mapLon=here.ra.deg.tolist(),
             mapLat=here.dec.deg.tolist(), angle=np.degrees(angle).tolist())
    )
print(json.dumps(out))
