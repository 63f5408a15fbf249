"""Views of a small map as astropy places their pixels and healpy interpolates them: `python view-image.py > view-image.json`."""

import json

import healpy
import numpy
from astropy import __version__ as astropy_version
from astropy.wcs import WCS

NSIDE = 16
lon, lat = healpy.pix2ang(NSIDE, numpy.arange(12 * NSIDE**2), lonlat=True)
waves = 10 + 3 * numpy.sin(lon * numpy.pi / 30) * numpy.cos(lat * numpy.pi / 180) + 2 * numpy.sin(lat * numpy.pi / 25)
values = (numpy.round(waves * 1000) * 1e-3).astype(numpy.float32)


def half_width(projection, fov):
    half = numpy.radians(fov / 2)
    return numpy.degrees(
        {
            "MOL": 2 * numpy.sqrt(2) * half / numpy.pi,
            "SIN": numpy.sin(half),
            "TAN": numpy.tan(half),
            "STG": 2 * numpy.tan(half / 2),
        }[projection]
    )


views = []
for projection, centre, fov, width, height in [
    ("MOL", (0, 0), 360, 32, 16),
    ("MOL", (120, 35), 360, 32, 16),
    ("MOL", (300, -50), 360, 32, 20),
    ("SIN", (212, -19), 180, 20, 24),
    ("TAN", (12, 80), 100, 20, 16),
    ("STG", (350, -5), 60, 24, 16),
]:
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = [f"GLON-{projection}", f"GLAT-{projection}"]
    wcs.wcs.crval = centre
    wcs.wcs.crpix = [(width + 1) / 2, (height + 1) / 2]
    step = 2 * half_width(projection, fov) / width
    wcs.wcs.cdelt = [-step, step]
    y, x = numpy.mgrid[0:height, 0:width]
    with numpy.errstate(invalid="ignore"):
        glon, glat = wcs.wcs_pix2world(x.ravel(), y.ravel(), 0)
        shown = numpy.isfinite(glon)
        # wcslib also gives positions for pixels beyond the sky of some projections: they do not come back.
        there = wcs.wcs_world2pix(numpy.where(shown, glon, 0), numpy.where(shown, glat, 0), 0)
        shown &= numpy.hypot(there[0] - x.ravel(), there[1] - y.ravel()) < 1e-6
    chosen = numpy.flatnonzero(shown)[:: max(1, shown.sum() // 24)]
    views.append(
        {
            "view": dict(projection=projection, lon=centre[0], lat=centre[1], fov=fov, width=width, height=height),
            "step": step,
            "missing": int((~shown).sum()),
            "pixels": chosen.tolist(),
            "positions": numpy.transpose([glon[chosen], glat[chosen]]).tolist(),
            "values": healpy.get_interp_val(values, glon[chosen], glat[chosen], lonlat=True).tolist(),
        }
    )

print(json.dumps({"astropy": astropy_version, "healpy": healpy.__version__, "nside": NSIDE, "views": views}))
