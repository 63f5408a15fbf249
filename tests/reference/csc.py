"""The COBE quadrilateralised cube in double precision: Calabretta & Greisen 2002, Eq. 145 to 147, in NumPy.

WCSLIB evaluates the polynomials in single precision. Where a face is on the sphere is the same for the tangential cube
TSC, which astropy computes in double precision: a point of a face of CSC is moved to its place on the face of TSC.
"""
import numpy as np
from astropy.wcs import WCS

GAMMA_STAR, M, GAMMA, OMEGA_1 = 1.37484847732, 0.004869491981, -0.13161671474, -0.159596235474
D = [0.0759196200467, -0.0217762490699]
C = {(0, 0): 0.141189631152, (1, 0): 0.0809701286525, (0, 1): -0.281528535557, (1, 1): 0.15384112876,
     (2, 0): -0.178251207466, (0, 2): 0.106959469314}
# P[i, j] multiplies X^(2i) Y^(2j).
P = {
    (0, 0): -0.27292696, (1, 0): -0.07629969, (2, 0): -0.22797056, (3, 0): 0.54852384, (4, 0): -0.62930065,
    (5, 0): 0.25795794, (6, 0): 0.02584375, (0, 1): -0.02819452, (1, 1): -0.01471565, (2, 1): 0.48051509,
    (3, 1): -1.74114454, (4, 1): 1.71547508, (5, 1): -0.53022337, (0, 2): 0.27058160, (1, 2): -0.56800938,
    (2, 2): 0.30803317, (3, 2): 0.98938102, (4, 2): -0.83180469, (0, 3): -0.60441560, (1, 3): 1.50880086,
    (2, 3): -0.93678576, (3, 3): 0.08693841, (0, 4): 0.93412077, (1, 4): -1.41601920, (2, 4): 0.33887446,
    (0, 5): -0.63915306, (1, 5): 0.52032238, (0, 6): 0.14381585,
}


def tangent(x, y):
    """Eq. 147: the tangent along x."""
    return x + x * (1 - x**2) * sum(p * x ** (2 * i) * y ** (2 * j) for (i, j), p in P.items())


def along_face(chi, psi):
    """Eq. 145: the coordinate along chi."""
    series = sum(c * chi ** (2 * i) * psi ** (2 * j) for (i, j), c in C.items())
    return (
        chi * GAMMA_STAR + chi**3 * (1 - GAMMA_STAR)
        + chi * psi**2 * (1 - chi**2) * (GAMMA + (M - GAMMA) * chi**2 + (1 - psi**2) * series)
        + chi**3 * (1 - chi**2) * (OMEGA_1 - (1 - chi**2) * sum(d * chi ** (2 * i) for i, d in enumerate(D)))
    )


def moved(x, y, change):
    """Points of the plane (degrees) with their places on their faces changed; NaN beside the cube."""
    x, y = np.array(x) / 45, np.array(y) / 45
    x = np.where(x < -1, x + 8, x)
    column, row = 2 * np.floor((x + 1) / 2), 2 * np.floor((y + 1) / 2)
    inside = (row == 0) & (column >= 0) & (column <= 6) | (column == 0) & (abs(row) == 2)
    u, v = x - column, y - row
    found = 45 * np.array([column + change(u, v), row + change(v, u)])
    return np.where(inside, found, np.nan)


def csc_positions(cards, column, row):
    """Positions of pixels (from 0), and the pixels of these positions, which differ: both are fits."""
    tsc = WCS({**cards, "CTYPE1": cards["CTYPE1"].replace("CSC", "TSC"), "CTYPE2": cards["CTYPE2"].replace("CSC", "TSC")})
    step, reference = tsc.wcs.cdelt[:, None], tsc.wcs.crpix[:, None] - 1
    pixels_of = lambda plane: plane / step + reference
    plane_of = lambda pixels: (np.array(pixels) - reference) * step
    lon, lat = tsc.wcs_pix2world(*pixels_of(moved(*plane_of([column, row]), tangent)), 0)
    known = np.isfinite(lon)
    at = np.full((2, lon.size), np.nan)
    at[:, known] = pixels_of(moved(*plane_of(tsc.wcs_world2pix(lon[known], lat[known], 0)), along_face))
    return lon, lat, at
