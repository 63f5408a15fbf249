"""Rotated patches and filled holes; needs `pip install healpy astropy scipy`. Writes recipe.json."""

import json
import pathlib

import astropy
import healpy as hp
import numpy as np
import scipy.sparse.linalg
from astropy.wcs import WCS

out = {"healpy": hp.__version__, "astropy": astropy.__version__, "scipy": scipy.__version__}


def rounded(values, digits=14):
    return [float(f"{v:.{digits}g}") for v in np.ravel(values)]


# Positions and values of the pixels of rotated patches. With east to the left, CROTA2 is minus the position angle of the
# rows' direction (Greisen & Calabretta 2002, Eq. 187).
nside, size = 16, 5
pixel = np.arange(hp.nside2npix(nside))
sky = 10 + np.sin(pixel / 7.0) + np.cos(pixel / 300.0)
out["rotated"] = []
for lon, lat, rotation, width in ((123.5, -40, 30, 8), (0, 90, 200, 12), (359.5, 2, 271.25, 20), (45, 60, 90, 6)):
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    wcs.wcs.crpix = [(size + 1) / 2] * 2
    wcs.wcs.crval = [lon, lat]
    wcs.wcs.cdelt = [-width / (size - 1), width / (size - 1)]
    wcs.wcs.crota = [0, -rotation]
    wcs.wcs.lonpole = 180
    row, column = np.mgrid[:size, :size]
    l, b = wcs.all_pix2world(column.ravel(), row.ravel(), 0)
    out["rotated"].append(
        dict(
            lon=lon,
            lat=lat,
            rotation=rotation,
            size=size,
            width=width,
            pixelLon=rounded(l),
            pixelLat=rounded(b),
            values=rounded(hp.get_interp_val(sky, l, b, lonlat=True)),
        )
    )

# Holes filled by diffusion: the graph Laplacian of the pixels with the good ones held fixed.
size = 24
y, x = np.mgrid[:size, :size]
picture = np.sin(0.7 * y) + np.cos(0.3 * x * y)
hole = (np.hypot(y - 9, x - 14) < 5) | ((y > 17) & (x < 6)) | ((y == 3) & (x == 3))
index = np.arange(size * size).reshape(size, size)
pairs = np.concatenate(
    [np.stack([index[:, 1:].ravel(), index[:, :-1].ravel()]), np.stack([index[1:].ravel(), index[:-1].ravel()])], axis=1
)
ends = np.concatenate([pairs, pairs[::-1]], axis=1)
adjacency = scipy.sparse.csr_matrix((np.ones(ends.shape[1]), ends), shape=(size * size,) * 2)
laplacian = scipy.sparse.diags(np.asarray(adjacency.sum(axis=1)).ravel()) - adjacency
unknown, known = np.flatnonzero(hole), np.flatnonzero(~hole)
laplacian = laplacian.tocsr()
filled = picture.ravel().copy()
filled[unknown] = scipy.sparse.linalg.spsolve(
    laplacian[unknown][:, unknown].tocsc(), -laplacian[unknown][:, known] @ filled[known]
)
out["hole"] = hole.ravel().astype(int).tolist()
out["filled"] = rounded(filled, 12)

path = pathlib.Path(__file__).with_name("recipe.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
