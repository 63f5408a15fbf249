import type { Command } from 'commander'
import { splitNameSchema } from '../../src-preload/contract/datasets.ts'
import { likelihoodChoiceSchema, type LikelihoodChoice } from '../../src-preload/contract/likelihood.ts'
import { checkpointSchema } from '../../src-preload/contract/runs.ts'
import { solverSchema } from '../../src-preload/contract/solver.ts'
import { withEngine } from '../application/host/engine.ts'
import { requireFreeFile } from '../application/host/require-free-file.ts'
import { keepLikelihood } from '../application/likelihoods/kept-likelihoods.ts'
import { runLikelihoods, type RunLikelihoods } from '../application/validations/run-likelihoods.ts'
import { writeDensities } from '../application/validations/write-densities.ts'
import { addDeviceOption, deviceOptionsOf } from './device-option.ts'
import { UsageError } from './exit-code.ts'
import { likelihoodRows, likelihoodsOfRuns } from './likelihood-rows.ts'
import { choiceOption, numberOption, repeated } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

const explanation = `
Of a flow: ln p of the standardised values of whole patches, by the instantaneous change of
variables. Numbers of models on the same dataset can be compared, others can't.
Of an autoencoder: ln p of latents, one sample of each patch's posterior, under N(0, 1) and
under each prior that is named. Numbers of priors of the same run and checkpoint can be
compared: the same latents are used for each, and differences are taken patch by patch.
The error is that of the mean, from the scatter among patches; patches that overlap are not
independent, and the true error is larger. Docs: docs/priors.md`

const usual = likelihoodChoiceSchema.parse({})

/** `cirrus likelihood RUN`: how well a model predicts the patches of a split. */
export function addLikelihoodCommand(program: Command, { output, signal }: Terminal) {
  const command = addDeviceOption(program.command('likelihood'))
    .argument('<run>', 'folder of a run')
    .argument('[others...]', 'further runs to compare it with, patch by patch where their datasets are the same')
    .description('log density of patches under a flow, or of their latents under priors, in nats')
    .option('--split <name>', 'train, validation, test', choiceOption('--split', splitNameSchema.options), usual.split)
    .option(
      '--prior <name>',
      'a prior of the run, beside N(0, 1); may be repeated to compare several',
      repeated,
      [] as string[],
    )
    .option(
      '--count <number>',
      'patches, spread evenly over the split',
      numberOption('--count', { min: 1, integer: true }),
      usual.count,
    )
    .option(
      '--solver <name>',
      'two-step, midpoint or heun, for a flow',
      choiceOption('--solver', solverSchema.options),
      usual.solver,
    )
    .option(
      '--solver-steps <number>',
      'steps of the solver, for a flow',
      numberOption('--solver-steps', { min: 1, max: 10_000, integer: true }),
      usual.solverSteps,
    )
    .option(
      '--probes <number>',
      'random probes of a flow’s divergence, for each patch',
      numberOption('--probes', { min: 1, max: 1_048_576, integer: true }),
      usual.probes,
    )
    .option(
      '--seed <number>',
      'seed of probes and posterior samples',
      numberOption('--seed', { min: 0, integer: true }),
      usual.seed,
    )
    .option('--dataset <folder>', "default: the run's own dataset")
    .option(
      '--checkpoint <which>',
      'best or last',
      choiceOption('--checkpoint', checkpointSchema.options),
      usual.checkpoint,
    )
    .option('--keep', "keep the likelihood of a flow in its run's folder, for the window and cirrus compare")
    .option('--out <file>', 'a table of ln p of each patch (.csv)')
  withOverwrite(command)
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', explanation)
    .action(async (run: string, others: string[], options: LikelihoodOptions) => {
      const { device, json, keep, out, overwrite, dataset, prior: priors, ...choice } = options
      const folders = [run, ...others]
      if (out !== undefined && others.length > 0) {
        throw new UsageError('--out writes the table of one run; leave the others out')
      }
      if (priors.length > 0 && others.length > 0) {
        throw new UsageError('--prior names priors of one run; leave the others out')
      }
      if (out !== undefined) requireFreeFile(out, overwrite)
      const found = await withEngine(deviceOptionsOf({ device }), async (engine) => {
        const all: RunLikelihoods[] = []
        for (const [i, folder] of folders.entries()) {
          const told = (done: number, count: number) =>
            output.progress(
              (i + done / count) / folders.length,
              `density ${i * count + done}/${folders.length * count}`,
            )
          all.push(
            await runLikelihoods(engine, {
              ...{ ...choice, run: folder, dataset: dataset ?? null, priors: [...new Set(priors)], signal },
              onPatch: told,
            }),
          )
        }
        return all
      })
      if (keep) for (const [i, folder] of folders.entries()) await keepLikelihood(folder, choice, found[i])
      if (others.length > 0) {
        const runs = folders.map((folder, i) => ({ name: folder, found: found[i] }))
        if (json) return output.json({ runs: runs.map(({ name, found }) => ({ run: name, ...found })) })
        return output.table(likelihoodsOfRuns(runs))
      }
      if (out !== undefined) await writeDensities(out, found[0].likelihoods)
      if (json) return output.json(found[0])
      output.table([...likelihoodRows(found[0]), ...(out === undefined ? [] : [['wrote', out]])])
    })
}

interface LikelihoodOptions extends LikelihoodChoice {
  device: string[]
  prior: string[]
  dataset?: string
  keep?: boolean
  out?: string
  overwrite?: boolean
  json?: boolean
}
