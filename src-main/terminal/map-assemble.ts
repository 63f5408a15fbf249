import type { Command } from 'commander'
import { assembleMap, type AssembledFacts } from '../application/maps/assemble/assemble-map.ts'
import { patchesOfDataset, patchesOfStack } from '../application/maps/assemble/patches-to-assemble.ts'
import { MAX_NSIDE, orderOf, type Frame, type Ordering } from '../../src-shared/sky/healpix/map.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus map assemble PATCHES --nside N --out FILE`: overlapping patches back to one HEALPix map. */
export function addMapAssembleCommand(map: Command, { output, signal }: Terminal) {
  withOverwrite(map.command('assemble'))
    .argument(
      '<patches>',
      'folder of a dataset, or .npy file [patches, rows, columns(, Q U or I Q U)] with --positions and --width',
    )
    .description('assemble overlapping patches to one HEALPix map, with a column of weights at the end')
    .requiredOption(
      '--nside <number>',
      'resolution of the map',
      numberOption('--nside', { min: 1, max: MAX_NSIDE, integer: true }),
    )
    .requiredOption('--out <file>', 'HEALPix map to write, FITS')
    .option('--positions <file>', 'CSV file with the columns lon and lat: centres of the patches, Galactic, in degrees')
    .option(
      '--width <degrees>',
      'side of a patch from the first pixel to the last',
      numberOption('--width', { min: 1e-3, max: 60 }),
    )
    .option('--masks <file>', '.npy file [patches, rows, columns]: 1 at good pixels, 0 at others, which add nothing')
    .option('--unit <unit>', 'unit of the pixels of a .npy file', '')
    .option('--ordering <ordering>', 'RING or NESTED', choiceOption('--ordering', ['RING', 'NESTED']), 'RING')
    .option(
      '--coordsys <frame>',
      'frame of the map: G (Galactic), C (equatorial J2000) or E (ecliptic)',
      choiceOption('--coordsys', ['G', 'C', 'E']),
      'G',
    )
    .option(
      '--corrections <number>',
      'how often to correct for the smoothing of interpolation; 0: weighted mean of the patches',
      numberOption('--corrections', { min: 0, max: 8, integer: true }),
      2,
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (path: string, options: AssembleOptions) => {
      const { ordering, nside, json } = options
      if (ordering === 'NESTED' && orderOf(nside) < 0)
        throw new UsageError(`--ordering NESTED takes an --nside that is a power of two, not ${nside}`)
      const found = await assembleMap(await patchesOf(path, options), {
        ...options,
        signal,
        onProgress: (fraction, note) => output.progress(fraction, note),
      })
      if (json) return output.json(found)
      output.table(rowsOf(found))
    })
}

function patchesOf(path: string, { positions, width, unit, masks }: AssembleOptions) {
  if (positions !== undefined && width !== undefined)
    return patchesOfStack({ path, masks: masks ?? null, positions, width, unit })
  if (positions !== undefined || width !== undefined || path.endsWith('.npy'))
    throw new UsageError('a .npy file needs --positions and --width; a dataset has its own')
  if (masks !== undefined) throw new UsageError('--masks is for a .npy file; a dataset has its own')
  if (unit !== '') throw new UsageError('--unit is for a .npy file; a dataset has its own')
  return patchesOfDataset(path)
}

const rowsOf = ({ out, nside, ordering, coordsys, patches, pixels, skyFraction, unit, ...facts }: AssembledFacts) => [
  ['wrote', out],
  ['map', `nside ${nside}, ${ordering}, frame ${coordsys}, from ${patches} patches`],
  ['covered', `${pixels} pixels, ${(100 * skyFraction).toFixed(1)} % of the sky`],
  ...roundTripRows('round trip', facts.roundTrip, unit),
  ...roundTripRows('round trip of Q, U', facts.stokesRoundTrip, unit),
]

const roundTripRows = (label: string, found: AssembledFacts['roundTrip'], unit: string): [string, string][] => {
  if (found === null) return []
  const [rms, mapRms] = [found.rms.toPrecision(3), found.mapRms.toPrecision(3)]
  return [[label, `${(100 * found.relative).toPrecision(2)} % of the source's rms: ${rms} of ${mapRms} ${unit}`]]
}

interface AssembleOptions {
  nside: number
  out: string
  overwrite?: boolean
  positions?: string
  width?: number
  masks?: string
  unit: string
  ordering: Ordering
  coordsys: Frame
  corrections: number
  json?: boolean
}
