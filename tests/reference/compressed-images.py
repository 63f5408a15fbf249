"""Tile-compressed images as astropy (with the codecs of CFITSIO) writes them, and the values that it reads back:
python compressed-images.py > compressed-images.json

Files are stored whole, compressed with gzip, in base64. Of the values there are the first ones (null for NaN) and the SHA-256 of all:
little-endian, in the order of the image, with NaN as 0x7fc00000 or 0x7ff8000000000000. Columns that astropy reads but
does not write are put into tables by hand."""
import base64
import gzip
import hashlib
import io
import json
import warnings

import astropy
import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")
rng = np.random.default_rng(41)
rows, columns = 20, 23
ramp = np.add.outer(np.arange(rows) * 3, np.arange(columns))
cases = {}


def packed(content):
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def file_of(hdu):
    stream = io.BytesIO()
    fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(stream)
    return stream.getvalue()


def add(name, hdu, original=None):
    content = file_of(hdu)
    with fits.open(io.BytesIO(content)) as hdus:
        data = hdus[1].data
    if original is not None:
        assert np.array_equal(data, original), name
    values = data.astype("<f4" if data.dtype.newbyteorder("=") == np.float32 else "<f8")
    values[np.isnan(values)] = np.nan
    cases[name] = {
        "file": packed(content),
        "dtype": data.dtype.newbyteorder("=").name,
        "shape": list(data.shape),
        "first": [None if np.isnan(value) else float(value) for value in values.ravel()[:3]],
        "sha256": hashlib.sha256(values.tobytes()).hexdigest(),
    }


def compress(name, data, lossless=False, **options):
    hdu = fits.CompImageHDU(data, name="SKY", **options)
    add(name, hdu, data if lossless else None)


integers = {
    "uint8": (ramp % 250).astype(np.uint8),
    "int16": (ramp * 7 - 300 + rng.integers(-9, 9, ramp.shape)).astype(np.int16),
    "uint16": (ramp * 500 + rng.integers(0, 99, ramp.shape)).astype(np.uint16),
    "int32": (ramp * 40_000 - 2**20 + rng.integers(-99, 99, ramp.shape)).astype(np.int32),
    "uint32": (ramp * 9_000_000 + 2**31 + rng.integers(0, 99, ramp.shape)).astype(np.uint32),
}
for method in ["RICE_1", "GZIP_1", "GZIP_2", "HCOMPRESS_1", "NOCOMPRESS"]:
    for dtype, data in integers.items():
        compress(f"{method} {dtype}", data, True, compression_type=method, tile_shape=(8, 12))
for dtype in ["uint8", "int16", "int32"]:
    positive = np.where(rng.random(ramp.shape) < 0.3, np.abs(integers[dtype].astype(np.int64)) % 2**23, 0).astype(dtype)
    compress(f"PLIO_1 {dtype}", positive, True, compression_type="PLIO_1", tile_shape=(1, columns))
compress("PLIO_1 mask", np.where(ramp % 17 > 8, 1, 0).astype(np.int16), True, compression_type="PLIO_1", tile_shape=(7, 9))
for dtype in ["int64", "uint64"]:
    data = (ramp.astype(dtype) * 2**40 + np.array(2**62 if dtype == "uint64" else 0, dtype))
    compress(f"GZIP_2 {dtype}", data, True, compression_type="GZIP_2", tile_shape=(20, 4))
compress("RICE_1 noise over the whole range", rng.integers(-2**31, 2**31 - 1, (9, 11)).astype(np.int32), True)
compress("HCOMPRESS_1 noise over the whole range", rng.integers(-2**31, 2**31 - 1, (9, 11)).astype(np.int32), True,
         compression_type="HCOMPRESS_1", tile_shape=(9, 11))
compress("HCOMPRESS_1 a constant", np.full((8, 8), 3, np.int16), True, compression_type="HCOMPRESS_1", tile_shape=(8, 8))
compress("HCOMPRESS_1 lossy", integers["int16"], compression_type="HCOMPRESS_1", tile_shape=(20, 23), hcomp_scale=8)
for scale in [8, 3, 60]:
    for shape in [(20, 23), (10, 12)]:
        compress(f"HCOMPRESS_1 lossy by {scale}, smoothed, in tiles of {shape}", integers["int32" if scale == 60 else "int16"],
                 compression_type="HCOMPRESS_1", tile_shape=shape, hcomp_scale=scale, hcomp_smooth=1)
compress("RICE_1 cube", rng.integers(0, 999, (5, 9, 14)).astype(np.int16), True, tile_shape=(2, 4, 5))
compress("GZIP_1 cube of planes", rng.integers(0, 999, (3, 9, 14)).astype(np.int32), True, compression_type="GZIP_1",
         tile_shape=(1, 9, 14))
