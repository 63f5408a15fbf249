import type { Command } from 'commander'
import { spectrumOfFile } from '../application/maps/spectrum-of-file.ts'
import { polarisationConventions, type PolarisationConvention } from '../../src-shared/sky/polarisation.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption } from './option-values.ts'
import { addSpectrumOptions, recipeOf, widthOption, type SpectrumOptions } from './spectrum-options.ts'

/**
 * `cirrus spectrum FILE.npy --width DEG`: flat-sky power spectra as JSON, one row per map; for (Q, U), those of E and
 * B.
 */
export function addSpectrumCommand(program: Command, { output }: Terminal) {
  const command = program
    .command('spectrum')
    .argument(
      '<file>',
      'one map [rows, columns] or several [maps, rows, columns], .npy or FITS image; (Q, U) as .npy [maps, 2, rows, columns]',
    )
    .option(
      '--width <degrees>',
      "side of a map from the first to the last pixel of a row, with square pixels; default: from an image's header",
      widthOption(),
    )
    .description('flat-sky pseudo-C_l with mode decoupling, as JSON; for (Q, U): EE, EB and BB, not purified')
    .option('--u <file>', 'U maps; <file> then holds the Q maps')
    .option(
      '--polcconv <convention>',
      'sign convention of U: COSMO (HEALPix) or IAU; default: from the headers, otherwise COSMO',
      choiceOption('--polcconv', polarisationConventions),
    )
  addSpectrumOptions(command)
    .option('--json', 'the default: stdout is one JSON object')
    .action(async (file: string, { width, u, polcconv, ...recipe }: CommandOptions) =>
      output.json(
        await spectrumOfFile({
          file,
          u: u ?? null,
          convention: polcconv ?? null,
          width: width ?? null,
          recipe: recipeOf(recipe),
        }),
      ),
    )
}

interface CommandOptions extends SpectrumOptions {
  width?: number
  u?: string
  polcconv?: PolarisationConvention
}
