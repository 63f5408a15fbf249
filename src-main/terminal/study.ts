import type { Command } from 'commander'
import { defaultHome } from '../application/host/home.ts'
import { askImportance } from '../application/studies/model-thread.ts'
import { readStudies } from '../application/studies/read-studies.ts'
import { writeStudy } from '../application/studies/write-study.ts'
import { shellWord } from '../../src-shared/text/shell-word.ts'
import { importWords } from '../../src-shared/study/import-words.ts'
import { presetSchema } from '../../src-shared/model/configuration.ts'
import { checkpointSchema } from '../../src-preload/contract/runs.ts'
import { isUnderWay } from '../../src-preload/contract/states.ts'
import { isUnfinished } from '../../src-preload/contract/studies.ts'
import { searchedPriorSchema } from '../../src-preload/contract/study-latents.ts'
import { addDeviceOption, deviceChangesOf } from './device-option.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'
import { choiceOption, nameOption, numberOption, repeated } from './option-values.ts'
import { readExecutor, readObjectiveOption, readPruner, readSampler, type StudyOptions } from './study-options.ts'
import { described, shortNumber, studyNamed, tableOf, valueText } from './study-records.ts'
import { runStudy } from './study-run.ts'
import { addSteeringCommands } from './study-steering.ts'
import { withApplication } from './with-application.ts'

const whole = (name: string, min = 1) => numberOption(name, { min, integer: true })

/** `cirrus study run|list|show|pause|resume|...`: hyperparameter studies in the home folder. */
export function addStudyCommand(program: Command, terminal: Terminal) {
  const { output } = terminal
  const study = program.command('study').description('search for the hyperparameters of a model')

  addDeviceOption(study.command('run'))
    .argument('<dataset>', "folder of a dataset, or a dataset's name in the home folder; of a run with --prior")
    .description('start a study, or continue the one with this name')
    .option('--name <name>', "default: the dataset's name and -study", nameOption)
    .option(
      '--prior <kind>',
      "search the settings of a prior of a run's latents: flow, coupling",
      choiceOption('--prior', searchedPriorSchema.options),
    )
    .option('--as <name>', 'name of the prior that the best trial becomes (KIND-best)')
    .option(
      '--checkpoint <which>',
      'best or last, of the run (best)',
      choiceOption('--checkpoint', checkpointSchema.options),
    )
    .option('--trials <number>', 'total number of trials (100)', whole('--trials'))
    .option('--epochs <number>', 'epochs of each trial (20)', whole('--epochs'))
    .option(
      '--concurrency <number>',
      'trials at once (1), as far as there are engines: --device engines=N',
      whole('--concurrency'),
    )
    .option('--executor <executor>', 'local, or slurm:profile=NAME', readExecutor)
    .option(
      '--objective <metric>',
      'metric and epoch (best or last) that trials are compared by (validationLoss:best)',
      readObjectiveOption,
    )
    .option('--maximise', 'higher values are better')
    .option(
      '--preset <name>',
      'preset for the settings that are not searched',
      choiceOption('--preset', presetSchema.options),
    )
    .option('--set <name=value>', 'change one value of the preset; may be repeated', repeated, [])
    .option('--param <name=range>', 'learningRate=1e-5..1e-2:log, kernel=3/4/5; may be repeated', repeated, [])
    .option('--space <file>', 'the parameters as JSON')
    .option('--sampler <sampler>', 'gp-ei, gp-lcb:beta=2, keras-tuner, sobol, random (gp-ei)', readSampler)
    .option('--pruner <pruner>', 'none, median, successive-halving (none)', readPruner)
    .option('--seed <number>', 'seed of the search (0)', whole('--seed', 0))
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
            ...[best ? valueText(best.value) : '', objective.metric],
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
      const { study: one, trials } = await studyNamed(name)
      if (json) return output.json(described(one, trials))
      const rest =
        isUnfinished(one) && !isUnderWay(one) ? [['to continue', `cirrus study resume ${shellWord(one.name)}`]] : []
      output.table([...tableOf(one), ...rest])
      output.line('')
      output.table([
        ['trial', 'state', one.objective.metric, 'epochs', 'parameters'],
        ...trials.map(({ number, state, value, epochs, params }) => [
          ...[number, state, value === null ? '' : valueText(value), epochs],
          Object.entries(params)
            .map(([name, value]) => `${name}=${shortNumber(value)}`)
            .join(' '),
        ]),
      ])
    })

  addSteeringCommands(study, terminal)

  study
    .command('log')
    .argument('<name>')
    .argument('<trial>', 'number of the trial', whole('<trial>'))
    .description("a trial's log, wherever it runs")
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, number: number, { json }: { json?: boolean }) => {
      const { id } = (await studyNamed(name)).study
      const { text } = await withApplication((cirrus) => cirrus.call('studies.log', { id, number }))
      if (json) output.json({ text })
      else if (text === '') output.note(`Trial ${number} has no log yet.`)
      else output.line(text.trimEnd())
    })

  study
    .command('importance')
    .argument('<name>')
    .description("importance of each parameter: Sobol indices, fractions of the objective's variance")
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { study: one, trials } = await studyNamed(name)
      const importance = await askImportance(one, trials)
      if (json) return output.json({ importance })
      if (importance === null) {
        return output.line(`${one.name} has too few trials: at least ${one.space.length + 2} complete ones are needed`)
      }
      output.table([
        ['parameter', 'first order', 'total'],
        ...importance
          .toSorted((a, b) => b.total - a.total)
          .map(({ name, first, total }) => [name, first.toFixed(2), total.toFixed(2)]),
      ])
    })

  withOverwrite(study.command('export'))
    .argument('<name>')
    .requiredOption('--out <file>', '.csv: the trials as a table; .json: the whole study')
    .description('write the trials of a study')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, { out, overwrite, json }: { out: string; overwrite?: boolean; json?: boolean }) => {
      const { study: one, trials } = await studyNamed(name)
      const file = await writeStudy(out, out.endsWith('.json') ? 'json' : 'csv', one, trials, overwrite)
      if (json) output.json({ files: [file] })
      else output.table([[file.path, file.size]])
    })

  study
    .command('import')
    .argument('<name>', 'the study to import into')
    .requiredOption('--from <name>', 'the study to import from')
    .description("import another study's trials")
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, options: { from: string; json?: boolean }) => {
      const [{ study: to }, { study: from }] = await Promise.all([studyNamed(name), studyNamed(options.from)])
      const taken = await withApplication((cirrus) => cirrus.call('studies.import', { id: to.id, from: from.id }))
      if (options.json) output.json(taken)
      else output.line(importWords(taken, to.epochs))
    })
}
