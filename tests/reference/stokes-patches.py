"""Patches of Q and U by healpy; needs `pip install healpy`. Writes stokes-patches.json.

The map is turned pixel by pixel into a frame whose north pole is the patch's centre (healpy.Rotator, angle_ref, as
healpy's own rotate_map_pixel does), in which the great circles through the centre are meridians; the rest of the turn is
the azimuth there. The turned values of the four neighbours are averaged with healpy's weights.
"""

import json
import pathlib

import healpy as hp
import numpy as np

out = {"healpy": hp.__version__, "patches": []}
convert = {"G": None, "C": hp.Rotator(coord=["G", "C"]), "E": hp.Rotator(coord=["G", "E"])}


def vectors(lon, lat):
    l, b = np.radians(lon), np.radians(lat)
    centre = np.array([np.cos(b) * np.cos(l), np.cos(b) * np.sin(l), np.sin(b)])
    east = np.array([-np.sin(l), np.cos(l), 0])
    north = np.array([-np.sin(b) * np.cos(l), -np.sin(b) * np.sin(l), np.cos(b)])
    return centre, east, north


def patch(nside, frame, lon, lat, size, width):
    pixel = np.arange(hp.nside2npix(nside))
    q, u = np.sin(pixel / 9.0) + 0.3, np.cos(pixel / 23.0) - 0.2
    centre, east, north = vectors(lon, lat)
    rotation = np.eye(3) if frame == "G" else convert[frame].mat
    centre, east, north = (rotation @ v for v in (centre, east, north))
    # Rows of this matrix are the axes of the frame whose pole is the centre: longitude 0 is south, 90 deg is east.
    pole = hp.Rotator(rot=(1, 0, 0))
    pole._matrix = np.array([-north, east, centre])
    step = np.radians(width / (size - 1))
    row, column = np.mgrid[:size, :size]
    xi, eta = ((size - 1) / 2 - column.ravel()) * step, (row.ravel() - (size - 1) / 2) * step
    directions = centre[:, None] + eta * north[:, None] + xi * east[:, None]
    theta, phi = hp.vec2ang(directions.T)
    neighbours, weights = hp.get_interp_weights(nside, theta, phi)
    cut = np.zeros(size * size, complex)
    for k in range(4):
        at, ph = hp.pix2ang(nside, neighbours[k])
        stokes = (q + 1j * u)[neighbours[k]]
        # On the meridians of the new frame ...
        stokes = stokes * np.exp(2j * pole.angle_ref(at, ph))
        # ... and from there, where the centre's south is at azimuth 0, by the azimuth.
        _, azimuth = pole(at, ph)
        cut += weights[k] * stokes * np.exp(2j * azimuth)
    return cut.real, cut.imag


for nside, frame, lon, lat, size, width in (
    (16, "G", 40, 75, 6, 20),
    (16, "G", 300, 90, 6, 16),
    (64, "G", 123.4, -89.2, 5, 8),
    (64, "G", 210, 3, 5, 8),
    (16, "C", 122.9, 27.1, 6, 12),
    (16, "E", 10, -60, 5, 12),
    (3, "G", 10, 85, 5, 30),
):
    q, u = patch(nside, frame, lon, lat, size, width)
    out["patches"].append(
        dict(nside=nside, frame=frame, lon=lon, lat=lat, size=size, width=width, q=q.tolist(), u=u.tolist())
    )

path = pathlib.Path(__file__).with_name("stokes-patches.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
