import type { FilamentSky } from './paint-patch.ts'
import { predictedPowers, type FilamentPowers } from './predicted-powers.ts'

/** What the polarisation of a sky of filaments is like. */
export interface WantedPolarisation {
  /** EE over BB, mean over the multipoles. */
  ebRatio: number
  /** TE over the root of TT EE, mean over the multipoles. */
  teCorrelation: number
}

/** Of predicted or measured powers. */
export function polarisationOf({ tt, ee, bb, te }: FilamentPowers): WantedPolarisation {
  const mean = (value: (k: number) => number) => tt.reduce((sum, _, k) => sum + value(k), 0) / tt.length
  return {
    ebRatio: mean((k) => ee[k] / bb[k]),
    teCorrelation: mean((k) => te[k] / Math.sqrt(tt[k] * ee[k])),
  }
}

const steps = 16

/**
 * Finds filaments of the wanted polarisation. How far they are misaligned with the magnetic field decides on EE / BB. TE
 * would then be larger than in the dust: it falls by the root of the share of filaments that are polarised.
 * @throws RangeError for what filaments of that aspect can't have, with what they can
 */
export function chooseShape(sky: FilamentSky, wanted: WantedPolarisation, multipoles: ArrayLike<number>): FilamentSky {
  const misaligned = (misalignment: number): FilamentSky => ({
    ...sky,
    shape: { ...sky.shape, misalignment, polarisedShare: 1 },
  })
  const found = (misalignment: number) => polarisationOf(predictedPowers(misaligned(misalignment), multipoles))
  let [aligned, turned] = [0, Math.PI / 2]
  const [most, least] = [found(aligned).ebRatio, found(turned).ebRatio]
  if (wanted.ebRatio > most || wanted.ebRatio < least)
    throw new RangeError(
      `filaments ${sky.shape.aspect} times as thick as long have EE / BB from ${least.toFixed(2)} to ${most.toFixed(2)}, not ${wanted.ebRatio}`,
    )
  for (let step = 0; step < steps; step++) {
    const middle = (aligned + turned) / 2
    if (found(middle).ebRatio > wanted.ebRatio) aligned = middle
    else turned = middle
  }
  const { teCorrelation } = found(aligned)
  if (wanted.teCorrelation > teCorrelation)
    throw new RangeError(
      `filaments ${sky.shape.aspect} times as thick as long with EE / BB = ${wanted.ebRatio} have a correlation of T and E up to ${teCorrelation.toFixed(2)}, not ${wanted.teCorrelation}`,
    )
  const { shape } = misaligned(aligned)
  return { ...sky, shape: { ...shape, polarisedShare: (wanted.teCorrelation / teCorrelation) ** 2 } }
}
