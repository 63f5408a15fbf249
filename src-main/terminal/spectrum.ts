import type { Command } from 'commander'
import { spectrumOfFile } from '../application/operations/spectrum-of-file.ts'
import type { Terminal } from './main.ts'
import { numberOption } from './option-values.ts'

/** `cirrus spectrum FILE.npy --width DEG`: flat-sky power spectra, one row a map, as JSON. */
export function addSpectrumCommand(program: Command, { output }: Terminal) {
  program
    .command('spectrum')
    .argument('<file>', 'one map [rows, columns] or several [maps, rows, columns], .npy or FITS image')
    .requiredOption(
      '--width <degrees>',
      'side of a map from the first pixel to the last',
      numberOption('--width', { min: 1e-6, max: 180 }),
    )
    .description('flat-sky pseudo-C_l with mode decoupling, as JSON')
    .option('--bin <multipoles>', 'width of a band', numberOption('--bin', { min: 1 }), 90)
    .option('--apodize <degrees>', 'C1 taper at the border', numberOption('--apodize', { min: 0, max: 45 }), 1)
    .option('--mask <file>', 'weights, .npy or FITS image; 1 keeps a pixel, 0 drops it')
    .option('--json', 'the default: stdout is one JSON object')
    .action(async (file: string, options: { width: number; bin: number; apodize: number; mask?: string }) =>
      output.json(await spectrumOfFile({ file, ...options })),
    )
}
