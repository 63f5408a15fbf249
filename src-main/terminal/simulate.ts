import type { Command } from 'commander'
import { MAX_NSIDE } from '../../src-shared/sky/healpix/map.ts'
import type { FilamentFacts } from '../application/simulations/choose-sky.ts'
import { simulateFilamentSky } from '../application/simulations/simulate-filament-sky.ts'
import { simulateFilaments, type FilamentOrder } from '../application/simulations/simulate-filaments.ts'
import { UsageError } from './exit-code.ts'
import { numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus simulate filaments --out STACK.npy` or `SKY.fits --nside N`: a sky whose polarisation is known. */
export function addSimulateCommand(program: Command, { output, signal }: Terminal) {
  const simulate = program.command('simulate').description('make skies whose statistics are known')
  const filaments = simulate
    .command('filaments')
    .description(
      'polarised dust as filaments in a magnetic field: I, Q and U of patches or, with --nside, of the whole sky',
    )
  const number = (flag: string, words: string, limits: Parameters<typeof numberOption>[1], usual?: number) =>
    filaments.option(flag, words, numberOption(flag.split(' ')[0], limits), usual)
  withOverwrite(filaments).requiredOption(
    '--out <file>',
    '.npy file to write for dataset import --channels IQU, [patches, rows, columns, 3], with a .json beside it; or a HEALPix map',
  )
  number('--nside <number>', 'make the whole sky as a HEALPix map', { min: 8, max: MAX_NSIDE, integer: true })
  number('--count <number>', 'number of patches; default: 1000', { min: 1, integer: true })
  number('--size <pixels>', 'pixels on a side; default: 64', { min: 8, max: 4096, integer: true })
  number('--width <degrees>', 'side of a patch; default: 8', { min: 1e-3, max: 40 })
  number('--eb-ratio <number>', 'EE / BB', { min: 1 }, 2)
  number('--te <number>', 'TE / sqrt(TT EE)', { min: 0, max: 1 }, 0.35)
  number('--slope <number>', 'the power C_l falls as l^-slope', { min: 2, max: 4 }, 2.6)
  number('--aspect <number>', 'thickness of filaments over their length', { min: 0.05, max: 1 }, 0.2)
  number('--coverage <number>', 'filaments that cover a place', { min: 0.1, max: 100 }, 3)
  number('--disorder <number>', 'turbulent over mean magnetic field', { min: 0, max: 100 }, 0.9)
  number('--fraction <number>', 'largest polarisation over intensity', { min: 0, max: 1 }, 0.2)
  number('--beam <arcmin>', 'full width at half maximum of a Gaussian beam; default: two pixels', { min: 0 })
  number('--seed <number>', 'seed of all filaments', { min: 0, max: 2 ** 20, integer: true }, 0)
    .option('--json', 'one JSON object on stdout')
    .action(async ({ te, fraction, beam, json, nside, ...options }: SimulateOptions) => {
      const wanted = { ...options, teCorrelation: te, polarisationFraction: fraction, beam: beam ?? null }
      const shared = { ...wanted, signal, onProgress: (done: number, note: string) => output.progress(done, note) }
      const { count = 1000, size = 64, width = 8 } = options
      if (nside !== undefined) requireNoPatches(options)
      const facts =
        nside === undefined
          ? { ...(await simulateFilaments({ ...shared, count, size, width })), count }
          : { ...(await simulateFilamentSky({ ...shared, nside })), nside }
      const { out } = options
      if (json) return output.json({ out, ...facts })
      const what = nside === undefined ? `${count} patches of I, Q and U` : `I, Q and U, nside ${nside}, RING, frame G`
      output.table([['wrote', `${out}: ${what}`], ...factRows(facts)])
    })
}

/** @throws UsageError for options of patches with --nside */
function requireNoPatches(options: Pick<SimulateOptions, 'count' | 'size' | 'width'>) {
  const given = (['count', 'size', 'width'] as const).find((name) => options[name] !== undefined)
  if (given) throw new UsageError(`--${given} is for patches, and --nside makes the whole sky: leave one of them out`)
}

const factRows = ({ ebRatio, teCorrelation, misalignment, polarisedShare, ...facts }: FilamentFacts) => [
  ...('record' in facts ? [['record', String(facts.record)]] : []),
  ['EE / BB', ebRatio.toFixed(2)],
  ['TE', `${teCorrelation.toFixed(2)} of sqrt(TT EE)`],
  ['model', `misaligned by ${misalignment.toFixed(1)} deg rms, ${(100 * polarisedShare).toFixed(0)} % polarised`],
]

interface SimulateOptions
  extends
    Pick<FilamentOrder, 'ebRatio' | 'slope' | 'aspect' | 'coverage' | 'disorder' | 'seed' | 'out' | 'overwrite'>,
    Partial<Pick<FilamentOrder, 'count' | 'size' | 'width'>> {
  nside?: number
  te: number
  fraction: number
  beam?: number
  json?: boolean
}
