import type { Command } from 'commander'
import { shellWord } from '../../src-shared/text/shell-word.ts'
import { readValue } from '../../src-shared/study/search-words.ts'
import type { TrialParams } from '../../src-shared/study/search-space.ts'
import { isUnderWay } from '../../src-preload/contract/states.ts'
import { isUnfinished, type StudySummary } from '../../src-preload/contract/studies.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { numberOption, repeated } from './option-values.ts'
import { countOf, described, describedTrial, studyNamed, tableOf } from './study-records.ts'
import { conductToEnd } from './study-run.ts'
import { trainedLonger } from './study-train-longer.ts'
import { bestRows } from './training-words.ts'
import { withApplication } from './with-application.ts'

interface Json {
  json?: boolean
}

/**
 * `cirrus study pause|resume|stop|add|train-longer`: the same actions as the buttons of a study's page. A study running
 * in another Cirrus of this user, in a window or a terminal, is controlled there.
 */
export function addSteeringCommands(study: Command, { output, signal }: Terminal) {
  const command = (name: string, description: string) =>
    study.command(name).argument('<name>').description(description).option('--json', 'one JSON object on stdout')
  const say = ({ id, name, state, counts }: StudySummary, { json }: Json, sentence: string) =>
    json ? output.json({ id, name, state, counts }) : output.line(`${name} ${sentence}`)

  command('pause', 'start no new trials; running trials finish').action(async (name: string, options: Json) => {
    const { study: one, isHeld } = await studyNamed(name)
    if (!isHeld || !isUnderWay(one)) return say(one, options, 'is not running')
    const paused = await withApplication((cirrus) => cirrus.call('studies.pause', { id: one.id }))
    const { running } = paused.counts
    say(paused, options, `is paused${running > 0 ? `; ${countOf(running, 'trial')} still running` : ''}`)
  })

  command('resume', 'resume a study; interrupted trials come first, from their checkpoints').action(
    async (name: string, options: Json) => {
      const { study: one, isHeld } = await studyNamed(name)
      if (isHeld && isUnderWay(one)) return say(one, options, 'is running')
      if (one.state === 'complete' && !isUnfinished(one)) {
        return say(
          one,
          options,
          'has nothing left to do: raise its budget with cirrus study run --trials N, or add a trial with cirrus study add',
        )
      }
      await withApplication(async (cirrus, isOwn) => {
        const resume = () => cirrus.call('studies.resume', { id: one.id })
        if (!isOwn) return say(await resume(), options, 'continues in the Cirrus that is open')
        const end = await conductToEnd(cirrus, resume, { output, signal })
        if (options.json) output.json(described(end.study, end.trials))
        else output.table(tableOf(end.study))
      })
    },
  )

  command('stop', 'stop a study and its trials, whichever Cirrus runs it; study resume continues it').action(
    async (name: string, options: Json) => {
      const { study: one, isHeld } = await studyNamed(name)
      const hasTrials = isUnderWay(one) || one.counts.running > 0
      if (!isHeld || !hasTrials) return say(one, options, 'is not running')
      const stop = withApplication((cirrus) => cirrus.call('studies.stop', { id: one.id }, { signal }))
      say(await stop, options, 'is stopped')
    },
  )

  command('add', 'add a trial by hand; it runs before those the sampler proposes')
    .option('--set <name=value>', 'value of a parameter; required for every parameter of the space', repeated, [])
    .action(async (name: string, { set, json }: Json & { set: string[] }) => {
      const params = readParams(set)
      const { study: one } = await studyNamed(name)
      const { trial, now } = await withApplication(async (cirrus) => ({
        trial: await cirrus.call('studies.enqueue', { id: one.id, params }),
        now: await cirrus.call('studies.get', { id: one.id }),
      }))
      const when = isUnderWay(now) ? 'it starts next' : `start it with cirrus study resume ${shellWord(now.name)}`
      if (json) output.json(describedTrial(trial))
      else output.line(`trial ${trial.number} of ${now.name} waits; ${when}`)
    })

  command('keep-prior', 'make the best trial of a study of a prior a prior of its run')
    .option(
      '--trial <number>',
      'number of a trial other than the best',
      numberOption('--trial', { min: 1, integer: true }),
    )
    .option('--as <name>', 'name of the prior; default: the name that the study was given')
    .action(async (name: string, { trial, as, json }: Json & { trial?: number; as?: string }) => {
      const { study: one } = await studyNamed(name)
      const order = { id: one.id, number: trial ?? null, name: as ?? null }
      const prior = await withApplication((cirrus) => cirrus.call('studies.keepPrior', order))
      if (json) output.json(prior)
      else
        output.table([
          ['wrote', prior.folder],
          ['epochs', String(prior.epoch)],
          ...bestRows({ ...prior, bestTestLoss: null }),
        ])
    })

  command('train-longer', "train the best trial's run for more epochs; the trial keeps its value")
    .requiredOption('--epochs <number>', 'total number of epochs', numberOption('--epochs', { min: 1, integer: true }))
    .option(
      '--trial <number>',
      'number of a trial other than the best',
      numberOption('--trial', { min: 1, integer: true }),
    )
    .action(async (name: string, { epochs, trial, json }: Json & { epochs: number; trial?: number }) => {
      const { study: one } = await studyNamed(name)
      await withApplication(async (cirrus, isOwn) => {
        const train = () => cirrus.call('studies.trainLonger', { id: one.id, number: trial ?? null, epochs })
        const run = isOwn ? await trainedLonger(cirrus, train, { output, signal }) : await train()
        const { id, state, epoch, bestEpoch, bestValidationLoss, bestTestLoss, folder } = run
        const best = { bestEpoch, bestValidationLoss, bestTestLoss }
        if (json) output.json({ id, state, epoch, epochs, ...best, folder })
        else if (!isOwn) output.line(`${run.name} trains to epoch ${epochs}, in the Cirrus that is open`)
        else {
          output.table([['run', folder], ['state', state], ['epochs', String(epoch)], ...bestRows(run)])
        }
      })
    })
}

/**
 * The parameters of a trial added by hand.
 * @throws UsageError for a word that is not `name=value`, or a repeated name
 */
export function readParams(words: readonly string[]): TrialParams {
  if (words.length === 0) throw new UsageError('--set name=value is required for each parameter of the space')
  const params: TrialParams = {}
  for (const word of words) {
    const [, name, text] = /^([A-Za-z0-9]+)=(.+)$/s.exec(word) ?? []
    if (name === undefined) throw new UsageError(`--set ${word}: use name=value`)
    if (name in params) throw new UsageError(`--set ${word}: ${name} is already set`)
    params[name] = readValue(name, text)
  }
  return params
}
