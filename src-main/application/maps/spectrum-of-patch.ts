import type { PatchSpectrum } from '../../../src-preload/contract/maps.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { stokesOfColumn } from '../../sky/fits/stokes-of-column.ts'
import { startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import { convertingFactor, type Conversion } from './converting-factor.ts'
import { cutColumn, type InterpolatedColumn } from './interpolated-column.ts'
import type { PatchPowers, PowersTask } from './spectrum-worker.ts'
import { readSpectrumSky, withSoundBands } from './spectrum-sky.ts'

/** A column of a map to cut from, and the unit to measure in. */
export interface PatchSource extends Conversion {
  path: string
  column: InterpolatedColumn
}

export interface PatchSpectrumOrder extends PatchGeometry, Position {
  first: PatchSource
  /** Take the cross-spectrum with the same patch of this map. */
  second: PatchSource | null
  recipe: SpectrumRecipe
  signal?: AbortSignal
}

/** Pixels on a side beyond which the bands would take minutes. */
const mostPixels = 1024

/**
 * The spectrum of one patch of a map, or its cross-spectrum with another map, on a worker thread. Pixels without data
 * in either map are masked.
 * @throws CirrusError refused for a patch that is too large or without data, Q or U, and as `spectrumOfFile`
 */
export async function spectrumOfPatch(order: PatchSpectrumOrder): Promise<PatchSpectrum> {
  const { first, second, recipe, lon, lat, size, width } = order
  if (size > mostPixels) {
    throw refused(first.path, '', `a patch of ${size} px would take minutes; choose at most ${mostPixels} px`, 'size')
  }
  const [one, two] = [first, second].map((source) => source && cut(source, order))
  const seen = one!.values.map((value, i) => Number(Number.isFinite(value) && Number.isFinite(two ? two.values[i] : 0)))
  const missing = seen.reduce((sum, weight) => sum + 1 - weight, 0)
  if (missing === seen.length) {
    throw refused(first.path, `l ${lon} b ${lat}`, 'the map has no data here; choose another position')
  }
  const sky = await readSpectrumSky(first.path, { rows: size, columns: size, width }, recipe, seen)
  const values = [one!, two ?? one!].map((patch) => patch.values.map((value, i) => (seen[i] ? value : 0)))
  const { ell, power } = await withSoundBands(first.path, () =>
    onWorker({ sky, first: values[0], second: values[1] }, order.signal),
  )
  const { bands } = fourierModes(sky.patch, sky.bands)
  return {
    ...{ ell, power, missing, unit: one!.unit },
    low: bands.map(({ from }) => from),
    high: bands.map(({ to }) => to),
    secondUnit: two && two.unit !== one!.unit ? two.unit : null,
  }
}

function cut({ path, column, ...conversion }: PatchSource, { lon, lat, size, width }: PatchSpectrumOrder) {
  const place = `column ${column.name}`
  const stokes = stokesOfColumn(column.header, column.name)
  if (stokes !== null) {
    const advice = 'choose a column of intensity, or measure E and B of files of Q and U'
    throw refused(path, place, `the spectrum of Stokes ${stokes} depends on the axes; ${advice}`, 'column')
  }
  const { factor, unit } = convertingFactor(conversion, path, `unit of ${place}`, column.unit)
  return { unit, values: cutColumn(column, { lon, lat }, { size, width }).map((value) => value * factor) }
}

async function onWorker(task: PowersTask, signal?: AbortSignal): Promise<PatchPowers> {
  const pool = startWorkerPool<PowersTask, PatchPowers>(
    workerUrl('spectrum-worker', import.meta.url),
    1,
    null,
    (code) => new Error(`The worker that measures spectra ended early (exit code ${code}).`),
    signal,
  )
  try {
    signal?.throwIfAborted()
    return await pool.ask(task)
  } finally {
    await pool.end()
  }
}
