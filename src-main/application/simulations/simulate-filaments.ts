import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { chooseShape, polarisationOf } from '../../../src-shared/simulation/filaments/choose-shape.ts'
import { paintPatch, type FilamentSky } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { predictedPowers } from '../../../src-shared/simulation/filaments/predicted-powers.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { writeRecord } from '../host/record-file.ts'
import { requireFreeFile } from '../host/require-free-file.ts'

export interface FilamentOrder {
  /** Number of patches, and their pixels on a side. */
  count: number
  size: number
  /** Side of a patch, from the first to the last pixel, degrees. */
  width: number
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
  seed: number
  /** .npy file for the patches; what they were made with is written beside it, as .json. */
  out: string
  overwrite?: boolean
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

export interface FilamentFacts {
  out: string
  record: string
  count: number
  /** Root mean square angle between filaments and their magnetic field, degrees. */
  misalignment: number
  /** Share of filaments that are polarised. */
  polarisedShare: number
  /** What the model has, mean over `multipoles`. */
  ebRatio: number
  teCorrelation: number
  multipoles: number[]
}

const fwhmOverSigma = Math.sqrt(8 * Math.LN2)

/** The shortest filament, in pixels; the longest is half as long as a patch. */
const shortest = 0.5

/**
 * Simulates patches of polarised dust as filaments, for `dataset import --channels IQU`: float32 [count, size, size, 3], I, Q
 * and U with mean I = 1.
 * @throws CirrusError conflict if a file exists; refused for what filaments can't be; cancelled
 */
export async function simulateFilaments(order: FilamentOrder): Promise<FilamentFacts> {
  const { count, size, width, seed, out, overwrite, signal, onProgress } = order
  const record = `${out.replace(/\.npy$/, '')}.json`
  for (const file of [out, record]) requireFreeFile(file, overwrite)
  const pixel = width / (size - 1)
  const multipoles = multipolesOf(pixel, size)
  const sky = chosenSky(order, pixel, multipoles)
  async function* patches() {
    for (let i = 0; i < count; i++) {
      if (i % 8 === 0) await setImmediate()
      if (signal?.aborted) throw new CirrusError('cancelled', 'The simulation was stopped.')
      onProgress?.(i / count, 'painting filaments')
      yield paintPatch(seedRandom(seed * 2 ** 32 + i), sky, { size, pixel })
    }
  }
  await writeNpyRows(out, 'float32', [size, size, 3], patches())
  const powers = predictedPowers(sky, multipoles)
  const found = {
    ...{ out, record, count },
    misalignment: sky.shape.misalignment / DEGREE,
    polarisedShare: sky.shape.polarisedShare,
    ...polarisationOf(powers),
    multipoles,
  }
  const listed = Object.fromEntries(Object.entries(powers).map(([name, values]) => [name, Array.from(values)]))
  await writeRecord(record, { ...found, seed, size, width, model: sky, powers: listed })
  return found
}

/** The filaments that have what was asked for. */
function chosenSky(order: FilamentOrder, pixel: number, multipoles: readonly number[]): FilamentSky {
  const { ebRatio, teCorrelation, slope, aspect, coverage, disorder, polarisationFraction, beam, size } = order
  const sky: FilamentSky = {
    shape: { aspect, disorder, polarisationFraction, misalignment: 0, polarisedShare: 1 },
    sizes: { shortest: shortest * pixel, longest: (size * pixel) / 2, slope, coverage, mean: 1 },
    beam: (beam === null ? 2 * pixel : beam / 60) / fwhmOverSigma,
  }
  try {
    return chooseShape(sky, { ebRatio, teCorrelation }, multipoles)
  } catch (error) {
    if (error instanceof RangeError) throw new CirrusError('refused', `There is no such sky: ${error.message}.`)
    throw error
  }
}

/** At which a patch is measured well: from three waves on a side to half of the pixels' limit. */
function multipolesOf(pixel: number, size: number): number[] {
  const [from, to] = [(6 * Math.PI) / (size * pixel * DEGREE), Math.PI / (2 * pixel * DEGREE)]
  return Array.from({ length: 6 }, (_, i) => from * (to / from) ** (i / 5))
}
