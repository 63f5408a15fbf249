import { join } from 'node:path'
import type { Command } from 'commander'
import { splitNameSchema, type SplitName } from '../../src-preload/contract/datasets.ts'
import { exportFormatSchema, type ExportFormat } from '../../src-preload/contract/exports.ts'
import type { PatchChoice } from '../../src-preload/contract/patch-choice.ts'
import { counted } from '../../src-shared/text/counted.ts'
import { formatBytes } from '../../src-shared/text/format.ts'
import { readIndices } from '../../src-shared/text/index-ranges.ts'
import { readRange, type NumberRange } from '../../src-shared/text/number-range.ts'
import { exportPatches } from '../application/exports/patches/export-patches.ts'
import { tableName } from '../application/exports/patches/write-patch-stack.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, listOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

/** `cirrus dataset export DATASET --out DIR`: patches of a dataset, all or some, for use outside Cirrus. */
export function addDatasetExportCommand(dataset: Command, { output, signal }: Terminal) {
  withUnitOptions(
    dataset
      .command('export')
      .argument('<dataset>', 'folder of a dataset')
      .requiredOption('--out <folder>', 'folder for the files; nothing in it is overwritten')
      .description(
        'write patches with their table and noise maps: FITS with full WCS, .npy arrays that dataset import reads, PNG',
      )
      .option('--patches <indices>', 'these patches, as 1,5-9', readPatches)
      .option(
        '--split <list>',
        'patches of these splits: train, validation, test, unused',
        listOption('--split', splitNameSchema.options),
      )
      .option('--lon <range>', 'centres with l from the first eastwards to the second, in degrees: 330..30', toRange)
      .option('--lat <range>', 'centres with b in this range, in degrees: 15.., -30..-20', toRange)
      .option('--mean <range>', 'patches whose mean in patches.csv is in this range', toRange)
      .option('--std <range>', 'patches whose standard deviation (contrast) in patches.csv is in this range', toRange)
      .option(
        '--channel <name>',
        'channel of --mean and --std: I, Q or U; default: the first',
        choiceOption('--channel', ['I', 'Q', 'U']),
      )
      .option(
        '--format <list>',
        'fits and png: a file for each patch; npy: arrays of all',
        listOption('--format', exportFormatSchema.options),
        ['fits', 'npy'],
      ),
  )
    .option('--json', 'one JSON object on stdout')
    .action(async (folder: string, options: ExportOptions) => {
      const { out, format: formats, split: splits, unit, frequency, json, ...choice } = options
      const files = await exportPatches({
        ...{ folder, out, formats, unit, frequency, signal },
        choice: { ...choice, splits },
        onProgress: (fraction, note) => output.progress(fraction, note),
      })
      if (json) return output.json({ files })
      const bytes = files.reduce((sum, { size }) => sum + size, 0)
      output.table([
        ['wrote', `${counted(files.length, 'file')}, ${formatBytes(bytes)}, to ${out}`],
        ['table', join(out, tableName)],
      ])
    })
}

function readPatches(text: string): number[] {
  const indices = readIndices(text)
  if (indices === null) throw new UsageError(`--patches takes indices such as 1,5-9, not "${text}"`)
  return indices
}

function toRange(text: string): NumberRange {
  const range = readRange(text)
  if (range === null) throw new UsageError(`a range is two numbers, or one, as -2..3.5, ..3.5 or -2.., not "${text}"`)
  return range
}

interface ExportOptions extends UnitOptions, Omit<PatchChoice, 'splits'> {
  out: string
  split?: SplitName[]
  format: ExportFormat[]
  json?: boolean
}
