import { Option, type Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { inpaintPatch } from '../application/inpaintings/inpaint-patch.ts'
import { inpaintingFiles } from '../application/inpaintings/inpainting-folder.ts'
import { shellWord } from '../../src-shared/text/shell-word.ts'
import { inpaintingConfigSchema, operatorSchema, type Operator } from '../../src-preload/contract/inpaintings.ts'
import { checkpointSchema } from '../../src-preload/contract/runs.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'

const figureMasks = ['disc', 'corner', 'block']

/** `cirrus inpaint RUN --patch I --out DIR`: Eq. 13 on a patch with a hole. */
export function addInpaintCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('inpaint'))
    .argument('<run>', 'folder of a run')
    .requiredOption('--patch <index>', 'patch of the dataset', numberOption('--patch', { min: 0, integer: true }))
    .requiredOption('--out <folder>', 'output folder')
    .description('fill the hole in a patch with the trained model as prior')
    .option(
      '--mask <mask>',
      `${figureMasks.join(', ')} (Fig. 6), or a FITS image or .npy with 1 = observed, 0 = hole`,
      'disc',
    )
    .addOption(
      new Option(
        '--operator <operator>',
        'mask, or beam:ARCMIN: the patch is observed with a Gaussian beam of this full width at half maximum',
      )
        .argParser(operatorOption)
        .default({ kind: 'mask' } satisfies Operator, 'mask'),
    )
    .option('--dataset <folder>', "default: the run's own dataset")
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option(
      '--sigma <width>',
      'noise of the data in standardised units',
      numberOption('--sigma', { min: 1e-6, max: 10 }),
      0.2,
    )
    .option(
      '--starts <number>',
      'number of starts of the optimisation',
      numberOption('--starts', { min: 1, max: 64, integer: true }),
      1,
    )
    .option(
      '--max-iterations <number>',
      'limit of L-BFGS iterations per start',
      numberOption('--max-iterations', { min: 1, max: 10_000, integer: true }),
      500,
    )
    .option('--seed <number>', 'seed of the starts', numberOption('--seed', { min: 0, integer: true }), 0)
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: InpaintOptions) => {
      const mask = figureMasks.includes(options.mask) ? { kind: options.mask } : { kind: 'file', path: options.mask }
      const config = inpaintingConfigSchema.safeParse({ ...options, mask })
      if (!config.success) throw new UsageError(config.error.issues[0].message)
      const device = deviceOptionsOf(options)
      const record = await withEngine(device, (engine) =>
        inpaintPatch(engine, {
          run,
          dataset: options.dataset ?? null,
          config: config.data,
          folder: options.out,
          signal,
          onPoint: ({ start, iteration, objective }) =>
            output.progress(
              Math.min(1, iteration / config.data.maxIterations),
              `start ${start + 1}/${config.data.starts}  iteration ${iteration}  objective ${objective.toFixed(2)}`,
            ),
        }),
      )
      if (options.json) return output.json(record)
      const { result } = record
      output.table([
        ['wrote', options.out],
        ['model everywhere', inpaintingFiles(options.out).model],
        ['filled patch', `cirrus export ${shellWord(options.out)} --out FOLDER`],
        ['objective', result.objective.toFixed(2)],
        ['chi2 / dof', `${result.chi2.toFixed(1)} / ${result.degreesOfFreedom}`],
        ['model error in the hole', `${result.fit.inside.toFixed(4)}   plain mean ${result.meanFit.inside.toFixed(4)}`],
        ['model error outside', `${result.fit.outside.toFixed(4)}   plain mean ${result.meanFit.outside.toFixed(4)}`],
      ])
    })
}

/** @throws UsageError */
function operatorOption(text: string): Operator {
  const width = /^beam:(.+)$/.exec(text)?.[1]
  const operator = operatorSchema.safeParse(width ? { kind: 'beam', fwhm: Number(width) } : { kind: text })
  if (operator.success) return operator.data
  throw new UsageError(`--operator takes mask, or beam:ARCMIN with more than 0 and at most 600, not "${text}"`)
}

interface InpaintOptions {
  device: string[]
  mask: string
  out: string
  dataset?: string
  starts: number
  json?: boolean
}
