import type { Command } from 'commander'
import { simulateFilaments, type FilamentOrder } from '../application/simulations/simulate-filaments.ts'
import { numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus simulate filaments --out STACK.npy`: patches of a sky whose polarisation is known. */
export function addSimulateCommand(program: Command, { output, signal }: Terminal) {
  const simulate = program.command('simulate').description('make patches of skies whose statistics are known')
  const filaments = simulate
    .command('filaments')
    .description('polarised dust as filaments in a magnetic field: I, Q and U, for dataset import --channels IQU')
  const number = (flag: string, words: string, limits: Parameters<typeof numberOption>[1], usual?: number) =>
    filaments.option(flag, words, numberOption(flag.split(' ')[0], limits), usual)
  withOverwrite(filaments).requiredOption(
    '--out <file>',
    '.npy file to write, [patches, rows, columns, 3]; a .json beside it says what the sky is',
  )
  number('--count <number>', 'number of patches', { min: 1, integer: true }, 1000)
  number('--size <pixels>', 'pixels on a side', { min: 8, max: 4096, integer: true }, 64)
  number('--width <degrees>', 'side of a patch', { min: 1e-3, max: 40 }, 8)
  number('--eb-ratio <number>', 'EE / BB', { min: 1 }, 2)
  number('--te <number>', 'TE / sqrt(TT EE)', { min: 0, max: 1 }, 0.35)
  number('--slope <number>', 'the power C_l falls as l^-slope', { min: 2, max: 4 }, 2.6)
  number('--aspect <number>', 'thickness of filaments over their length', { min: 0.05, max: 1 }, 0.2)
  number('--coverage <number>', 'filaments that cover a place', { min: 0.1, max: 100 }, 3)
  number('--disorder <number>', 'turbulent over mean magnetic field', { min: 0, max: 100 }, 0.9)
  number('--fraction <number>', 'largest polarisation over intensity', { min: 0, max: 1 }, 0.2)
  number('--beam <arcmin>', 'full width at half maximum of a Gaussian beam; default: two pixels', { min: 0 })
  number('--seed <number>', 'seed of all patches', { min: 0, max: 2 ** 20, integer: true }, 0)
    .option('--json', 'one JSON object on stdout')
    .action(async ({ te, fraction, beam, json, ...options }: SimulateOptions) => {
      const onProgress = (done: number, note: string) => output.progress(done, note)
      const polarisation = { teCorrelation: te, polarisationFraction: fraction }
      const facts = await simulateFilaments({ ...options, ...polarisation, beam: beam ?? null, signal, onProgress })
      if (json) return output.json(facts)
      const { out, record, count, ebRatio, teCorrelation, misalignment, polarisedShare } = facts
      output.table([
        ['wrote', `${out}: ${count} patches of I, Q and U`],
        ['record', record],
        ['EE / BB', ebRatio.toFixed(2)],
        ['TE', `${teCorrelation.toFixed(2)} of sqrt(TT EE)`],
        ['model', `misaligned by ${misalignment.toFixed(1)} deg rms, ${(100 * polarisedShare).toFixed(0)} % polarised`],
      ])
    })
}

interface SimulateOptions extends Pick<
  FilamentOrder,
  'count' | 'size' | 'width' | 'ebRatio' | 'slope' | 'aspect' | 'coverage' | 'disorder' | 'seed' | 'out' | 'overwrite'
> {
  te: number
  fraction: number
  beam?: number
  json?: boolean
}
