"""Images resampled to HEALPix: python image-to-healpix.py > image-to-healpix.json

Bilinear values (SciPy's map_coordinates) of made images at the positions of astropy's WCS for healpy's pixel centres, and
their ud_grade to a coarser nside. The images have value(p) = ((37 p) % 101) / 8 - 5 at pixel p, missing where p % 61 is
3; outer pixels count as far as their edges. Only pixels with a value are listed.
"""
import json
import warnings

import astropy
import astropy.units as u
import healpy as hp
import numpy as np
from astropy.coordinates import SkyCoord
from astropy.wcs import WCS
from astropy.wcs.utils import wcs_to_celestial_frame
from scipy.ndimage import map_coordinates

warnings.simplefilter("ignore")
cases = {
    "TAN, Galactic": dict(width=20, height=14, fine=32, coarse=8, frame="galactic", cards={
        "CTYPE1": "GLON-TAN", "CTYPE2": "GLAT-TAN", "CRVAL1": 170.0, "CRVAL2": -16.0, "CRPIX1": 10.5, "CRPIX2": 7.5,
        "CD1_1": -1.9, "CD1_2": 0.3, "CD2_1": 0.3, "CD2_2": 1.9,
    }),
    "TAN, B1950, to Galactic": dict(width=20, height=14, fine=32, coarse=16, frame="galactic", cards={
        "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN", "CRVAL1": 40.0, "CRVAL2": 70.0, "CRPIX1": 10.5, "CRPIX2": 7.5,
        "CDELT1": -2.0, "CDELT2": 2.0, "RADESYS": "FK4", "EQUINOX": 1950.0,
    }),
    "CAR of the whole sky, its seam near 180 degrees": dict(width=72, height=36, fine=16, coarse=4, frame="fk5", cards={
        "CTYPE1": "RA---CAR", "CTYPE2": "DEC--CAR", "CRVAL1": 0.3, "CRVAL2": 0.0, "CRPIX1": 36.5, "CRPIX2": 18.5,
        "CDELT1": -5.0, "CDELT2": 5.0,
        "RADESYS": "FK5", "EQUINOX": 2000.0,
    }),
}


def values_of(width, height):
    p = np.arange(width * height)
    return np.where(p % 61 == 3, np.nan, (37 * p) % 101 / 8 - 5).reshape(height, width)


def resampled(width, height, cards, frame, nside):
    wcs = WCS(cards)
    lon, lat = hp.pix2ang(nside, np.arange(12 * nside**2), lonlat=True)
    sky = SkyCoord(lon * u.deg, lat * u.deg, frame=frame).transform_to(wcs_to_celestial_frame(wcs))
    column, row = wcs.world_to_pixel(sky)
    values = values_of(width, height)
    if width * abs(cards.get("CDELT1", 0)) == 360:
        column = (column + 0.5) % width - 0.5
        column, values = column + 1, np.concatenate([values[:, -1:], values, values[:, :1]], axis=1)
        inside = abs(row - (height - 1) / 2) <= height / 2
    else:
        inside = (abs(column - (width - 1) / 2) <= width / 2) & (abs(row - (height - 1) / 2) <= height / 2)
    # A missing pixel takes all values between it and its neighbours away, also where its weight is 0.
    found = map_coordinates(values, [np.nan_to_num(row), np.nan_to_num(column)], order=1, mode="nearest", cval=np.nan)
    return np.where(inside & np.isfinite(found), found, hp.UNSEEN)


def listed(values):
    pixels = np.flatnonzero(values != hp.UNSEEN)
    return {"pixels": pixels.tolist(), "values": [round(float(v), 9) for v in values[pixels]]}


result = {}
for name, one in cases.items():
    fine = resampled(one["width"], one["height"], one["cards"], one["frame"], one["fine"])
    coarse = hp.ud_grade(fine, one["coarse"])
    result[name] = {**one, "sampled": listed(fine), "degraded": listed(coarse)}
print(json.dumps({"made by": f"astropy {astropy.__version__}, healpy {hp.__version__}", "cases": result}))
