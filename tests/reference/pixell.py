"""Maps as pixell's enmap.write_map writes them, and their values: python pixell.py > pixell.json

The header is that of pixell: astropy's `to_header(relax=True)` of a WCS with two axes, and NAXISn; the geometries are those
of `fullsky_geometry` (variants fejer1 and CC), `band_geometry` and `geometry` of a box. Files are stored compressed, in
base64. Values are bilinear (SciPy) at equatorial positions around the seam at 180 degrees and elsewhere; null outside.
"""
import base64
import gzip
import io
import json

import astropy
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS
from scipy.ndimage import map_coordinates


def geometry(shape, crval, crpix, cdelt):
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["RA---CAR", "DEC--CAR"]
    wcs.wcs.crval, wcs.wcs.crpix, wcs.wcs.cdelt = crval, crpix, cdelt
    return shape, wcs


step = 10.0
cases = {
    "full sky, fejer1": geometry((18, 36), [step / 2, 0], [18.5, 9.5], [-step, step]),
    "full sky, CC": geometry((19, 36), [step / 2, 0], [18.5, 10], [-step, step]),
    "full sky, rows from the north": geometry((18, 36), [step / 2, 0], [18.5, 9.5], [-step, -step]),
    "full sky, columns from the west": geometry((18, 36), [step / 2, 0], [18.5, 9.5], [step, step]),
    "full sky, older geometry with its reference at 0": geometry((19, 36), [0, 0], [19, 10], [-step, step]),
    "box across the seam": geometry((8, 14), [180, 0], [7.5, 6.5], [-step / 2, step / 2]),
    "box across longitude 0": geometry((8, 14), [0, 0], [7.5, -3.5], [-step / 2, step / 2]),
}
lon = np.array([0.3, 44.9, 90.4, 179.2, 180.0, 180.7, 184.1, 269.3, 355.2, 359.9, 174.4, 5.7, 120, 312.3])
lat = np.array([0.4, 61.2, -30.1, 10.3, -0.7, -21.4, 3.3, 79.1, 22.8, 37.2, -8.8, 45.6, -88.1, 87.3])


def bilinear(values, wcs):
    height, width = values.shape
    column = (lon - wcs.wcs.crval[0] + 180) % 360 - 180
    column = column / wcs.wcs.cdelt[0] + wcs.wcs.crpix[0] - 1
    row = lat / wcs.wcs.cdelt[1] + wcs.wcs.crpix[1] - 1
    if width * step == 360:
        column = (column + 0.5) % width - 0.5 + 1
        values = np.concatenate([values[:, -1:], values, values[:, :1]], axis=1)
        inside = abs(row - (height - 1) / 2) <= height / 2
    else:
        inside = (abs(column - (width - 1) / 2) <= width / 2) & (abs(row - (height - 1) / 2) <= height / 2)
    found = map_coordinates(values, [row, column], order=1, mode="nearest")
    return [float(v) if ok else None for v, ok in zip(found, inside)]


result = {}
for name, (shape, wcs) in cases.items():
    pixels = np.arange(3 * shape[0] * shape[1])
    emap = (37 * pixels % 101 / 8 - 5).reshape(3, *shape).astype(np.float32)
    header = wcs.to_header(relax=True)
    header["NAXIS"] = emap.ndim
    for i, n in enumerate(emap.shape[::-1]):
        header[f"NAXIS{i + 1}"] = n
    stream = io.BytesIO()
    fits.HDUList([fits.PrimaryHDU(emap, header)]).writeto(stream)
    result[name] = {
        "file": base64.b64encode(gzip.compress(stream.getvalue(), mtime=0)).decode(),
        "mean": [float(plane.mean(dtype=float)) for plane in emap],
        "values": [bilinear(plane.astype(float), wcs) for plane in emap],
    }
print(json.dumps({"made by": f"astropy {astropy.__version__}", "lon": lon.tolist(), "lat": lat.tolist(), "cases": result}))
