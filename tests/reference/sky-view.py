"""Positions for the sky view, from astropy: `python sky-view.py > sky-view.json`.

corners: of square gnomonic patches (GLON-TAN, GLAT-TAN), south-east, south-west, north-west, north-east.
icrs: right ascension and declination of Galactic positions. mollweide: (x, y) of Galactic positions, in units of
the ellipse's half axes (the -MOL projection's x is -2 sqrt(2) ... 2 sqrt(2), its y -sqrt(2) ... sqrt(2), in radians).
"""
import json
import math

import astropy
from astropy.coordinates import SkyCoord
from astropy.wcs import WCS

places = [(0, 0), (212, -19), (359.5, 45), (100, 88), (10, -90), (180, 15.5)]
widths = [8, 20]


def tangent(lon, lat):
    w = WCS(naxis=2)
    w.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    w.wcs.crval = [lon, lat]
    w.wcs.crpix = [1, 1]
    w.wcs.cdelt = [1, 1]
    return w


def mollweide(lon, lat):
    w = WCS(naxis=2)
    w.wcs.ctype = ["GLON-MOL", "GLAT-MOL"]
    w.wcs.crval = [0, 0]
    w.wcs.crpix = [1, 1]
    w.wcs.cdelt = [1, 1]
    x, y = w.wcs_world2pix([[lon, lat]], 0)[0]
    return [math.radians(x) / (2 * math.sqrt(2)), math.radians(y) / math.sqrt(2)]


corners = []
for lon, lat in places:
    for width in widths:
        h = width / 2
        world = tangent(lon, lat).wcs_pix2world([[h, -h], [-h, -h], [-h, h], [h, h]], 0)
        corners.append({"lon": lon, "lat": lat, "width": width, "corners": world.tolist()})

positions = [(0, 0), (212, -19), (359.5, 45), (100, 88), (90, -60), (122.93, 27.13), (181, 3)]
icrs = []
for lon, lat in positions:
    c = SkyCoord(l=lon, b=lat, unit="deg", frame="galactic").icrs
    icrs.append({"lon": lon, "lat": lat, "ra": c.ra.deg, "dec": c.dec.deg})

print(
    json.dumps(
        {
            "made with": f"astropy {astropy.__version__}",
            "corners": corners,
            "icrs": icrs,
            "mollweide": [{"lon": lon, "lat": lat, "xy": mollweide(lon, lat)} for lon, lat in positions],
        },
        indent=1,
    )
)
