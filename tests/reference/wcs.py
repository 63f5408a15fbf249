"""Positions of pixels for every projection of FITS, from astropy: python wcs.py > wcs.json

Each case is the header of an image and, for a grid of pixels, their celestial positions by astropy (WCSLIB), and the
pixels of these positions, which differ where the projection or its inverse is an approximation. Null where the
projection shows no sky. Pixels count from 0. Positions of FK4 are converted to FK5 of J2000 by astropy too; those of
FK5 and other equinoxes by the precession of IAU 1976 (ERFA's pmat76), which defines FK5: astropy uses that of 2006.

CSC is there twice: WCSLIB computes it in single precision, so a second set of positions is the published formula
(Calabretta & Greisen 2002, Eq. 145 to 147) in double precision, in NumPy.
"""
import json
import warnings

import astropy
import astropy.units as u
import erfa
import numpy as np
from astropy.coordinates import FK5, FK4NoETerms, SkyCoord
from astropy.time import Time
from astropy.wcs import WCS
from astropy.wcs.utils import wcs_to_celestial_frame

from csc import csc_positions

warnings.simplefilter("ignore")
WIDTH, HEIGHT = 7, 5


SIP = {
    "A_ORDER": 3, "A_2_0": 2e-3, "A_1_1": -1e-3, "A_0_3": 4e-4, "B_ORDER": 2, "B_0_2": -1.5e-3, "B_2_0": 1e-3,
    "AP_ORDER": 2, "AP_2_0": -2e-3, "BP_ORDER": 2, "BP_0_2": 1.5e-3,
}


def header(code, crval=(40, 30), step=2.0, system=("RA--", "DEC-"), pv=None, **cards):
    found = {
        "CTYPE1": f"{system[0]}-{code}", "CTYPE2": f"{system[1]}-{code}",
        "CRVAL1": float(crval[0]), "CRVAL2": float(crval[1]), "CRPIX1": 3.4, "CRPIX2": 2.7,
    }
    if not any(card.startswith("CD1_") for card in cards):
        found.update({"CDELT1": -1.8 * step, "CDELT2": 1.62 * step})
    found.update({f"PV{key}": float(value) for key, value in (pv or {}).items()})
    found.update(cards)
    return found


