import type { Command } from 'commander'
import { exportInpainting } from '../application/operations/export-inpainting.ts'
import { exportFormatSchema, type ExportFormat } from '../../src-preload/contract/exports.ts'
import type { Terminal } from './main.ts'
import { listOption } from './option-values.ts'

/** `cirrus export INPAINTING --out DIR`: an inpainted patch in standardised units and in the map's own. */
export function addExportCommand(program: Command, { output }: Terminal) {
  program
    .command('export')
    .argument('<inpainting>', 'folder that cirrus inpaint wrote')
    .requiredOption('--out <folder>', 'where the files go')
    .description('write an inpainted patch as FITS with full WCS and provenance, .npy, and PNG')
    .option(
      '--format <list>',
      exportFormatSchema.options.join(', '),
      listOption('--format', exportFormatSchema.options),
      exportFormatSchema.options,
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (folder: string, options: { out: string; format: ExportFormat[]; json?: boolean }) => {
      const files = await exportInpainting({ folder, formats: options.format, out: options.out })
      if (options.json) output.json({ files })
      else output.table(files.map(({ path, size }) => [path, size]))
    })
}
