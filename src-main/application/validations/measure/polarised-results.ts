import type { Modes } from '../../../../src-shared/validation/modes.ts'
import type { PolarisedResults } from '../../../../src-shared/validation/results.ts'
import { createSpectrumEstimator } from '../../../../src-shared/statistics/flat-sky-spectrum.ts'
import { createMixedSpectrumEstimator } from '../../../../src-shared/statistics/intensity-polarisation-spectrum.ts'
import { instrumentWindow } from '../../../../src-shared/statistics/mode-window.ts'
import { holeMask, unlessTooLittle } from '../../../../src-shared/statistics/patch-statistics.ts'
import { createPolarisedSpectrumEstimator } from '../../../../src-shared/statistics/polarised-spectrum.ts'
import type { SpectrumSky } from '../../maps/spectrum-sky.ts'
import type { PatchMasks } from './patch-sets.ts'
import { median } from '../../../../src-shared/statistics/quantile.ts'
import { bandsOver, quartilesOver } from './set-results.ts'

/** Sets of patches with Q and U as their last two channels, standardised: float32 [count, size, size, channels]. */
export interface PolarisedSets {
  sets: Record<'original' | 'reconstruction' | 'sample', Float32Array>
  /** Of the patches, and of their reconstructions. */
  masks: PatchMasks
  channels: number
  sky: SpectrumSky
}

/** Band powers of one patch, and what of them is compared; those with I if it has I. */
type PatchModes = Record<'ee' | 'eb' | 'bb' | 'pureBb' | 'ratio', Float64Array> & {
  withI: Record<'te' | 'tb' | 'correlation', Float64Array> | null
}

/** Spectra of E and B modes of every patch, and of I with E, as quartiles over each set. */
export function measurePolarised({ sets, masks, channels, sky }: PolarisedSets): PolarisedResults {
  const { original, reconstruction, sample } = sets
  const pair = measureModes({ stacks: [original, reconstruction], masks, channels, sky })
  const [others] = measureModes({ stacks: [sample], masks: null, channels, sky }).modes
  const [first, second] = pair.modes
  return { ell: pair.ell, leakage: pair.leakage, original: first, reconstruction: second, sample: others }
}

/** Stacks of patches with the same masks: float32 [count, rows, columns, channels], Q and U last. */
export interface ModesOrder extends Pick<PolarisedSets, 'masks' | 'channels' | 'sky'> {
  stacks: readonly Float32Array[]
}

export interface MeasuredModes {
  ell: number[]
  leakage: number[]
  /** Of each stack. */
  modes: Modes[]
}

/**
 * Spectra of E and B modes of every patch of some stacks, as quartiles over each. The mean of each channel is subtracted
 * first. Missing pixels are masked, with a taper around them; a patch with too few others is left out.
 */
export function measureModes({ stacks, masks, channels, sky }: ModesOrder): MeasuredModes {
  const pixels = sky.patch.rows * sky.patch.columns
  const size = pixels * channels
  const whole = modesBehind(sky, sky.mask, channels)
  const found: PatchModes[][] = stacks.map(() => [])
  for (let k = 0; k < stacks[0].length / size; k++) {
    const mask = masks?.subarray(k * pixels, (k + 1) * pixels)
    const good = mask?.includes(0) ? mask : null
    const holed =
      good &&
      holeMask(
        Array.from(good, (is) => (is ? 1 : NaN)),
        sky.patch,
        sky.taper,
      )
    const modes = holed ? unlessTooLittle(() => modesBehind(sky, holed, channels)) : whole
    if (modes) stacks.forEach((values, i) => found[i].push(modes.of(values.subarray(k * size, (k + 1) * size), good)))
  }
  return { ell: whole.ell, leakage: [...whole.leakage], modes: found.map((all) => modesOver(all, channels === 3)) }
}

/** Quartiles over the patches of a set. */
function modesOver(all: readonly PatchModes[], hasI: boolean): Modes {
  const own = (name: Exclude<keyof PatchModes, 'withI'>) => all.map((patch) => patch[name])
  const mixed = (name: keyof NonNullable<PatchModes['withI']>) => all.map(({ withI }) => withI![name])
  const overall = (rows: readonly Float64Array[]) => quartilesOver(rows.map(aboveLowest))
  return {
    ee: bandsOver(own('ee')),
    eb: bandsOver(own('eb')),
    bb: bandsOver(own('bb')),
    pureBb: bandsOver(own('pureBb')),
    ratio: bandsOver(own('ratio')),
    ...(hasI && {
      te: bandsOver(mixed('te')),
      tb: bandsOver(mixed('tb')),
      correlation: bandsOver(mixed('correlation')),
    }),
    overall: { ratio: overall(own('ratio')), ...(hasI && { correlation: overall(mixed('correlation')) }) },
  }
}

/** The median over the bands above the lowest, which the mask and the subtracted mean leave with few modes. */
const aboveLowest = (values: Float64Array) => median(values.length > 1 ? values.subarray(1) : values)

/** Measures patches behind one mask. @throws RangeError for a mask that leaves too little */
function modesBehind(sky: SpectrumSky, mask: Float64Array, channels: number) {
  const setting = [sky.patch, mask, sky.bands, instrumentWindow(sky.instrument)] as const
  const estimator = createPolarisedSpectrumEstimator(...setting)
  const pure = createPolarisedSpectrumEstimator(...setting, true)
  const withI = channels === 3 && {
    mixed: createMixedSpectrumEstimator(...setting),
    intensity: createSpectrumEstimator(...setting),
  }
  return {
    ell: estimator.ell,
    leakage: estimator.leakage,
    of(values: Float32Array, good: Uint8Array | null): PatchModes {
      const part = (channel: number) => aroundMean(values, channels, channel, good)
      const map = { q: part(channels - 2), u: part(channels - 1) }
      const { ee, eb, bb } = estimator.spectra(map)
      const pureBb = pure.spectra(map).bb
      // Of the purified BB: what steep EE leaves in the plain one may be a quarter of EE in the lowest band.
      const own = { ee, eb, bb, pureBb, ratio: ee.map((power, i) => ratioOf(power, pureBb[i])) }
      if (!withI) return { ...own, withI: null }
      const i = part(0)
      const { te, tb } = withI.mixed.cross(i, map)
      const tt = withI.intensity.spectrum(i)
      // The root of a power that its scatter made negative is NaN, which no median counts.
      return { ...own, withI: { te, tb, correlation: te.map((power, at) => power / Math.sqrt(tt[at] * ee[at])) } }
    },
  }
}

/** A power that its scatter made negative is less than any: the ratio to it is beyond every other, as a median counts it. */
const ratioOf = (power: number, to: number) => (to > 0 ? power / to : Infinity)

/** One channel minus its mean over the good pixels; the others are 0. */
function aroundMean(values: Float32Array, channels: number, channel: number, good: Uint8Array | null): Float64Array {
  const map = Float64Array.from({ length: values.length / channels }, (_, i) => values[i * channels + channel])
  let sum = 0
  let count = 0
  map.forEach((value, i) => {
    if (good?.[i] === 0) return
    sum += value
    count++
  })
  const mean = sum / count
  return map.map((value, i) => (good?.[i] === 0 ? 0 : value - mean))
}
