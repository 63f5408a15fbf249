import { isImage, isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { sparseInRings } from '../../../src-shared/sky/healpix/sparse-map.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { scaled, type Refusal, type Scaling } from '../../../src-shared/sky/scale.ts'
import { blockExtremes, extremesAround, type Extremes } from './block-extremes.ts'
import { patchFiller } from './cut-patch.ts'
import { cutPatches, type CutOptions } from './cut-patches.ts'

/** Approximate number of pixels along a side of a patch's sample. */
const SAMPLE = 16

/**
 * Which patches can't be cut, and why: the refusals of `cutPatches`, found without cutting most patches. The map's
 * pixels around a patch bound its values, which settles many; a sample of the patch's pixels settles most of the
 * others; the rest are cut. Of an image, all patches inside it are cut.
 * @returns for every centre the reason, or null if the patch can be cut
 * @throws as `cutPatches`
 */
export async function findRefusals(
  map: SkyField,
  centres: readonly Place[],
  options: CutOptions,
): Promise<(Refusal | null)[]> {
  const { stokes, mask, clip, holes = 'skip' } = options
  // Which pixels clipping makes missing depends on all of the patch.
  if (clip?.clipped === 'missing') return cutRefusals(map, centres, options)
  if (!stokes) return findInOne(map, centres, options)
  // A hole of one channel is one of all: only cutting tells how many pixels are left.
  if (holes !== 'skip' || mask) return cutRefusals(map, centres, options)
  // Turning Q and U makes no pixel missing that neither of them misses. A patch where they are constant is not looked for.
  const parts = [
    ...(stokes.channels === 'IQU' ? [map] : []),
    { ...map, values: stokes.q },
    { ...map, values: stokes.u },
  ]
  const found = new Array<Refusal | null>(centres.length).fill(null)
  for (const [i, part] of parts.entries()) {
    const isIntensity = stokes.channels === 'IQU' && i === 0
    const scaling = isIntensity ? { scale: options.scale, softening: options.softening } : { scale: 'linear' as const }
    const refusals = await findInOne(part, centres, { ...options, ...scaling, stokes: null })
    refusals.forEach((refusal, k) => {
      if (refusal === 'missing pixels') found[k] = refusal
      else if (isIntensity || refusal !== 'constant') found[k] ??= refusal
    })
  }
  return found
}

async function findInOne(map: SkyField, centres: readonly Place[], options: CutOptions): Promise<(Refusal | null)[]> {
  const { size, width, signal, mask, clip, smoothing = 0, holes = 'skip' } = options
  const radius = Math.atan((Math.SQRT1_2 * width * Math.PI) / 180)
  const fill = patchFiller(map)
  const boundsOf = boundsIn(map, radius)
  const maskBounds = mask ? boundsIn(mask, radius) : null
  const every = Math.max(1, Math.floor(size / SAMPLE))
  const sample = new Float64Array(Math.ceil(size / every) ** 2)
  const refusals = centres.map(({ lon, lat, rotation }) => {
    signal?.throwIfAborted()
    const plane = tangentPlane(lon, lat, map.frame, rotation)
    fill(plane, { size, width }, sample, every)
    const around = boundsOf(plane)
    if (maskBounds?.(tangentPlane(lon, lat, mask!.frame, rotation)).missing) around.missing = true
    // How many pixels are missing is not known from a sample.
    if (around.missing && holes !== 'skip') return undefined
    const decided = decide(sample, around, options, size * size)
    // Clipping and smoothing may lift values above zero.
    return decided === 'values not above zero' && (clip || smoothing > 0) ? undefined : decided
  })
  const open = refusals.flatMap((refusal, i) => (refusal === undefined ? [i] : []))
  const undecided = open.map((i) => centres[i])
  const cut = await cutRefusals(map, undecided, options)
  cut.forEach((refusal, k) => (refusals[open[k]] = refusal))
  return refusals as (Refusal | null)[]
}

/** The refusals of `cutPatches` itself. */
async function cutRefusals(map: SkyField, centres: readonly Place[], options: CutOptions): Promise<(Refusal | null)[]> {
  const found: (Refusal | null)[] = []
  for await (const batch of cutPatches(map, centres, options)) found.push(...batch.refusals)
  return found
}

/** Bounds on the values around a position; of an image none are known. */
function boundsIn(map: SkyField, radius: number): (plane: TangentPlane) => Extremes {
  if (isImage(map)) return () => ({ min: -Infinity, max: Infinity, missing: true })
  const { nside, ordering } = map
  if (isSparse(map)) {
    const { values, list } = sparseInRings(map)
    const runs = blockExtremes(values)
    return (plane) => extremesAround(plane, radius, nside, runs, list)
  }
  const blocks = blockExtremes(ordering === 'RING' ? map.values : reorder(map.values, 'NESTED', 'RING'))
  return (plane) => extremesAround(plane, radius, nside, blocks)
}

/** Relative spread below which rounding may decide; far above double precision. */
const MARGIN = 1e-9

/**
 * The reason; null if the patch can certainly be cut; undefined if only cutting can tell.
 * @param sample some pixels of the patch
 * @param around bounds on all of its pixels
 * @param count pixels of the whole patch
 */
function decide(sample: Float64Array, around: Extremes, scaling: Scaling, count: number): Refusal | null | undefined {
  let [min, max] = [Infinity, -Infinity]
  for (const value of sample) {
    if (!Number.isFinite(value)) return 'missing pixels'
    if (value < min) min = value
    if (value > max) max = value
  }
  if (around.missing) return undefined
  if (scaling.scale === 'log') {
    if (min <= 0) return 'values not above zero'
    if (!(around.min > MARGIN * around.max)) return undefined
  }
  const largest = Math.max(Math.abs(scaled(around.min, scaling)), Math.abs(scaled(around.max, scaling)))
  // Two pixels alone imply a standard deviation of at least their difference over sqrt(2 n).
  return (scaled(max, scaling) - scaled(min, scaling)) / Math.sqrt(2 * count) > MARGIN * largest ? null : undefined
}
