import { usualBand, type SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { evenBands, fourierModes, type Band, type FlatPatch } from '../../../src-shared/statistics/bands.ts'
import { instrumentWindow } from '../../../src-shared/statistics/mode-window.ts'
import type { PatchMeasures } from '../../../src-shared/statistics/patch-statistics.ts'

/** More bands than any map resolves; also the maximum for a list of edges. */
const mostBands = 2000

/** Beam response below which rounding dominates, so that dividing it out is meaningless. */
const leastAmplitude = 1e-6

/**
 * The bands of a recipe, up to the multipoles that the pixels resolve.
 * @param width degrees along the shorter side, which sets the default
 */
export function bandsOf(patch: FlatPatch, width: number, { bands }: SpectrumRecipe): Band[] {
  if (Array.isArray(bands)) return bands.slice(1).map((to, i) => ({ from: bands[i], to }))
  if (bands !== null) return evenBands(patch, bands)
  // A patch resolves no multipoles beyond its pixels.
  const { rows, columns, lx, ly } = patch
  return evenBands(patch, Math.min(usualBand(width), (Math.PI * columns) / lx, (Math.PI * rows) / ly))
}

/**
 * Refuses bands in which nothing can be measured: narrower than the spacing of the modes, too many, beyond the pixels,
 * or where the beam leaves nothing.
 * @param file what is measured
 * @param width degrees from the first to the last pixel of a row
 * @throws CirrusError refused, with the field `bands`
 */
export function requireBands(
  file: string,
  width: number,
  { bands: wanted, beam }: SpectrumRecipe,
  { patch, bands, instrument }: Pick<PatchMeasures, 'patch' | 'bands' | 'instrument'>,
): void {
  const refuse = (reason: string): never => {
    throw refused(file, '', reason, 'bands')
  }
  // Modes are closest along the longer side; bands narrower than that spacing would be empty.
  const spacing = (2 * Math.PI) / Math.max(patch.lx, patch.ly)
  if (typeof wanted === 'number' && wanted < spacing) {
    refuse(
      `--bin ${wanted} is narrower than the ${Math.ceil(spacing)} multipoles between the modes of a field ${width} deg wide; choose ${usualBand(width)} or more, or leave --bin out`,
    )
  }
  if (bands.length > mostBands) {
    refuse(
      `--bin ${String(wanted)} gives ${bands.length} bands, more than ${mostBands}; choose wider ones, or check --width`,
    )
  }
  const modes = fourierModes(patch, bands)
  if (modes.bands.length === 0) {
    refuse(
      `${Array.isArray(wanted) ? 'no mode lies between these edges' : tooWide(wanted)}; choose other bands with --bin`,
    )
  }
  const window = instrumentWindow(instrument)
  const left = new Float64Array(modes.bands.length)
  modes.bandOf.forEach((band, i) => {
    if (band >= 0) left[band] = Math.max(left[band], Math.abs(window(modes.kx[i], modes.ky[i])))
  })
  const lost = left.findIndex((amplitude) => amplitude < leastAmplitude)
  if (lost < 0) return
  const { from, to } = modes.bands[lost]
  const remedy = from > 0 ? `end the bands at l = ${from} with all edges in --bin` : 'use a narrower beam'
  refuse(`a beam of ${beam} arcmin leaves nothing between l = ${from} and ${to} to divide it out of; ${remedy}`)
}

const tooWide = (bands: number | null) =>
  bands === null
    ? 'these pictures resolve no band'
    : `a band of ${bands} multipoles is wider than these pictures resolve`
