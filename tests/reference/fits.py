"""Reference numbers for the FITS reader, from healpy and astropy: python fits.py DATA > fits.json

DATA is the folder of real maps kept beside the checkout. Values are read by astropy (which scales and decompresses);
missing values are NaN and what healpy treats as UNSEEN; the samples' pixel order is the file's own.
"""
import json
import os
import sys

import astropy
import healpy
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

data = sys.argv[1]


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def column(values):
    flat = np.asarray(values).ravel()
    f = flat.astype(np.float64)
    bad = ~np.isfinite(f) | (np.abs(f - healpy.UNSEEN) <= 1e-5 * abs(healpy.UNSEEN))
    good = f[~bad]
    at = np.linspace(0, f.size - 1, 9).astype(int)
    return {
        "count": int(f.size), "missing": int(bad.sum()), "min": number(good.min()), "max": number(good.max()),
        "mean": number(good.mean()),
        "samples": [[int(i), None if bad[i] else number(f[i])] for i in at],
    }


def corners(header):
    """Celestial positions of the first and the last pixel, degrees."""
    pixels = [[0, 0], [header["NAXIS1"] - 1, header["NAXIS2"] - 1]]
    return WCS(header).celestial.wcs_pix2world(pixels, 0).tolist()


maps = {}
for path in [
    "dust/iris100_n1024_ring.fits", "dust/planck_ebv_nside128_ring.fits.gz", "healpix/Healpixjl_float_map_nest.fits",
    "healpix/gaiadr3.nside64.densmap.fits", "healpix/healpixmirror_map_LOres.fits", "healpix/justq_gal2ecl.fits.gz",
    "healpix/qubic_syn256_pol_tilecompressed.fits", "healpix/redmapper_test_dr8_depth.fit",
    "healpix/skymap.2mass.depth6.fits", "healpix/wmap_band_iqumap_r9_7yr_W_v4_udgraded32_masked.fits",
    "polarization/check1therm_353p0_64.fits", "polarization/check_d7_353_uK_RJ_64.fits",
]:
    with fits.open(os.path.join(data, path)) as hdus:
        table = hdus[1] if len(hdus) > 1 and isinstance(hdus[1], fits.BinTableHDU) else None
        header = table.header if table is not None else hdus[0].header
        if table is not None:
            columns = {n: column(table.data[n]) for n in table.columns.names}
        elif len(hdus) > 1:
            columns = {h.name: column(h.data) for h in hdus[1:]}
        else:
            columns = {header["QUANT"]: column(hdus[0].data)}
        entry = {"nside": int(header["NSIDE"]), "ordering": header.get("ORDERING"), "coordsys": header.get("COORDSYS"),
                 "columns": columns}
        if "HPIX" in columns:
            del columns["HPIX"]
            rows = [0, 1, 2000, 4095]
            entry["pixels"] = [[int(table.data["HPIX"][r]), float(table.data["LIMMAG"][r])] for r in rows]
        maps[path] = entry

images = {}
for path in ["polarization/OrionB_Planck353GHz_fwhm5.fits", "polarization/Taurusfwhm5_logNHmap.fits",
             "polarization/Taurusfwhm10_Qmap.fits", "polarization/Taurusfwhm10_Umap.fits", "spectra/msk_flat.fits",
             "spectra/mps_sp1_flat.fits"]:
    with fits.open(os.path.join(data, path)) as hdus:
        images[path] = [{"name": h.name, "width": h.header["NAXIS1"], "height": h.header["NAXIS2"],
                         **column(h.data), "corners": corners(h.header)} for h in hdus]

print(json.dumps({"made by": f"healpy {healpy.__version__}, astropy {astropy.__version__}", "maps": maps,
                  "images": images}, indent=1))