# WCSLIB applies the polynomials of TPV before CDELT; the convention defines them for the matrix CD.
CD = {"CD1_1": -0.35, "CD1_2": 0.02, "CD2_1": 0.03, "CD2_2": 0.33}
PV = {
    "1_0": 1e-3, "1_1": 1.003, "1_2": -2e-3, "1_3": 4e-4, "1_4": 3e-3, "1_5": -2e-3, "1_7": 4e-4, "1_10": -2e-4, "1_11": 1e-4,
    "2_0": -2e-3, "2_1": 0.996, "2_2": 1e-3, "2_4": -1e-3, "2_6": 2e-3, "2_8": 3e-4, "2_12": 1e-4,
}
GALACTIC, ECLIPTIC = ("GLON", "GLAT"), ("ELON", "ELAT")
cases = {
    "AZP": header("AZP", pv={"2_1": 2, "2_2": 30}),
    "AZP, behind the plane": header("AZP", step=9, pv={"2_1": 0.4, "2_2": 10}),
    "AZP, without parameters": header("AZP"),
    "SZP": header("SZP", pv={"2_1": 2, "2_2": 180, "2_3": 60}),
    "SZP, in front of the sphere": header("SZP", pv={"2_1": -1.7, "2_2": 20, "2_3": -40}),
    "TAN": header("TAN", system=GALACTIC),
    "TAN, a large part of the sky": header("TAN", crval=(266, -29), step=12),
    "TAN, CD": header("TAN", CD1_1=-0.03, CD1_2=0.01, CD2_1=0.012, CD2_2=0.028),
    "TAN, PC": header("TAN", step=0.5, PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8),
    "TAN, CROTA": header("TAN", step=0.5, CROTA2=25.0),
    "TAN, arcsec": header("TAN", crval=(144000, 108000), step=900, CUNIT1="arcsec", CUNIT2="arcsec"),
    "TAN, at the pole": header("TAN", crval=(11, 90)),
    "TAN, at the south pole with LONPOLE": header("TAN", crval=(11, -90), LONPOLE=30.0),
    "TAN, latitude first": {**header("TAN"), "CTYPE1": "DEC--TAN", "CTYPE2": "RA---TAN", "CRVAL1": 30.0, "CRVAL2": 40.0},
    "TAN-SIP": {**header("TAN", step=0.5), "CTYPE1": "RA---TAN-SIP", "CTYPE2": "DEC--TAN-SIP", **SIP},
    "TPV": header("TPV", pv=dict(PV), **CD),
    "TPV, all terms": header("TPV", pv={f"{axis}_{m}": (1 if m == 1 else (-1) ** m * 2e-4 / (1 + m)) for axis in (1, 2) for m in range(40)}, **CD),
    "TAN of SCAMP": header("TAN", pv=dict(PV), **CD),
    "TAN-SIP with SCAMP's polynomials": {**header("TAN", step=0.5, pv=dict(PV)), "CTYPE1": "RA---TAN-SIP", "CTYPE2": "DEC--TAN-SIP", **SIP},
    "TAN, FK4": header("TAN", RADESYS="FK4", EQUINOX=1950.0),
    "ZEA, FK4 by its equinox, around the pole": header("ZEA", crval=(40, 88), EQUINOX=1950.0),
    "SIN, FK4 of 1975": header("SIN", crval=(300, -61), RADESYS="FK4", EQUINOX=1975.0),
    "TAN, FK4-NO-E of 1900": header("TAN", crval=(300, -61), RADESYS="FK4-NO-E", EQUINOX=1900.0),
    "CAR, FK5 of 1975": header("CAR", crval=(120, 0), step=20, RADESYS="FK5", EQUINOX=1975.0),
    "TAN, FK5 of 2026": header("TAN", crval=(11, 90), EQUINOX=2026.5),
    "STG": header("STG", step=15),
    "SIN": header("SIN", crval=(210.546, -19.38), step=6, system=GALACTIC),
    "SIN, slant": header("SIN", step=4, pv={"2_1": 0.5, "2_2": -0.3}),
    "NCP": header("NCP", crval=(40, 55), step=1),
    "ARC": header("ARC", step=15, LONPOLE=45.0),
    "ZPN": header("ZPN", pv={"2_0": 0.05, "2_1": 0.975, "2_2": -0.807, "2_3": 0.337, "2_4": -0.065, "2_5": 0.01}, step=4),
    "ZPN, linear and cubic": header("ZPN", pv={"2_1": 1, "2_3": -50}, step=0.4),
    "ZEA": header("ZEA", step=12, system=ECLIPTIC),
    "AIR": header("AIR", pv={"2_1": 45}, step=8),
    "AIR, to the horizon": header("AIR", pv={"2_1": 0}, step=8),
    "AIR, without parameters": header("AIR", step=8),
    "CYP": header("CYP", crval=(40, 0), pv={"2_1": 1, "2_2": 0.7071067811865476}, step=12),
    "CEA": header("CEA", crval=(40, 0), pv={"2_1": 0.75}, step=11),
    "CEA, oblique": header("CEA", crval=(40, 35), step=6),
    "CAR": header("CAR", crval=(120, 0), step=20),
    "CAR, oblique": header("CAR", crval=(120, 40), step=9, system=GALACTIC),
    "CAR, LATPOLE 0": header("CAR", crval=(120, 0), step=9, LATPOLE=0.0),
    "CAR, LONPOLE 180": header("CAR", crval=(120, -10), step=9, LONPOLE=180.0),
    "CAR, fiducial point": header("CAR", crval=(120, 0), step=5, pv={"1_1": 10, "1_2": 25}),
    "CAR, fiducial point with offset": header("CAR", crval=(120, 20), step=5, pv={"1_0": 1, "1_1": 10, "1_2": 25}),
    "CAR, PV of the pole": header("CAR", crval=(120, 20), step=5, pv={"1_3": 20, "1_4": 40}),
    "MER": header("MER", crval=(40, 0), step=15),
    "SFL": header("SFL", crval=(40, 0), step=18),
    "GLS": header("GLS", crval=(40, 0), step=18),
    "PAR": header("PAR", crval=(40, 0), step=18),
    "MOL": header("MOL", crval=(0, 0), step=20, system=GALACTIC),
    "MOL, oblique": header("MOL", crval=(83, -5), step=15, LONPOLE=160.0),
    "AIT": header("AIT", crval=(0, 0), step=20, system=GALACTIC),
    "COP": header("COP", pv={"2_1": 45, "2_2": 25}, step=6),
    "COP, south": header("COP", crval=(40, -50), pv={"2_1": -45, "2_2": 25}, step=6),
    "COE": header("COE", pv={"2_1": 45, "2_2": 25}, step=8),
    "COE, south": header("COE", crval=(40, -30), pv={"2_1": -45, "2_2": 25}, step=8),
    "COD": header("COD", pv={"2_1": 45, "2_2": 25}, step=8),
    "COD, one parallel": header("COD", pv={"2_1": 45}, step=8),
    "COO": header("COO", pv={"2_1": 45, "2_2": 25}, step=8),
    "COO, south, one parallel": header("COO", crval=(40, -40), pv={"2_1": -35}, step=8),
    "BON": header("BON", crval=(40, 0), pv={"2_1": 45}, step=12),
    "BON, south": header("BON", crval=(40, 0), pv={"2_1": -35}, step=12),
    "PCO": header("PCO", crval=(40, 0), step=14),
    "TSC": header("TSC", crval=(40, 0), step=21),
    "CSC": header("CSC", crval=(0, 0), step=21, system=GALACTIC),
    "QSC": header("QSC", crval=(40, 0), step=21),
    "HPX": header("HPX", crval=(0, 0), step=20, system=GALACTIC),
    "HPX, H = 6, K = 3": header("HPX", crval=(0, 0), step=15, pv={"2_1": 6, "2_2": 3}),
    "HPX, H = 3, K = 4": header("HPX", crval=(0, 0), step=20, pv={"2_1": 3, "2_2": 4}),
    "XPH": header("XPH", crval=(0, 90), step=20, system=GALACTIC),
}


