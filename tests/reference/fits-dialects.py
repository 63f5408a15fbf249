"""Small maps and images as astropy and healpy write them, and the values that they read back:
python fits-dialects.py > fits-dialects.json

Files are stored whole, compressed with gzip, in base64. Values are those of the file's rows in order (maps) or
12 nside^2 pixels (partial ones, null where a pixel is missing); integers are kept as strings where a double can't hold
them."""
import base64
import gzip
import io
import json
import os
import tempfile
import warnings

import astropy
import healpy
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

warnings.simplefilter("ignore")
npix = 12
rng = np.random.default_rng(14)
ramp = np.arange(npix)


def packed(content):
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def number(value):
    value = float(value)
    return value if np.isfinite(value) else None


def file_of(*hdus):
    stream = io.BytesIO()
    fits.HDUList(list(hdus)).writeto(stream)
    return stream.getvalue()


def table(columns, **cards):
    hdu = fits.BinTableHDU.from_columns(columns)
    for key, value in {"NSIDE": 1, "ORDERING": "RING", **cards}.items():
        hdu.header[key] = value
    return file_of(fits.PrimaryHDU(), hdu)


def read(content, name):
    with fits.open(io.BytesIO(content)) as hdus:
        return np.asarray(hdus[1].data[name])


def healpy_file(maps, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "map.fits")
        healpy.write_map(path, maps, **options)
        with open(path, "rb") as stream:
            content = stream.read()
        return content, healpy.read_map(path, dtype=None, nest=None)


maps = {}


def keep(name, content, columns):
    maps[name] = {"file": packed(content), "columns": columns}


mask = rng.integers(0, 2, npix).astype(bool)
content = table([fits.Column("T", "E", array=ramp), fits.Column("MASK", "L", array=mask)])
keep("a logical column", content, {"MASK": {"type": "bool", "values": [int(v) for v in read(content, "MASK")]}})

bits = rng.integers(0, 2, (npix, 11)).astype(bool)
content = table([fits.Column("T", "E", array=ramp), fits.Column("FLAGS", "11X", array=bits)])
flags = read(content, "FLAGS")
keep("a column of 11 bits", content,
     {f"FLAGS[{n}]": {"type": "bit", "values": [int(v) for v in flags[:, n]]} for n in range(11)})

content = table([fits.Column("MASK", "12X", array=mask[None, :])])
keep("one mask packed into bits", content,
     {"MASK": {"type": "bit", "values": [int(v) for v in read(content, "MASK")[0]]}})

for letter, dtype, zero in [("B", np.int8, -128), ("I", np.uint16, 2**15), ("J", np.uint32, 2**31)]:
    info = np.iinfo(dtype)
    values = np.r_[info.min, info.max, rng.integers(info.min, info.max, npix - 2)].astype(dtype)
    content = table([fits.Column("N", letter, bzero=zero, array=values)])
    keep(f"a column of {np.dtype(dtype).name}", content,
         {"N": {"type": np.dtype(dtype).name, "values": [int(v) for v in read(content, "N")]}})

values = np.array([0, 1, 70, 125, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 2**63 + 4096, 2**64 - 2048, 999, 12345], np.uint64)
content = table([fits.Column("N", "K", bzero=2**63, array=values)])
keep("a column of uint64", content, {"N": {"type": "uint64", "values": [str(int(v)) for v in read(content, "N")]}})

double = 2.725 + 1e-6 * rng.standard_normal(npix)
content, _ = healpy_file(double, dtype=np.float64, coord="G", column_names=["T"])
keep("a column of doubles", content, {"T": {"type": "float64", "values": [number(v) for v in double]}})

stored = np.r_[healpy.UNSEEN, ramp[1:]].astype(np.float32)
content = table([fits.Column("T", "E", bscale=0.5, array=0.5 * stored)])
assert np.array_equal(np.frombuffer(content[2 * 2880:], ">f4", npix), stored)
values = read(content, "T").astype(float)
values[stored == np.float32(healpy.UNSEEN)] = np.nan
keep("UNSEEN in a scaled column", content, {"T": {"type": "float32", "values": [number(v) for v in values]}})

lower = table([fits.Column("T", "E", array=ramp)]).replace(b"TFORM1  = 'E  ", b"TFORM1  = '1e ", 1)
keep("lower-case TFORM", lower, {"T": {"type": "float32", "values": [number(v) for v in read(lower, "T")]}})

part = np.full(192, healpy.UNSEEN)
part[[3, 191, 20, 8]] = [1.5, -2.5, 3.5, 4.5]
content, back = healpy_file(part, partial=True, coord="C", nest=True, dtype=np.float64)
keep("a partial map of healpy", content,
     {"T": {"type": "float64", "values": [None if v == healpy.UNSEEN else number(v) for v in back]}})

content, back = healpy_file([ramp + 0.5, -ramp, ramp**2], dtype=np.float32, coord="E")
keep("three columns of healpy", content,
     {n: {"type": "float32", "values": [number(v) for v in m]}
      for n, m in zip(["TEMPERATURE", "Q_POLARISATION", "U_POLARISATION"], [ramp + 0.5, -ramp, ramp**2])})

cube = np.array([ramp, ramp + 100, -ramp], np.float32)
image = fits.PrimaryHDU(cube)
image.header["NSIDE"], image.header["ORDERING"] = 1, "RING"
content = file_of(image)
keep("an image of three maps", content,
     {f"IMAGE0[{n}]": {"type": "float32", "values": [number(v) for v in row]} for n, row in enumerate(cube)})

large = np.array([[0, 1, 2**53 - 1], [2**63, 2**63 + 4096, 2**64 - 2048]], np.uint64)
images = {"uint64": {"file": packed(file_of(fits.PrimaryHDU(large))), "values": [str(int(v)) for v in large.ravel()]}}
tiles = fits.CompImageHDU(rng.standard_normal((20, 30)).astype(np.float32), compression_type="RICE_1", name="SKY")
images["tile-compressed"] = {"file": packed(file_of(fits.PrimaryHDU(), tiles))}

wcs = {}
plain = {"CTYPE1": "GLON-TAN", "CTYPE2": "GLAT-TAN", "CDELT1": -0.1, "CDELT2": 0.25}
for name, cards in {
    "CROTA2": {**plain, "CROTA2": 30.0},
    "CROTA1, which does not count": {**plain, "CROTA1": 30.0},
    "latitude first, with CROTA1": {**plain, "CTYPE1": "GLAT-TAN", "CTYPE2": "GLON-TAN", "CROTA1": -20.0},
    "PC": {**plain, "PC1_1": 0.8, "PC1_2": -0.6, "PC2_1": 0.6, "PC2_2": 0.8},
    "CD and CROTA2": {**plain, "CD1_1": -0.2, "CD1_2": 0.01, "CD2_2": 0.2, "CROTA2": 30.0},
}.items():
    header = fits.Header()
    for key, value in cards.items():
        header[key] = value
    with_wcs = WCS(header)
    matrix = with_wcs.pixel_scale_matrix if "CD1_1" not in cards else with_wcs.wcs.cd
    wcs[name] = {"cards": cards, "cd": [[number(v) for v in row] for row in matrix]}

print(json.dumps({"made by": f"healpy {healpy.__version__}, astropy {astropy.__version__}", "maps": maps,
                  "images": images, "wcs": wcs}))
