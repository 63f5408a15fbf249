import type { Matrix } from 'ml-matrix'
import type { Band, FlatPatch } from './bands.ts'
import { createSpectrumEstimator } from './flat-sky-spectrum.ts'
import { createMixedSpectrumEstimator } from './intensity-polarisation-spectrum.ts'
import type { ModeWindow } from './mode-window.ts'
import { createPolarisedSpectrumEstimator } from './polarised-spectrum.ts'

/** What a map holds: I; Q and U; or all three. */
export type FieldKind = 'intensity' | 'polarisation' | 'stokes'

/** Stokes parameters of one map [rows, columns]; those that its kind does not have are empty. */
export interface SkyField {
  i: ArrayLike<number>
  q: ArrayLike<number>
  u: ArrayLike<number>
}

/** Band powers of two maps, by name: `cl` of intensities alone, otherwise `te` for T of the first with E of the second. */
export type NamedPowers = Record<string, Float64Array>

/** Bandpower windows [names x bands, names x (lMax + 1)] of spectra that mix with each other. */
export interface NamedWindows {
  names: string[]
  matrix: Matrix
}

/** All spectra of maps of one kind that share a mask. */
export interface FieldEstimator {
  /** Middle of each band that contains a mode. */
  ell: number[]
  /** As in `PolarisedSpectrumEstimator`; null for intensities, and if B is purified. */
  leakage: Float64Array | null
  /** Decoupled cross-spectra of two maps. */
  between(first: SkyField, second: SkyField): NamedPowers
  windows(): NamedWindows[]
}

/**
 * @param purified whether B is purified in spectra with E and B; not in those with T
 * @throws RangeError as `createSpectrumEstimator`
 */
export function createFieldEstimator(
  kind: FieldKind,
  patch: FlatPatch,
  mask: Float64Array,
  bands: readonly Band[],
  window?: ModeWindow,
  purified = false,
): FieldEstimator {
  const setting = [patch, mask, bands, window] as const
  if (kind === 'intensity') {
    const { ell, pair, windows } = createSpectrumEstimator(...setting)
    return {
      ...{ ell, leakage: null },
      between: ({ i: first }, { i: second }) => ({ cl: pair(first, second).cross }),
      windows: () => [{ names: ['cl'], matrix: windows() }],
    }
  }
  const polarised = createPolarisedSpectrumEstimator(...setting, purified)
  const ofPolarised = (): NamedWindows => ({ names: ['ee', 'eb', 'be', 'bb'], matrix: polarised.windows() })
  const { ell } = polarised
  const leakage = purified ? null : polarised.leakage
  if (kind === 'polarisation') {
    return {
      ...{ ell, leakage },
      between: (first, second) => ({ ...polarised.cross(first, second) }),
      windows: () => [ofPolarised()],
    }
  }
  const intensity = createSpectrumEstimator(...setting)
  const mixed = createMixedSpectrumEstimator(...setting)
  return {
    ...{ ell, leakage },
    between(first, second) {
      const { te, tb } = mixed.cross(first.i, second)
      const { te: et, tb: bt } = mixed.cross(second.i, first)
      return { tt: intensity.pair(first.i, second.i).cross, te, et, tb, bt, ...polarised.cross(first, second) }
    },
    windows: () => [
      { names: ['tt'], matrix: intensity.windows() },
      { names: ['te', 'tb'], matrix: mixed.windows() },
      ofPolarised(),
    ],
  }
}

/** Spectra that differ only in which map comes first. */
const mirrored: Readonly<Record<string, string>> = { et: 'te', bt: 'tb', be: 'eb' }

/** The spectra of one map, or of two in either order: the mean of each with its mirror image, once. */
export function symmetric(powers: NamedPowers): NamedPowers {
  const images = new Map(Object.entries(mirrored).map(([image, name]) => [name, powers[image]]))
  return Object.fromEntries(
    Object.entries(powers)
      .filter(([name]) => !(name in mirrored))
      .map(([name, values]) => {
        const image = images.get(name)
        return [name, image ? values.map((value, i) => (value + image[i]) / 2) : values]
      }),
  )
}
