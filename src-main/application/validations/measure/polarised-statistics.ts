import {
  polarisedStatisticNames,
  type PolarisedStatisticName,
  type SampleStatistic,
} from '../../../../src-shared/validation/sample-statistics.ts'
import { fourierModes } from '../../../../src-shared/statistics/bands.ts'
import { modeMaps } from '../../../../src-shared/statistics/mode-maps.ts'
import { featureThresholds, inDeviations } from '../../../../src-shared/statistics/patch-features.ts'
import { functionalsOf, holeMask } from '../../../../src-shared/statistics/patch-statistics.ts'
import { alignmentAngles, polarisationAlignment } from '../../../../src-shared/statistics/polarisation-alignment.ts'
import { fractionClasses, fractionShares } from '../../../../src-shared/statistics/polarisation-fraction.ts'
import type { SpectrumSky } from '../../maps/spectrum-sky.ts'
import type { PatchMasks } from './patch-sets.ts'
import { statisticOf } from './sample-results.ts'

/** Patches with Q and U as their last channels: float32 [count, rows, columns, channels], and their good pixels. */
export interface PolarisedStack {
  values: Float32Array
  masks: PatchMasks
}

export interface PolarisedStatisticsAsked {
  sky: PolarisedStack
  /** Other sky; null if there is none. */
  floor: PolarisedStack | null
  models: readonly PolarisedStack[]
  channels: number
  setting: SpectrumSky
  /** Whether the values have a zero: I, Q and U of the sky, and not of standardised patches. */
  absolute: boolean
}

type Rows = Partial<Record<PolarisedStatisticName, Float64Array>>

/**
 * How far models are from the sky in the shapes of E, B and polarised intensity; with I, in how polarisation is aligned
 * with structures, and in the fraction of polarised intensity where that is one: with absolute values, I > 0.
 */
export function polarisedStatistics(asked: PolarisedStatisticsAsked): SampleStatistic[] {
  const { sky, floor, models, channels, setting, absolute } = asked
  const all = [sky, ...(floor ? [floor] : []), ...models]
  const planes = all.map((stack) => patchesOf(stack, channels, setting))
  const positive =
    absolute && channels === 3 && planes.every((patches) => patches.every(({ i, good }) => isAbove(i!, good)))
  const classes = positive ? fractionClasses(planes[0].map(({ i, q, u, good }) => ({ i: i!, q, u, good }))) : null
  const modes = fourierModes(setting.patch, setting.bands)
  const rowsOf = ({ i, q, u, good }: PatchPlanes): Rows => {
    const map = { q, u }
    const mask = good
      ? holeMask(
          Float64Array.from(good, (is) => (is ? 1 : NaN)),
          setting.patch,
          setting.taper,
        )
      : setting.mask
    const { e, b } = modeMaps(setting.patch, modes, mask, map)
    const p = q.map((value, at) => (good?.[at] === 0 ? NaN : Math.hypot(value, u[at])))
    return {
      ...(i && { alignment: polarisationAlignment(setting.patch, i, map, good) }),
      ...(i && classes && { fraction: fractionShares({ i, q, u, good }, classes) }),
      ...shapesOf('e', e, setting),
      ...shapesOf('b', b, setting),
      ...shapesOf('p', p, setting),
    }
  }
  const measured = planes.map((patches) => patches.map(rowsOf))
  const [own, ...others] = measured
  return polarisedStatisticNames.flatMap((name) => {
    if (!own[0]?.[name]) return []
    const rows = (set: readonly Rows[]) => set.map((patch) => patch[name]!)
    const [first, rest] = floor ? [others[0], others.slice(1)] : [null, others]
    return statisticOf(name, axisOf(name, own[0][name].length), {
      sky: rows(own),
      floor: first && rows(first),
      models: rest.map(rows),
    })
  })
}

/** Angles, thresholds, or the numbers of the classes. */
const axisOf = (name: PolarisedStatisticName, length: number): readonly number[] =>
  name === 'alignment'
    ? alignmentAngles
    : name === 'fraction'
      ? Array.from({ length }, (_, i) => i + 1)
      : featureThresholds

interface PatchPlanes {
  i: Float64Array | null
  q: Float64Array
  u: Float64Array
  /** Null if all pixels are good. */
  good: Uint8Array | null
}

function patchesOf({ values, masks }: PolarisedStack, channels: number, { patch }: SpectrumSky): PatchPlanes[] {
  const pixels = patch.rows * patch.columns
  return Array.from({ length: values.length / pixels / channels }, (_, k) => {
    const mask = masks?.subarray(k * pixels, (k + 1) * pixels)
    const good = mask?.includes(0) ? mask : null
    const plane = (channel: number) =>
      Float64Array.from({ length: pixels }, (_, at) =>
        good?.[at] === 0 ? 0 : values[(k * pixels + at) * channels + channel],
      )
    return { i: channels === 3 ? plane(0) : null, q: plane(channels - 2), u: plane(channels - 1), good }
  })
}

const isAbove = (i: Float64Array, good: Uint8Array | null) => i.every((value, at) => value > 0 || good?.[at] === 0)

/** Minkowski functionals of a map in standard deviations from its mean. */
function shapesOf(map: 'e' | 'b' | 'p', values: Float64Array, { patch }: SpectrumSky): Rows {
  const { v0, v1, v2 } = functionalsOf(inDeviations(values), patch, featureThresholds)
  return { [`${map}-v0`]: v0, [`${map}-v1`]: v1, [`${map}-v2`]: v2 }
}
