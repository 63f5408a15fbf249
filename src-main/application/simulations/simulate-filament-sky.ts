import packageFacts from '../../../package.json' with { type: 'json' }
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { FilamentSky } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { writeHealpixMap } from '../../sky/fits/write-map.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { chooseSky, describeSky, multipolesOf, type FilamentFacts, type WantedFilaments } from './choose-sky.ts'
import { paintBands } from './paint-bands.ts'

export interface FilamentSkyOrder extends WantedFilaments {
  nside: number
  seed: number
  /** HEALPix map to write. */
  out: string
  overwrite?: boolean
  /** Worker threads; by default one per processor. */
  threads?: number
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

/** The longest filament on the sky (standard deviation), in degrees. */
const longest = 4

/** The lowest multipole at which the wanted polarisation holds: there are many filaments of the longest waves. */
const lowest = 60

/** In degrees; of nside 1. */
const widestPixel = 58.6323

/**
 * Simulates the whole sky of polarised dust as filaments: a HEALPix map of I, Q and U (RING, Galactic, POLCCONV COSMO) with
 * mean I = 1.
 * @throws CirrusError conflict if the file exists; refused for what filaments can't be; cancelled
 */
export async function simulateFilamentSky(order: FilamentSkyOrder): Promise<FilamentFacts> {
  const { nside, seed, out, overwrite, signal } = order
  requireFreeFile(out, overwrite)
  const pixel = widestPixel / nside
  const multipoles = multipolesOf(pixel, lowest)
  const sky = chooseSky(order, { pixel, longest, multipoles })
  const painted = await paintSkyOf(order, sky)
  const { facts } = describeSky(sky, multipoles)
  const { aspect, misalignment, disorder, polarisedShare, polarisationFraction } = sky.shape
  const columns = [
    ['I_STOKES', painted.i],
    ['Q_STOKES', painted.q],
    ['U_STOKES', painted.u],
  ] as const
  await writeHealpixMap(
    out,
    {
      ...{ nside, ordering: 'RING', coordsys: 'G' },
      columns: columns.map(([name, values]) => ({ name, unit: '', type: 'float32', values })),
      cards: [
        { keyword: 'POLCCONV', value: 'COSMO', comment: 'sign of U' },
        { keyword: 'ORIGIN', value: `Cirrus ${packageFacts.version}`, comment: 'program that wrote this file' },
        { keyword: 'SEED', value: seed, comment: 'the same sky again' },
      ],
      history: [
        'Simulated: filaments of dust in a magnetic field (Huffenberger, Rotti & Collins 2020, ApJ 899, 31).',
        `EE / BB ${facts.ebRatio.toFixed(3)}, TE / sqrt(TT EE) ${facts.teCorrelation.toFixed(3)}, slope ${order.slope}.`,
        `Aspect ${aspect}, misalignment ${misalignment.toFixed(4)} rad, disorder ${disorder}, polarised share ${polarisedShare.toFixed(4)}, fraction ${polarisationFraction}, coverage ${order.coverage}.`,
      ],
    },
    { signal },
  )
  return facts
}

async function paintSkyOf({ nside, seed, threads, signal, onProgress }: FilamentSkyOrder, sky: FilamentSky) {
  try {
    const told = (fraction: number) => onProgress?.(fraction, 'painting filaments')
    return await paintBands({ sky, nside, seed }, { threads, signal, onProgress: told })
  } catch (error) {
    if (signal?.aborted) throw new CirrusError('cancelled', 'The simulation was stopped.')
    throw error
  }
}
