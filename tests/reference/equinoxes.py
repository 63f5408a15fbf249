"""Positions of other equinoxes as those of J2000: python equinoxes.py > equinoxes.json

FK4 from astropy, step by step through FK4-NO-E. FK5 from ERFA with the precession of IAU 1976, its obliquity for
ecliptic coordinates, and from astropy, whose precession is that of IAU 2006.
"""
import json

import astropy
import astropy.units as u
import erfa
import numpy as np
from astropy.coordinates import FK4, FK5, BarycentricMeanEcliptic, FK4NoETerms, SkyCoord
from astropy.time import Time

lon = np.array([0.0, 40, 83.6, 130, 192.9, 266.4, 300, 359.5])
lat = np.array([0.0, 30, 22, -89, 27.1, -29, 61, 89.9])
J2000 = FK5(equinox=Time("J2000"))
degrees = lambda a, b: {"lon": np.asarray(a).round(12).tolist(), "lat": np.asarray(b).round(12).tolist()}
celestial = lambda found: degrees(found.ra.deg, found.dec.deg)


def fk4(year, terms):
    equinox = Time(year, format="byear")
    found = SkyCoord(lon * u.deg, lat * u.deg, frame=(FK4 if terms else FK4NoETerms)(equinox=equinox))
    found = SkyCoord(found.transform_to(FK4NoETerms(equinox=equinox)))
    return {"frame": "C", "system": "FK4" if terms else "FK4-NO-E", "year": year, "exact": celestial(found.transform_to(J2000))}


def fk5(year, frame):
    date = Time(year, format="jyear")
    vectors = erfa.s2c(np.radians(lon), np.radians(lat))
    about_x = lambda angle: np.array([[1, 0, 0], [0, np.cos(angle), np.sin(angle)], [0, -np.sin(angle), np.cos(angle)]])
    if frame == "E":
        vectors = vectors @ about_x(erfa.obl80(date.tt.jd1, date.tt.jd2))
    vectors = vectors @ erfa.pmat76(date.tt.jd1, date.tt.jd2)
    if frame == "E":
        vectors = vectors @ about_x(erfa.obl80(2451545.0, 0)).T
        given = SkyCoord(lon * u.deg, lat * u.deg, frame=BarycentricMeanEcliptic(equinox=date))
        newer = given.transform_to(BarycentricMeanEcliptic(equinox=Time("J2000")))
        astropys = degrees(newer.lon.deg, newer.lat.deg)
    else:
        astropys = celestial(SkyCoord(lon * u.deg, lat * u.deg, frame=FK5(equinox=date)).transform_to(J2000))
    a, b = erfa.c2s(vectors)
    return {"frame": frame, "system": "FK5", "year": year, "exact": degrees(np.degrees(a) % 360, np.degrees(b)), "iau2006": astropys}


cases = [fk4(year, terms) for year in (1950.0, 1900.0, 1975.0) for terms in (True, False)]
cases += [fk5(year, frame) for year in (1950.0, 1975.0, 2026.5) for frame in "CE"]
print(json.dumps({"made by": f"astropy {astropy.__version__}", "lon": lon.tolist(), "lat": lat.tolist(), "cases": cases}))
