import type { Command } from 'commander'
import { z } from 'zod'
import { exportInpainting } from '../application/exports/export-inpainting.ts'
import { exportWeights } from '../application/exports/export-weights.ts'
import {
  exportFormatSchema,
  inpaintingFormatSchema,
  type InpaintingFormat,
} from '../../src-preload/contract/exports.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { estimateNameSchema } from '../../src-preload/contract/estimators.ts'
import { UsageError } from './exit-code.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, listOption } from './option-values.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

const formats = [...inpaintingFormatSchema.options, 'safetensors'] as const

/** `cirrus export INPAINTING --out DIR`, in standardised units and the map's own; `cirrus export RUN --format safetensors --out FILE`. */
export function addExportCommand(program: Command, { output }: Terminal) {
  withOverwrite(withUnitOptions(program.command('export')))
    .argument('<folder>', 'folder written by cirrus inpaint or, for weights, by cirrus train')
    .requiredOption('--out <path>', 'output folder for an inpainting; output file for weights')
    .description('write the estimates of an inpainting as FITS, .npy, PNG, or the weights of a run as .safetensors')
    .option(
      '--format <list>',
      `${inpaintingFormatSchema.options.join(', ')} of an inpainting; safetensors of a run`,
      listOption('--format', formats),
      [...exportFormatSchema.options],
    )
    .option('--estimates <list>', 'names of estimates of an inpainting; default: all complete ones', estimateNames)
    .option(
      '--checkpoint <which>',
      'best or last; only for weights',
      choiceOption('--checkpoint', checkpointSchema.options),
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (folder: string, options: ExportOptions) => {
      const files = await write(folder, options)
      if (options.json) output.json({ files })
      else output.table(files.map(({ path, size }) => [path, size]))
    })
}

/** @throws UsageError */
function estimateNames(text: string): string[] {
  const names = z.array(estimateNameSchema).safeParse(text.split(',').map((name) => name.trim()))
  if (names.success) return names.data
  throw new UsageError(`--estimates takes names such as map,mean, not "${text}"`)
}

interface ExportOptions extends UnitOptions {
  out: string
  overwrite?: boolean
  format: (typeof formats)[number][]
  estimates?: string[]
  checkpoint?: CheckpointChoice
  json?: boolean
}

async function write(folder: string, options: ExportOptions) {
  const { out, overwrite, format, estimates, checkpoint, unit, frequency } = options
  if (format.join() === 'safetensors') {
    if (unit ?? frequency) throw new UsageError('--unit and --frequency are for inpaintings; weights have no unit')
    if (estimates) throw new UsageError('--estimates is for inpaintings')
    return [await exportWeights({ folder, checkpoint: checkpoint ?? 'best', file: out, overwrite })]
  }
  const pictures = format.filter((each): each is InpaintingFormat => each !== 'safetensors')
  if (pictures.length < format.length || checkpoint) {
    throw new UsageError(
      '--checkpoint and the format safetensors are only for the weights of a run, without other formats',
    )
  }
  if (overwrite) throw new UsageError('--overwrite is for weights, which are one file')
  return exportInpainting({ folder, estimates, formats: pictures, out, unit, frequency })
}
