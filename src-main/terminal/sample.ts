import type { Command } from 'commander'
import { withEngine } from '../application/host/engine.ts'
import { writeDecodedPictures } from '../application/validations/decoded-pictures.ts'
import { sampleRun } from '../application/validations/sample-run.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** `cirrus sample RUN --count N --out DIR`: decodes samples from the prior. */
export function addSampleCommand(program: Command, { output, signal }: Terminal) {
  addDeviceOption(program.command('sample'))
    .argument('<run>', 'folder of a run')
    .requiredOption(
      '--count <number>',
      'number of samples',
      numberOption('--count', { min: 1, max: 100_000, integer: true }),
    )
    .requiredOption('--out <folder>', 'output folder')
    .description('samples from the prior, decoded, or from a flow: .npy, a gallery, and an animation')
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--prior <name>', 'a prior of the run, trained by cirrus prior train; default: N(0, 1)')
    .option(
      '--solver-steps <number>',
      'steps of the solver, for a flow; default: 24',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
    )
    .option('--seed <number>', 'seed of the samples', numberOption('--seed', { min: 0, integer: true }), 0)
    .option('--json', 'one JSON object on stdout')
    .action(async (run: string, options: SampleOptions) => {
      const { out, count, seed, checkpoint, prior, solverSteps } = options
      const record = await withEngine(deviceOptionsOf(options), (engine) =>
        sampleRun(engine, {
          run,
          checkpoint,
          count,
          seed,
          folder: out,
          prior,
          solverSteps,
          signal,
          onDecoded: (done, all) => output.progress(done / all, `sample ${done}/${all}`),
        }),
      )
      const files = await writeDecodedPictures(out, { kind: 'samples', count, seed }, signal)
      if (options.json) return output.json({ ...record, files })
      output.table([
        ['wrote', out],
        ['samples', String(record.result.count)],
        ['epoch', String(record.result.epoch)],
        ...files.map(({ name }) => ['', name]),
      ])
    })
}

interface SampleOptions {
  device: string[]
  out: string
  count: number
  seed: number
  prior?: string
  solverSteps?: number
  checkpoint: CheckpointChoice
  json?: boolean
}
