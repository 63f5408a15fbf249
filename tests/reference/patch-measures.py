"""Numbers of NumPy, SciPy and astropy for measuring on patches; needs `pip install numpy scipy astropy`. Writes
patch-measures.json beside itself.

The patch is given by a formula that the tests repeat: the fractional parts of k^2 times an irrational. Regions are tested
at every pixel by their definitions; lines are sampled by SciPy; angles are those of astropy's TAN projection.
"""

import json
import pathlib

import astropy
import numpy as np
import scipy
from astropy import units as u
from astropy.coordinates import SkyCoord
from astropy.wcs import WCS
from scipy import ndimage

out = {"numpy": np.__version__, "scipy": scipy.__version__, "astropy": astropy.__version__}


def signal(n):
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


size, width = 24, 12.0
patch = signal(size * size).astype(np.float32).reshape(size, size)
patch[3:5, 4:7] = np.nan
row, column = np.mgrid[:size, :size].astype(float)


def inside_polygon(corners):
    """Angles that the corners turn about each pixel: an odd number of turns is inside."""
    around = np.zeros((size, size))
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, 0)):
        a, b = (x0 - column) + 1j * (y0 - row), (x1 - column) + 1j * (y1 - row)
        around += np.angle(b / a)
    return np.round(around / (2 * np.pi)).astype(int) % 2 == 1


wcs = WCS(naxis=2)
wcs.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
wcs.wcs.crpix = [(size + 1) / 2] * 2
wcs.wcs.crval = [212, -19]
wcs.wcs.cdelt = [-width / (size - 1), width / (size - 1)]


def sky(points):
    lon, lat = wcs.all_pix2world(np.array(points, float), 0).T
    return SkyCoord(lon * u.deg, lat * u.deg, frame="galactic")


def angle(a, b):
    return float(sky([a]).separation(sky([b]))[0].deg)


def solid_angle(mask):
    """Areas of the pixels as sums of two spherical triangles, in square degrees."""
    xyz = lambda x, y: np.moveaxis(
        np.array(SkyCoord(*wcs.all_pix2world(x, y, 0), unit="deg").cartesian.xyz), 0, -1
    )
    x, y = column[mask], row[mask]
    a, b, c, d = (xyz(x + i, y + j) for i, j in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)))
    total = 0
    for p, q, r in ((a, b, c), (a, c, d)):
        dot = lambda s, t: np.sum(s * t, -1)
        total += np.sum(2 * np.arctan2(abs(dot(p, np.cross(q, r))), 1 + dot(p, q) + dot(q, r) + dot(r, p)))
    return float(total * (180 / np.pi) ** 2)


def rectangle(a, b):
    mask = (column >= min(a[0], b[0])) & (column <= max(a[0], b[0])) & (row >= min(a[1], b[1])) & (row <= max(a[1], b[1]))
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    extent = [angle((a[0], y), (b[0], y)), angle((x, a[1]), (x, b[1]))]
    return dict(kind="rectangle", points=[a, b], extent=extent), mask


def disc(x, y, radius):
    extent = [angle((x - radius, y), (x + radius, y)) / 2]
    return dict(kind="disc", points=[[x, y]], radius=radius, extent=extent), (column - x) ** 2 + (row - y) ** 2 <= radius**2


def polygon(*corners):
    extent = [max(angle(a, b) for a in corners for b in corners)]
    return dict(kind="polygon", points=corners, extent=extent), inside_polygon(np.array(corners, float))


out["patch"] = dict(size=size, width=width, missing=dict(rows=[3, 5], columns=[4, 7]))
out["regions"] = []
for region, mask in (
    rectangle([2.2, 1.1], [9.7, 6.3]),
    rectangle([20.4, 23.9], [15, 18.2]),
    rectangle([-5, 21.6], [40, 60]),
    disc(11.3, 12.6, 5.4),
    disc(-1, 3, 6.5),
    polygon([3.3, 2.1], [20.6, 5.2], [14.1, 12.3], [18.7, 21.9], [5.2, 17.4]),
    polygon([2.1, 2.2], [20.3, 20.4], [20.3, 2.2], [2.1, 20.4]),
):
    values = patch[mask].astype(float)
    known = values[np.isfinite(values)]
    statistics = dict(
        count=int(known.size),
        missing=int(values.size - known.size),
        mean=known.mean(),
        median=np.median(known),
        std=known.std(),
        sum=known.sum(),
        min=known.min(),
        max=known.max(),
    )
    out["regions"].append(
        dict(
            **region,
            pixels=np.flatnonzero(mask).tolist(),
            statistics={name: float(value) for name, value in statistics.items()},
            area=solid_angle(mask),
        )
    )

# Profiles: points at most a pixel apart, by SciPy's linear interpolation.
out["profiles"] = []
for (x0, y0), (x1, y1) in (((9.2, 2.5), (21.7, 20.1)), ((22.9, 23.4), (12, 23.4)), ((-0.4, 8), (-0.4, 8.3))):
    steps = max(1, int(np.ceil(np.hypot(x1 - x0, y1 - y0))))
    t = np.arange(steps + 1) / steps
    x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
    values = ndimage.map_coordinates(patch.astype(float), [y, x], order=1, mode="nearest")
    distances = sky(list(zip(x, y))).separation(sky([(x0, y0)])[0]).deg
    out["profiles"].append(
        dict(points=[[x0, y0], [x1, y1]], values=values.tolist(), distances=distances.tolist())
    )

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out) + "\n")
