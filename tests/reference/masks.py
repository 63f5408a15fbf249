"""Masks of patches by astropy and healpy; needs `pip install numpy astropy healpy`. Writes masks.json beside itself.

A patch's pixels are those of its FITS header (astropy's WCS). Sources hide the pixels whose centres are within their
radius (SkyCoord.separation), and the pixel that holds them (world_to_pixel). A HEALPix mask hides the pixels whose centre
lies in a pixel of the map (healpy's ang2pix) with the value 0; the mask map is 1 where (37 p) % 101 > 20 at RING pixel p.
"""

import json
import pathlib

import astropy
import healpy as hp
import numpy as np
from astropy import units as u
from astropy.coordinates import SkyCoord
from astropy.wcs import WCS

out = {"astropy": astropy.__version__, "healpy": hp.__version__, "numpy": np.__version__}
size, width = 24, 8.0


def patch(lon, lat, rotation):
    """The header as in src-shared/sky/projection/wcs-of-patch.ts."""
    wcs, step, a = WCS(naxis=2), width / (size - 1), np.radians(rotation)
    wcs.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    wcs.wcs.crpix = [(size + 1) / 2] * 2
    wcs.wcs.crval = [lon, lat]
    wcs.wcs.cdelt = [-step, step]
    wcs.wcs.pc = [[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]
    return wcs


places = [(120.0, -30.0, 0.0), (0.4, 62.0, 25.0), (200.0, 88.0, 0.0)]
sources = {
    "galactic": [(120.0, -30.0, 0.9), (123.9, -28.1, 0.02), (117.0, -33.4, 1.5), (0.1, 61.0, 0.7), (355.0, 64.0, 1.1),
                 (30.0, 89.0, 1.0), (200.0, 86.0, 0.5), (300.0, 10.0, 3.0)],
    # RA, Dec (J2000), radius in arcmin.
    "equatorial": [(8.4, 32.9, 45.0), (7.1, 31.0, 90.0), (11.5, 35.5, 5.0), (216.0, 8.0, 80.0), (218.3, 6.1, 2.0),
                   (190.6, 26.0, 90.0), (193.0, 27.5, 60.0)],
}
out.update(size=size, width=width, places=places, sources=sources)
row, column = np.mgrid[:size, :size]


def holes_of(wcs, positions, radii):
    pixels = wcs.pixel_to_world(column, row)
    hole = np.zeros((size, size), bool)
    for position, radius in zip(positions.galactic, radii):
        hole |= pixels.separation(position) <= radius
        if pixels[size // 2, size // 2].separation(position) < 80 * u.deg:
            x, y = (int(round(float(v))) for v in wcs.world_to_pixel(position))
            if 0 <= x < size and 0 <= y < size:
                hole[y, x] = True
    return np.flatnonzero(hole).tolist()


lists = {
    "galactic": (SkyCoord([s[0] for s in sources["galactic"]], [s[1] for s in sources["galactic"]], unit="deg",
                          frame="galactic"), [s[2] for s in sources["galactic"]] * u.deg),
    "equatorial": (SkyCoord([s[0] for s in sources["equatorial"]], [s[1] for s in sources["equatorial"]], unit="deg",
                            frame="fk5"), [s[2] for s in sources["equatorial"]] * u.arcmin),
}
out["sourceHoles"] = {
    name: [holes_of(patch(*place), *of) for place in places] for name, of in lists.items()
}

nside = 32
mask = (37 * np.arange(12 * nside**2)) % 101 > 20
out["nside"] = nside
out["mapHoles"] = {}
for frame, name in [("G", "galactic"), ("C", "fk5"), ("E", "barycentricmeanecliptic")]:
    found = []
    for place in places:
        pixels = patch(*place).pixel_to_world(column, row).transform_to(name)
        at = pixels.spherical
        p = hp.ang2pix(nside, at.lon.deg, at.lat.deg, lonlat=True)
        found.append(np.flatnonzero(~mask[p]).tolist())
    out["mapHoles"][frame] = found

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out))
print({k: [len(h) for h in v] for k, v in {**out["sourceHoles"], **out["mapHoles"]}.items()})