def numbers(values):
    return [None if not np.isfinite(value) else round(float(value), 12) for value in np.asarray(values).ravel()]


def pixels_of(wcs, lon, lat):
    # Positions that a projection does not show make the whole call fail.
    found = np.full((2, lon.size), np.nan)
    for i, (a, b) in enumerate(zip(lon, lat)):
        if np.isfinite(a):
            try:
                found[:, i] = wcs.all_world2pix(a, b, 0, tolerance=1e-12, maxiter=50)
            except Exception:
                pass
    return found


def of_j2000(wcs, lon, lat):
    frame = wcs_to_celestial_frame(wcs)
    if frame.name == "fk5":
        vectors = erfa.s2c(np.radians(lon), np.radians(lat)) @ erfa.pmat76(*[getattr(frame.equinox.tt, jd) for jd in ("jd1", "jd2")])
        lon, lat = erfa.c2s(vectors)
        return np.degrees(lon) % 360, np.degrees(lat)
    # In one step, astropy corrects FK4's rotation for another date by 2e-5 arcsec.
    if frame.name == "fk4":
        frame, coordinates = FK4NoETerms(equinox=frame.equinox), SkyCoord(lon * u.deg, lat * u.deg, frame=frame)
        lon, lat = (getattr(coordinates.transform_to(frame), axis).deg for axis in ("ra", "dec"))
    found = SkyCoord(lon * u.deg, lat * u.deg, frame=frame).transform_to(FK5(equinox=Time("J2000")))
    return found.ra.deg, found.dec.deg


result = {}
row, column = np.mgrid[0:HEIGHT, 0:WIDTH]
for name, cards in cases.items():
    wcs = WCS(cards)
    swapped = cards["CTYPE1"].startswith("DEC")
    first, second = wcs.all_pix2world(column.ravel(), row.ravel(), 0)
    at = pixels_of(wcs, first, second)
    lon, lat = (second, first) if swapped else (first, second)
    if "EQUINOX" in cards:
        lon, lat = of_j2000(wcs, lon, lat)
    result[name] = {"cards": cards, "lon": numbers(lon), "lat": numbers(lat), "column": numbers(at[0]), "row": numbers(at[1])}

cards = result["CSC"]["cards"]
lon, lat, at = csc_positions(cards, column.ravel(), row.ravel())
result["CSC, in double precision"] = {"cards": cards, "lon": numbers(lon), "lat": numbers(lat), "column": numbers(at[0]), "row": numbers(at[1])}

print(json.dumps({"made by": f"astropy {astropy.__version__}", "width": WIDTH, "height": HEIGHT, "cases": result}))
