import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { chooseShape, polarisationOf } from '../../../src-shared/simulation/filaments/choose-shape.ts'
import type { FilamentSky } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { predictedPowers } from '../../../src-shared/simulation/filaments/predicted-powers.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'

/** What a sky of filaments is to be like. */
export interface WantedFilaments {
  /** EE over BB, and TE over the root of TT EE. */
  ebRatio: number
  teCorrelation: number
  /** The power falls by this power of the multipole. */
  slope: number
  /** Thickness of filaments over their length. */
  aspect: number
  /** Mean number of filaments that cover a place. */
  coverage: number
  /** Turbulent over mean magnetic field. */
  disorder: number
  /** Largest polarisation over intensity. */
  polarisationFraction: number
  /** FWHM, arcmin; twice the pixels if null. */
  beam: number | null
}

/** What it is like: the model, and means over the multipoles of what it predicts. */
export interface FilamentFacts {
  /** Root mean square angle between filaments and their magnetic field, degrees. */
  misalignment: number
  /** Share of filaments that are polarised. */
  polarisedShare: number
  ebRatio: number
  teCorrelation: number
  multipoles: number[]
}

/** How finely the sky is seen. */
export interface FilamentScale {
  /** Width of a pixel, and the longest filament (standard deviation), degrees. */
  pixel: number
  longest: number
  /** At which the wanted polarisation holds. */
  multipoles: number[]
}

const fwhmOverSigma = Math.sqrt(8 * Math.LN2)

/** The shortest filament, in pixels. */
const shortest = 0.5

/** The filaments that have what is wanted. @throws CirrusError refused, with what there is instead */
export function chooseSky(wanted: WantedFilaments, { pixel, longest, multipoles }: FilamentScale): FilamentSky {
  const { ebRatio, teCorrelation, slope, aspect, coverage, disorder, polarisationFraction, beam } = wanted
  const sky: FilamentSky = {
    shape: { aspect, disorder, polarisationFraction, misalignment: 0, polarisedShare: 1 },
    sizes: { shortest: shortest * pixel, longest, slope, coverage, mean: 1 },
    beam: (beam === null ? 2 * pixel : beam / 60) / fwhmOverSigma,
  }
  try {
    return chooseShape(sky, { ebRatio, teCorrelation }, multipoles)
  } catch (error) {
    if (error instanceof RangeError) throw new CirrusError('refused', `There is no such sky: ${error.message}.`)
    throw error
  }
}

/** Multipoles from the longest filaments' to half of the pixels' limit. */
export function multipolesOf(pixel: number, from: number): number[] {
  const to = Math.PI / (2 * pixel * DEGREE)
  return Array.from({ length: 6 }, (_, i) => from * (to / from) ** (i / 5))
}

/** What a sky is like, and the powers that it predicts. */
export function describeSky(sky: FilamentSky, multipoles: number[]) {
  const powers = predictedPowers(sky, multipoles)
  const facts: FilamentFacts = {
    misalignment: sky.shape.misalignment / DEGREE,
    polarisedShare: sky.shape.polarisedShare,
    ...polarisationOf(powers),
    multipoles,
  }
  const listed = Object.fromEntries(Object.entries(powers).map(([name, values]) => [name, Array.from(values)]))
  return { facts, powers: listed }
}
