import type { Command } from 'commander'
import { splitNameSchema, type SplitName } from '../../src-preload/contract/datasets.ts'
import { checkpointSchema, type CheckpointChoice } from '../../src-preload/contract/runs.ts'
import { solverSchema, type SolverName } from '../../src-preload/contract/solver.ts'
import type { Measured } from '../../src-shared/validation/likelihood.ts'
import { withEngine } from '../application/host/engine.ts'
import { likelihoodOfRun, type LikelihoodRecord } from '../application/validations/likelihood-of-run.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

const explanation = `
Of a flow: ln p of the standardised values of whole patches, by the instantaneous change of
variables. Numbers of models on the same dataset can be compared, others can't.
Of an autoencoder: ln p of latents, one sample of each patch's posterior, under a prior.
Numbers of priors of the same run and checkpoint can be compared: the same latents are used
for each.
The error is that of the mean, from the scatter among patches; patches that overlap are not
independent, and the true error is larger. Docs: docs/priors.md`

/** `cirrus likelihood RUN`: how well a model predicts the patches of a split. */
export function addLikelihoodCommand(program: Command, { output, signal }: Terminal) {
  const command = addDeviceOption(program.command('likelihood'))
    .argument('<run>', 'folder of a run')
    .description('log density of patches under a flow, or of their latents under a prior, in nats')
    .option('--split <name>', 'train, validation, test', choiceOption('--split', splitNameSchema.options), 'test')
    .option('--prior <name>', 'a prior of the run, trained by cirrus prior train; default: N(0, 1)')
    .option(
      '--count <number>',
      'patches, spread evenly over the split',
      numberOption('--count', { min: 1, integer: true }),
      100,
    )
    .option(
      '--solver <name>',
      'heun or midpoint, for a flow',
      choiceOption('--solver', solverSchema.options),
      'midpoint',
    )
    .option(
      '--solver-steps <number>',
      'steps of the solver, for a flow',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
      48,
    )
    .option(
      '--probes <number>',
      'random probes of a flow’s divergence, for each patch',
      numberOption('--probes', { min: 1, max: 1_048_576, integer: true }),
      1,
    )
    .option(
      '--seed <number>',
      'seed of probes and posterior samples',
      numberOption('--seed', { min: 0, integer: true }),
      0,
    )
    .option('--dataset <folder>', "default: the run's own dataset")
    .option('--checkpoint <which>', 'best or last', choiceOption('--checkpoint', checkpointSchema.options), 'best')
    .option('--out <file>', 'a table of ln p of each patch (.csv)')
  withOverwrite(command)
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', explanation)
    .action(async (run: string, { device, json, dataset, prior, ...options }: LikelihoodOptions) => {
      const record = await withEngine(deviceOptionsOf({ device }), (engine) =>
        likelihoodOfRun(engine, {
          ...{ ...options, run, dataset: dataset ?? null, prior: prior ?? null, signal },
          onPatch: (done, count) => output.progress(done / count, `patch ${done}/${count}`),
        }),
      )
      if (json) return output.json(record)
      output.table([...rowsOf(record), ...(options.out ? [['wrote', options.out] satisfies Row] : [])])
    })
}

type Row = [string, string]

function rowsOf(record: LikelihoodRecord): Row[] {
  const { space, nats, bitsPerPixel, count, split, values, leftOut, prior, solver, solverSteps, probes } = record
  const isOfPatches = space === 'patches'
  return [
    ['log density', `${text(nats, 2)} nats per ${isOfPatches ? 'patch' : 'vector of latents'}`],
    ...(bitsPerPixel ? [['', `${text(bitsPerPixel, 5)} bits per pixel (less is better)`] satisfies Row] : []),
    ['of', isOfPatches ? `standardised patches of ${values} values` : `${values} latents`],
    ...(isOfPatches ? [] : [['prior', prior ?? 'N(0, 1)'] satisfies Row]),
    ['patches', `${count} of ${split}`],
    ...(leftOut > 0 ? [['left out', `${leftOut} with missing pixels`] satisfies Row] : []),
    ['epoch', String(record.epoch)],
    ...(isOfPatches || prior !== null
      ? [['solver', `${solver}, ${solverSteps} steps; probes: ${probes}`] satisfies Row]
      : []),
    ['seconds', record.seconds.toFixed(1)],
  ]
}

/** A mean with its error: -12.34 ± 0.56. */
const text = ({ mean, error }: Measured, decimals: number) =>
  `${mean.toFixed(decimals)}${error === null ? '' : ` ± ${error.toFixed(decimals)}`}`

interface LikelihoodOptions {
  device: string[]
  split: SplitName
  prior?: string
  count: number
  solver: SolverName
  solverSteps: number
  probes: number
  seed: number
  dataset?: string
  checkpoint: CheckpointChoice
  out?: string
  overwrite?: boolean
  json?: boolean
}
