"""Numbers of healpy and astropy for tests/sky; needs `pip install healpy astropy`. Writes healpix.json beside itself."""

import json
import pathlib
import warnings

import astropy
import healpy as hp
import numpy as np
from astropy.coordinates import FK5, ICRS, BarycentricMeanEcliptic, Galactic, SkyCoord
from astropy.wcs import WCS

warnings.simplefilter("ignore")
rng = np.random.default_rng(20210111)
out = {"healpy": hp.__version__, "astropy": astropy.__version__}


def rounded(values, digits=15):
    return [float(f"{v:.{digits}g}") for v in np.ravel(values)]


def positions(n):
    lon = rng.uniform(0, 360, n)
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, n)))
    lon[:8] = [0, 359.999999, 45, 90, 0, 180.0001, 270, 1e-9]
    lat[:8] = [89.99999, -89.9999, 90, -90, 0.001, 41.81031, -41.8103, 0.5]
    return lon.round(9), lat.round(9)


# Pixels of positions, centres of pixels, and the two orders.
out["pixels"] = []
for nside in (1, 2, 8, 1024, 8192):
    lon, lat = positions(40)
    ring = hp.ang2pix(nside, lon, lat, lonlat=True)
    nest = hp.ang2pix(nside, lon, lat, nest=True, lonlat=True)
    centre = hp.pix2ang(nside, ring, lonlat=True)
    out["pixels"].append(
        dict(
            nside=nside,
            lon=lon.tolist(),
            lat=lat.tolist(),
            ring=ring.tolist(),
            nest=nest.tolist(),
            centreLon=rounded(centre[0]),
            centreLat=rounded(centre[1]),
        )
    )

# Interpolation weights, at poles and lon 0/360 too.
out["weights"] = []
for nside in (1, 4, 3, 256):
    lon, lat = positions(40)
    pix, wgt = hp.get_interp_weights(nside, lon, lat, lonlat=True)
    out["weights"].append(
        dict(nside=nside, lon=lon.tolist(), lat=lat.tolist(), pixels=pix.T.tolist(), weights=[rounded(w) for w in wgt.T])
    )

# Patches of the map whose pixel p of 12 nside^2 holds sin(p / 50) + 2 in float32, at random pixels of 20 patches.
nside, size, width = 64, 33, 8.0
m = (np.sin(np.arange(12 * nside**2) / 50) + 2).astype(np.float32)
out["patches"] = dict(nside=nside, size=size, width=width, cuts=[])
lons, lats = rng.uniform(0, 360, 20), np.degrees(np.arcsin(rng.uniform(-1, 1, 20)))
lons[:5], lats[:5] = [0, 0, 359.9, 0, 200], [90, -90, 3, 41.8103, 88]
for lon, lat in zip(lons.round(6).tolist(), lats.round(6).tolist()):
    w = WCS(naxis=2)
    w.wcs.ctype = ["GLON-TAN", "GLAT-TAN"]
    w.wcs.crpix = [(size + 1) / 2] * 2
    w.wcs.crval = [lon, lat]
    w.wcs.cdelt = [-width / (size - 1), width / (size - 1)]
    if lat == 90:
        # At the pole the standard's default LONPOLE is 0; the cut keeps its axes as elsewhere.
        w.wcs.lonpole = 180
    rows, columns = rng.integers(0, size, (2, 10))
    l, b = w.all_pix2world(columns, rows, 0)
    value = hp.get_interp_val(m.astype(float), l, b, lonlat=True)
    out["patches"]["cuts"].append(
        dict(
            lon=lon,
            lat=lat,
            rows=rows.tolist(),
            columns=columns.tolist(),
            pixelLon=rounded(l),
            pixelLat=rounded(b),
            values=rounded(value),
        )
    )

# Frames.
lon, lat = positions(12)
g = SkyCoord(lon, lat, unit="deg", frame=Galactic())
fk5, icrs = g.transform_to(FK5(equinox="J2000")), g.transform_to(ICRS())
ecl = g.transform_to(BarycentricMeanEcliptic(equinox="J2000"))
rotator = hp.Rotator(coord=["G", "E"])
out["frames"] = dict(
    lon=lon.tolist(),
    lat=lat.tolist(),
    fk5=[rounded(fk5.ra.deg), rounded(fk5.dec.deg)],
    icrs=[rounded(icrs.ra.deg), rounded(icrs.dec.deg)],
    ecliptic=[rounded(ecl.lon.deg), rounded(ecl.lat.deg)],
    healpyEcliptic=[rounded(v) for v in rotator(lon, lat, lonlat=True)],
)

# Mollweide projection.
from healpy.projector import MollweideProj

lon, lat = positions(12)
x, y = MollweideProj().ang2xy(lon, lat, lonlat=True)
out["mollweide"] = dict(lon=lon.tolist(), lat=lat.tolist(), x=rounded(x), y=rounded(y))

path = pathlib.Path(__file__).with_name("healpix.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
