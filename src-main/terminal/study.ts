import { writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { defaultHome, homeLayout } from '../application/home.ts'
import { readStudies } from '../application/studies/read-studies.ts'
import { writeStudy } from '../application/studies/write-study.ts'
import { presetSchema } from '../../src-preload/contract/runs.ts'
import type { StudySummary, Trial } from '../../src-preload/contract/studies.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { addDeviceOption, deviceChangesOf } from './device-option.ts'
import type { Terminal } from './main.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { readExecutor, readObjectiveOption, readPruner, readSampler, type StudyOptions } from './study-options.ts'
import { runStudy, shortNumber } from './study-run.ts'
import { withApplication } from './with-application.ts'

const whole = (name: string, min = 1) => numberOption(name, { min, integer: true })
const several = (word: string, all: string[]) => [...all, word]

/** `cirrus study run|list|show|stop|export|import`: searches for hyperparameters, kept in the home folder. */
export function addStudyCommand(program: Command, terminal: Terminal) {
  const { output } = terminal
  const study = program.command('study').description('search for the hyperparameters of a model')

  addDeviceOption(study.command('run'))
    .argument('<dataset>', "folder of a dataset, or a dataset's name in the home folder")
    .description('begin a study, or go on with the one of this name')
    .option('--name <name>', "the dataset's name and -study if left out")
    .option('--trials <number>', 'trials in all (100)', whole('--trials'))
    .option('--epochs <number>', 'epochs of each trial (20)', whole('--epochs'))
    .option(
      '--concurrency <number>',
      'trials at once (1), as far as there are engines: --device engines=N',
      whole('--concurrency'),
    )
    .option('--executor <executor>', 'local, or slurm:profile=NAME', readExecutor)
    .option('--objective <metric>', 'what a trial is judged by (validationNegativeElbo:best)', readObjectiveOption)
    .option('--maximise', 'higher values are better')
    .option('--preset <name>', 'what the parameters leave open', choiceOption('--preset', presetSchema.options))
    .option('--set <name=value>', 'change one value of the preset; may be repeated', several, [])
    .option('--param <name=range>', 'learningRate=1e-5..1e-2:log, kernel=3/4/5; may be repeated', several, [])
    .option('--space <file>', 'the parameters as JSON')
    .option('--sampler <sampler>', 'gp-ei, gp-lcb:beta=2, keras-tuner, sobol, random (gp-ei)', readSampler)
    .option('--pruner <pruner>', 'none, median, successive-halving (none)', readPruner)
    .option('--seed <number>', 'of the search (0)', whole('--seed', 0))
    .option('--json', 'one JSON object on stdout')
    .action(async (dataset: string, options: StudyOptions) => {
      const device = deviceChangesOf(options)
      const end = await withApplication((cirrus) => runStudy(cirrus, dataset, options, terminal), device)
      if (options.json) output.json(described(end.study, end.trials))
      else output.table(tableOf(end.study))
    })

  study
    .command('list')
    .description('the studies of the home folder')
    .option('--json', 'one JSON object on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const { studies } = await readStudies(defaultHome())
      if (json) output.json({ studies: studies.map((one) => one.study) })
      else {
        output.table([
          ['study', 'state', 'trials', 'best', 'of'],
          ...studies.map(({ study: { name, state, best, budget, counts, objective } }) => [
            ...[name, state, `${counts.complete + counts.pruned + counts.failed} of ${budget}`],
            ...[best ? best.value.toFixed(2) : '', objective.metric],
          ]),
        ])
      }
    })

  study
    .command('show')
    .argument('<name>')
    .description('the trials of a study')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { study: one, trials } = await named(name)
      if (json) return output.json(described(one, trials))
      output.table(tableOf(one))
      output.line('')
      output.table([
        ['trial', 'state', one.objective.metric, 'epochs', 'parameters'],
        ...trials.map(({ number, state, value, epochs, params }) => [
          ...[number, state, value === null ? '' : value.toFixed(2), epochs],
          Object.entries(params)
            .map(([name, value]) => `${name}=${shortNumber(value)}`)
            .join(' '),
        ]),
      ])
    })

  study
    .command('stop')
    .argument('<name>')
    .description('stop a study, whichever Cirrus runs it; study run goes on with it')
    .action(async (name: string) => {
      const { study: one, isHeld } = await named(name)
      const isRunning = () => named(name).then((now) => now.isHeld && now.study.state === 'running')
      if (!isHeld || !(await isRunning())) return output.line(`${one.name} is not under way`)
      writeFileSync(homeLayout(defaultHome()).stopWord(one.id), '')
      while (await isRunning()) await setTimeout(200, undefined, { signal: terminal.signal })
      output.line(`${one.name} is stopped`)
    })

  study
    .command('export')
    .argument('<name>')
    .requiredOption('--out <file>', '.csv: the trials as a table; .json: the whole study')
    .description('write the trials of a study')
    .action(async (name: string, { out }: { out: string }) => {
      const { study: one, trials } = await named(name)
      const { path, size } = await writeStudy(out, out.endsWith('.json') ? 'json' : 'csv', one, trials)
      output.table([[path, size]])
    })

  study
    .command('import')
    .argument('<name>', 'the study that learns')
    .requiredOption('--from <name>', 'the study whose trials it takes over')
    .description('give a study what another one knows')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, options: { from: string; json?: boolean }) => {
      const [{ study: to }, { study: from }] = await Promise.all([named(name), named(options.from)])
      const taken = await withApplication((cirrus) => cirrus.call('studies.import', { id: to.id, from: from.id }))
      if (options.json) output.json(taken)
      else output.line(`${taken.imported} trials taken over, ${taken.skipped} left out`)
    })
}

/** @throws CirrusError not-found */
async function named(name: string) {
  const { studies, isHeld } = await readStudies(defaultHome())
  const record = studies.find(({ study }) => study.name === name || study.id === name)
  if (!record) throw new CirrusError('not-found', `There is no study ${name} in ${defaultHome()}.`)
  return { ...record, isHeld }
}

const described = ({ id, name, state, best }: StudySummary, trials: readonly Trial[]) => ({
  ...{ id, name, state },
  trials: trials.map(({ number, state, params, value, epochs, origin, runId, failure }) => {
    return { number, state, params, value, epochs, origin, runId, failure }
  }),
  best,
})

/** A study in a few rows. */
function tableOf({ name, state, best, counts, objective }: StudySummary): (string | number)[][] {
  const ends = Object.entries(counts).filter(([, count]) => count > 0)
  return [
    ['study', name],
    ['state', state],
    ['trials', ends.map(([state, count]) => `${count} ${state}`).join(', ')],
    ...(best
      ? [
          ['best', `${best.value.toFixed(2)} (${objective.metric}), trial ${best.number}`],
          ...Object.entries(best.params).map(([parameter, value]) => [`  ${parameter}`, shortNumber(value)]),
        ]
      : []),
  ]
}
