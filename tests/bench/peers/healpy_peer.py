"""healpy's side: reading a map, cutting patches, values at single pixels."""
import time

import astropy
import healpy
import numpy as np
from astropy.wcs import WCS

from lines import answer_lines

maps = {}


def load(path):
    if path not in maps:
        maps[path] = healpy.read_map(path)
    return maps[path]


def read(path, statistics, single=False):
    start = time.perf_counter()
    values = healpy.read_map(path, dtype=np.float32) if single else healpy.read_map(path)
    if statistics:
        bad = healpy.mask_bad(values)
        good = values[~bad] if bad.any() else values
        int(bad.sum()), float(good.min()), float(good.max()), float(good.mean(dtype=np.float64))
    return time.perf_counter() - start


def cut(path, centres, size, width):
    """Gnomonic cuts: positions from the plane's unit vectors, all pixels of a patch at once."""
    values = load(path)
    out = np.empty((len(centres), size, size), np.float32)
    start = time.perf_counter()
    offsets = np.radians(np.arange(size) - (size - 1) / 2) * (width / (size - 1))
    xi, eta = -offsets[None, :], offsets[:, None]
    for k, centre in enumerate(centres):
        lon, lat = np.radians(centre["lon"]), np.radians(centre["lat"])
        x = np.cos(lat) * np.cos(lon) - xi * np.sin(lon) - eta * np.sin(lat) * np.cos(lon)
        y = np.cos(lat) * np.sin(lon) + xi * np.cos(lon) - eta * np.sin(lat) * np.sin(lon)
        z = np.sin(lat) + eta * np.cos(lat)
        theta = np.arctan2(np.hypot(x, y), z)
        out[k] = healpy.get_interp_val(values, theta, np.arctan2(y, x))
    return time.perf_counter() - start


def values(path, cuts, size, width):
    """Values at [row, column] of some cuts; positions from astropy's FITS coordinates."""
    sky = load(path).astype(np.float64)
    result = []
    for each in cuts:
        wcs = WCS(naxis=2)
        wcs.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
        wcs.wcs.crval = [each["lon"], each["lat"]]
        wcs.wcs.crpix = [(size + 1) / 2] * 2
        wcs.wcs.cdelt = [-width / (size - 1), width / (size - 1)]
        wcs.wcs.lonpole = 180
        row, column = np.array(each["pixels"]).T
        lon, lat = wcs.all_pix2world(column, row, 0)
        result.append(healpy.get_interp_val(sky, lon, lat, lonlat=True).tolist())
    return result


def versions():
    return f"healpy {healpy.__version__}, astropy {astropy.__version__}, NumPy {np.__version__}"


answer_lines({"versions": versions, "read": read, "cut": cut, "values": values})
