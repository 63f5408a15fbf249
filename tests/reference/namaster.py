"""Numbers of NaMaster for tests/shared/statistics; needs `pip install pymaster` (3.0.1). Writes namaster.json beside itself.

Maps and masks are given by formulas that the tests repeat, so that only the results are stored.
"""

import json
import pathlib

import numpy as np
import pymaster as nmt

nx, ny, pixel = 45, 38, 0.25
lx, ly = np.radians(nx * pixel), np.radians(ny * pixel)
i, j = np.meshgrid(np.arange(nx), np.arange(ny))


def listed(values):
    return [float(f"{v:.15g}") for v in np.ravel(values)]


def signal(n):
    k = np.arange(n, dtype=float)
    return (k * k * 0.6180339887498949) % 1 - 0.5


def field(which):
    return signal(4 * nx * ny)[which * nx * ny : (which + 1) * nx * ny].reshape(ny, nx)


out = dict(nx=nx, ny=ny, pixel=pixel, edges=[20 + 70 * k for k in range(9)])

# A frame of two pixels and a disc of radius 4 are masked; elsewhere weights fall from 1 to 1/2 along the columns.
seen = (i > 1) & (i < nx - 2) & (j > 1) & (j < ny - 2) & ((i - 12) ** 2 + (j - 20) ** 2 > 16)
weights = np.where(seen, 1 - 0.5 * i / nx, 0)
out["apodised"] = {
    taper: listed(nmt.mask_apodization_flat(weights, lx, ly, aposize=1.3, apotype=taper).ravel()[::7])  # every seventh
    for taper in ("C1", "C2", "Smooth")
}

edges = np.array(out["edges"], dtype=float)
bins = nmt.NmtBinFlat(edges[:-1], edges[1:])


def decoupled(a, b):
    workspace = nmt.NmtWorkspaceFlat()
    workspace.compute_coupling_matrix(a, b, bins)
    return [listed(cl) for cl in workspace.decouple_cell(nmt.compute_coupled_cell_flat(a, b, bins))]


mask = nmt.mask_apodization_flat(weights, lx, ly, aposize=1.3, apotype="C1")
first, second = (nmt.NmtFieldFlat(lx, ly, mask, [field(k)]) for k in (0, 1))
out["cross"] = decoupled(first, second)[0]

# Covariance of the band powers of white noise.
workspace = nmt.NmtWorkspaceFlat()
workspace.compute_coupling_matrix(first, first, bins)
pairs = nmt.NmtCovarianceWorkspaceFlat()
pairs.compute_coupling_coefficients(first, first, bins)
ell = np.arange(0, 1100.0)
white = [np.ones_like(ell)]
covariance = nmt.gaussian_covariance_flat(pairs, 0, 0, 0, 0, ell, white, white, white, white, workspace)
out["covariance"] = [listed(row) for row in covariance]

# A Gaussian beam of 20 arcmin, out to where it vanishes.
ell = np.arange(0, 1100, 0.01)
beam = np.exp(-(ell**2) * np.radians(20 / 60) ** 2 / (16 * np.log(2)))
smooth = nmt.NmtFieldFlat(lx, ly, mask, [field(0)], beam=[ell, beam])
out["beam"] = decoupled(smooth, smooth)[0]

# E and B, with a mirror-symmetric mask: for others NaMaster neglects the coupling of EE and BB to EB.
even = np.sin(np.pi * (i + 0.5) / nx) * np.sin(np.pi * (j + 0.5) / ny)
polarised = nmt.NmtFieldFlat(lx, ly, even, [field(2), field(3)], spin=2)
ee, eb, _, bb = decoupled(polarised, polarised)
out["polarised"] = dict(ee=ee, eb=eb, bb=bb)

# The same with B purified, behind a mask that falls to 0 smoothly with its slope.
rise = (1 - np.cos(2 * np.pi * (i + 0.5) / nx)) * (1 - np.cos(2 * np.pi * (j + 0.5) / ny)) / 4
purified = nmt.NmtFieldFlat(lx, ly, rise, [field(2), field(3)], spin=2, purify_b=True)
ee, eb, be, bb = decoupled(purified, purified)
out["pure"] = dict(ee=ee, eb=eb, be=be, bb=bb)

path = pathlib.Path(__file__).with_name("namaster.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
