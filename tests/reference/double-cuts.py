"""Maps whose structure single precision loses, a polarised map, and cuts of them; needs healpy and astropy:
python double-cuts.py > double-cuts.json

Files are gzipped, in base64. Cuts are gnomonic (astropy.wcs, GLON-TAN), bilinear (healpy.get_interp_val), row 0 south,
column 0 east; `standardised` is (x - mean) / std of all pixels."""
import base64
import gzip
import json
import os
import tempfile

import astropy
import healpy as hp
import numpy as np
from astropy.wcs import WCS

nside, size, width, lon, lat = 4, 8, 30.0, 40.0, 30.0
npix = hp.nside2npix(nside)


def written(maps, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "map.fits")
        hp.write_map(path, maps, dtype=np.float64, coord="G", **options)
        with open(path, "rb") as stream:
            return base64.b64encode(gzip.compress(stream.read(), mtime=0)).decode()


def cut(m):
    w = WCS(naxis=2)
    w.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    w.wcs.crpix = [(size + 1) / 2] * 2
    w.wcs.crval = [lon, lat]
    w.wcs.cdelt = [-width / (size - 1), width / (size - 1)]
    rows, columns = np.mgrid[:size, :size]
    l, b = w.all_pix2world(columns.ravel(), rows.ravel(), 0)
    return hp.get_interp_val(m, l, b, lonlat=True)


structure = np.random.default_rng(21).normal(size=npix)
maps = {}
for name, offset, scale in [("microkelvin", 2.725, 1e-6), ("offset", 1e9, 1.0), ("beyond single", 1e39, 1e37)]:
    m = offset + scale * structure
    values = cut(m)
    maps[name] = dict(
        file=written(m, column_names=["I"], column_units="K"),
        values=values.tolist(),
        standardised=((values - values.mean()) / values.std()).tolist(),
    )

print(json.dumps(dict(
    madeBy=f"healpy {hp.__version__}, astropy {astropy.__version__}, numpy {np.__version__}",
    nside=nside, size=size, width=width, lon=lon, lat=lat, maps=maps,
    polarised=written(np.array([structure, structure[::-1], 2 * structure]), extra_header=[("POLCCONV", "IAU")]),
)))
