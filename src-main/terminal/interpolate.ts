import type { Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { writeDecodedPictures } from '../application/validations/decoded-pictures.ts'
import { interpolateRun } from '../application/validations/interpolate-run.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { solverSchema, type SolverName } from '../../src-preload/contract/solver.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** `cirrus interpolate RUN --from I --to J --out DIR`: the interpolation of Eq. 11 between two patches. */
export function addInterpolateCommand(program: Command, { output, signal }: Terminal) {
  const index = (name: string) => numberOption(name, { min: 0, integer: true })
  addDeviceOption(program.command('interpolate'))
    .argument('<run>', 'folder of a run')
    .requiredOption('--from <index>', 'first patch', index('--from'))
    .requiredOption('--to <index>', 'last patch', index('--to'))
    .requiredOption('--out <folder>', 'output folder')
    .description(
      'interpolate between two patches in latent space, or in a flow’s noise: .npy, a strip, and an animation',
    )
    .option(
      '--steps <number>',
      'number of patches between them',
      numberOption('--steps', { min: 1, max: 1000, integer: true }),
      10,
    )
    .option('--prior <name>', 'along a great circle in the noise of a prior of the run; default: of its latents')
    .option(
      '--solver <name>',
      'two-step, midpoint or heun, for a flow; default: two-step',
      choiceOption('--solver', solverSchema.options),
    )
    .option(
      '--solver-steps <number>',
      'steps of the solver, for a flow; default: 12',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
    )
    .option(
      '--unit <unit>',
      'map: also in the unit of the map; mean and standard deviation go from those of one patch to those of the other',
      choiceOption('--unit', ['standard', 'map']),
      'standard',
    )
    .option('--dataset <folder>', "default: the run's own dataset")
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: InterpolateOptions) => {
      const { out, from, to, steps, checkpoint, prior, unit } = options
      const { record, files: inUnit } = await withEngine(deviceOptionsOf(options), (engine) =>
        interpolateRun(engine, {
          run,
          dataset: options.dataset ?? null,
          checkpoint,
          from,
          to,
          steps,
          unit,
          folder: out,
          prior,
          solver: options.solver,
          solverSteps: options.solverSteps,
          signal,
          onDecoded: (done, count) => output.progress(done / count, `picture ${done}/${count}`),
        }),
      )
      const pictures = await writeDecodedPictures(out, { kind: 'interpolation', from, to, steps }, signal)
      const files = [...pictures, ...inUnit]
      if (options.json) return output.json({ ...record, files })
      output.table([
        ['wrote', out],
        ['pictures', String(record.result.count)],
        ['epoch', String(record.result.epoch)],
        ...files.map(({ name }) => ['', name]),
      ])
    })
}

interface InterpolateOptions {
  device: string[]
  out: string
  from: number
  to: number
  steps: number
  unit: 'standard' | 'map'
  prior?: string
  solver?: SolverName
  solverSteps?: number
  dataset?: string
  checkpoint: CheckpointChoice
  json?: boolean
}