cube = fits.CompImageHDU(rng.integers(0, 99, (3, 9, 14)).astype(np.int16), tile_shape=(2, 4, 9), name="SKY")
cube.header.update({"CTYPE1": "GLON-TAN", "CTYPE2": "GLAT-TAN", "CTYPE3": "STOKES", "CRPIX1": 7.5, "CRPIX2": 5.0,
                    "CRVAL1": 30.0, "CRVAL2": 40.0, "CDELT1": -0.1, "CDELT2": 0.1})
add("RICE_1 cube of Stokes parameters on the sky", cube)

sky = (np.sqrt(ramp) + rng.normal(0, 0.3, ramp.shape)).astype(np.float32)
sky[5, 7] = np.nan
sky[10, :9] = 0
for dtype in [np.float32, np.float64]:
    data = sky.astype(dtype)
    name = np.dtype(dtype).name
    for method in ["RICE_1", "GZIP_1", "GZIP_2", "HCOMPRESS_1"]:
        finite = np.nan_to_num(data) if method == "HCOMPRESS_1" else data
        for label, dither in {"NO_DITHER": -1, "SUBTRACTIVE_DITHER_1": 1, "SUBTRACTIVE_DITHER_2": 2}.items():
            compress(f"{method} {name} {label}", finite, compression_type=method, tile_shape=(8, 12),
                     quantize_method=dither, quantize_level=16, dither_seed=97)
    compress(f"GZIP_2 {name} lossless", data.astype(dtype), compression_type="GZIP_2", quantize_level=0.0)
    compress(f"NOCOMPRESS {name} lossless", data.astype(dtype), compression_type="NOCOMPRESS", quantize_level=0.0)
compress("RICE_1 float32 at the end of the random numbers", np.nan_to_num(sky), quantize_method=1, dither_seed=9_999,
         quantize_level=16, tile_shape=(3, columns))
compress("RICE_1 one large tile uses many random numbers", rng.integers(0, 3, (103, 100)).astype(np.float32),
         quantize_method=1, dither_seed=9_990, quantize_level=-1, tile_shape=(103, 100))
constant = sky.copy()
constant[:8] = np.pi
constant[12] = 1e30
compress("RICE_1 tiles that can't be quantised", np.nan_to_num(constant), quantize_method=1, dither_seed=5,
         tile_shape=(4, columns))
blank = fits.CompImageHDU(integers["int16"], tile_shape=(8, 12), name="SKY")
blank.header["BLANK"] = int(integers["int16"][3, 4])
blank.header["BSCALE"] = 0.5
blank.header["BZERO"] = 10.0
add("RICE_1 int16 scaled, with a blank", blank)


def table(name, tiles, cards, extra=()):
    """One row a tile; `tiles` are columns of arrays."""
    made = [fits.Column(name=n, format=f, array=a) for n, f, a in [*tiles, *extra]]
    hdu = fits.BinTableHDU.from_columns(made)
    for key, value in {"ZIMAGE": True, "ZNAXIS": 2, "ZNAXIS1": 4, "ZNAXIS2": 2, "ZTILE1": 4, "ZTILE2": 1,
                       "ZCMPTYPE": "GZIP_1", **cards}.items():
        hdu.header[key] = value
    hdu.header["EXTNAME"] = "SKY"
    add(name, hdu)


def arrays(values, dtype=None):
    found = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        found[i] = np.array(value, dtype=dtype)
    return found


def zipped(values, dtype):
    return np.frombuffer(gzip.compress(np.array(values, dtype).tobytes(), mtime=0), np.uint8)


quantised = arrays([zipped([1, 2, -5, 4], ">i4"), zipped([5, 6, 7, -9], ">i4")], np.uint8)
steps = [("ZSCALE", "1D", np.array([0.25, 0.1])), ("ZZERO", "1D", np.array([10.0, -3.0]))]
table("Q descriptors", [("COMPRESSED_DATA", "1QB()", quantised)], {"ZBITPIX": -32}, steps)
table("a blank for each tile", [("COMPRESSED_DATA", "1PB()", quantised)], {"ZBITPIX": -64},
      [*steps, ("ZBLANK", "1J", np.array([-5, -9]))])
table("UNCOMPRESSED_DATA", [("COMPRESSED_DATA", "1PB()", arrays([[], quantised[1]], np.uint8)),
                            ("UNCOMPRESSED_DATA", "1PE()", arrays([[1.5, -2.5, 3.25, 1e-7], []], np.float32))],
      {"ZBITPIX": -32}, steps)

print(json.dumps({"astropy": astropy.__version__, "cases": cases}))
