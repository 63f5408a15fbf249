"""Discs of pixels, and patches put together on the sphere; needs `pip install healpy astropy scipy`. Writes assemble.json."""

import json
import pathlib

import astropy
import healpy as hp
import numpy as np
import scipy
from astropy.wcs import WCS
from scipy.ndimage import map_coordinates

out = {"healpy": hp.__version__, "astropy": astropy.__version__, "scipy": scipy.__version__}


def rounded(values, digits=14):
    return [float(f"{v:.{digits}g}") for v in np.ravel(values)]


# Pixels in discs: poles, longitude 0/360, the borders of the belt, nearly the whole sky.
out["discs"] = []
for nside, lon, lat, radius in (
    (1, 10, 20, 50),
    (2, 0, 90, 30),
    (8, 359.9, 0.1, 12),
    (8, 123, -88, 9),
    (16, 45, 41.81, 8),
    (5, 200, -45, 20),
    (4, 77, 10, 170),
    (64, 300, 60, 0.9),
):
    pixels = hp.query_disc(nside, hp.ang2vec(lon, lat, lonlat=True), np.radians(radius))
    out["discs"].append(dict(nside=nside, lon=lon, lat=lat, radius=radius, pixels=pixels.tolist()))

# Overlapping patches whose pixel [row, column] of patch k holds sin(0.7 row + 0.3 column + k).
nside, size, width = 16, 9, 24.0
centres = [(0, 90), (30, 80), (359, 5), (8, -3), (180, -90), (75, 41.8)]
sums, weights = np.zeros(hp.nside2npix(nside)), np.zeros(hp.nside2npix(nside))
row, column = np.mgrid[:size, :size]
window = np.outer(np.hanning(size), np.hanning(size))
lon, lat = hp.pix2ang(nside, np.arange(len(sums)), lonlat=True)
for k, (l, b) in enumerate(centres):
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    wcs.wcs.crpix = [(size + 1) / 2] * 2
    wcs.wcs.crval = [l, b]
    wcs.wcs.cdelt = [-width / (size - 1), width / (size - 1)]
    wcs.wcs.lonpole = 180
    near = np.flatnonzero(hp.rotator.angdist([l, b], [lon, lat], lonlat=True) < np.radians(60))
    x, y = wcs.all_world2pix(lon[near], lat[near], 0)
    inside = (x > 0) & (x < size - 1) & (y > 0) & (y < size - 1)
    at = [y[inside], x[inside]]
    weight = map_coordinates(window, at, order=1)
    sums[near[inside]] += weight * map_coordinates(np.sin(0.7 * row + 0.3 * column + k), at, order=1)
    weights[near[inside]] += weight
covered = np.flatnonzero(weights)
out["assembled"] = dict(
    nside=nside,
    size=size,
    width=width,
    centres=centres,
    pixels=covered.tolist(),
    values=rounded(sums[covered] / weights[covered]),
    weights=rounded(weights[covered]),
)

path = pathlib.Path(__file__).with_name("assemble.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
