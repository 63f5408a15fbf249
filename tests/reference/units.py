"""Factors between units of sky brightness, from astropy: python units.py > units.json"""
import json

import astropy
import astropy.units as u

T0 = 2.7255 * u.K
UNITS = ["K_CMB", "uK_CMB", "mK_RJ", "K_RJ", "MJy/sr", "kJy/sr"]


def intensity(unit, frequency):
    if unit.endswith("Jy/sr"):
        return (1 * u.Unit(unit)).to("MJy/sr")
    size, kind = unit.split("_")
    if kind == "RJ":
        return (1 * u.Unit(size)).to("MJy/sr", equivalencies=u.brightness_temperature(frequency))
    return (1 * u.Unit(size)).to("MJy/sr", equivalencies=u.thermodynamic_temperature(frequency, T0))


cases = [
    [a, b, f, float(intensity(a, f * u.GHz) / intensity(b, f * u.GHz))]
    for f in (30, 143, 353, 545, 857, 3000)
    for a in UNITS
    for b in UNITS
    if a != b
]
print(json.dumps({"astropy": astropy.__version__, "cases": cases}))
