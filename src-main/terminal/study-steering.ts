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
import { bestRows } from './train.ts'
import { withApplication } from './with-application.ts'

interface Json {
  json?: boolean
}

/**
 * `cirrus study pause|resume|stop|add|train-longer`: what the buttons of a study's page do. A study that another Cirrus
 * of this user has under way, in a window or in a terminal, is steered there.
 */
export function addSteeringCommands(study: Command, { output, signal }: Terminal) {
  const command = (name: string, description: string) =>
    study.command(name).argument('<name>').description(description).option('--json', 'one JSON object on stdout')
  const say = ({ id, name, state, counts }: StudySummary, { json }: Json, sentence: string) =>
    json ? output.json({ id, name, state, counts }) : output.line(`${name} ${sentence}`)

  command('pause', 'begin no new trials; those that run go to their end').action(
    async (name: string, options: Json) => {
      const { study: one, isHeld } = await studyNamed(name)
      if (!isHeld || !isUnderWay(one)) return say(one, options, 'is not under way')
      const paused = await withApplication((cirrus) => cirrus.call('studies.pause', { id: one.id }))
      const { running } = paused.counts
      say(paused, options, `is paused${running > 0 ? `; ${countOf(running, 'trial')} still to come to an end` : ''}`)
    },
  )

  command('resume', 'go on with a study: trials that were interrupted first, from their checkpoints').action(
    async (name: string, options: Json) => {
      const { study: one, isHeld } = await studyNamed(name)
      if (isHeld && isUnderWay(one)) return say(one, options, 'is under way')
      if (one.state === 'complete' && !isUnfinished(one)) {
        return say(
          one,
          options,
          'has nothing left to do: cirrus study run --trials N gives it more, cirrus study add one by hand',
        )
      }
      await withApplication(async (cirrus, isOwn) => {
        const resume = () => cirrus.call('studies.resume', { id: one.id })
        if (!isOwn) return say(await resume(), options, 'goes on, in the Cirrus that is open')
        const end = await conductToEnd(cirrus, resume, { output, signal })
        if (options.json) output.json(described(end.study, end.trials))
        else output.table(tableOf(end.study))
      })
    },
  )

  command('stop', 'stop a study with its trials, whichever Cirrus runs it; study resume goes on with it').action(
    async (name: string, options: Json) => {
      const { study: one, isHeld } = await studyNamed(name)
      const hasTrials = isUnderWay(one) || one.counts.running > 0
      if (!isHeld || !hasTrials) return say(one, options, 'is not under way')
      const stop = withApplication((cirrus) => cirrus.call('studies.stop', { id: one.id }, { signal }))
      say(await stop, options, 'is stopped')
    },
  )

  command('add', 'add a trial by hand; it comes before those that the sampler proposes')
    .option('--set <name=value>', 'a parameter of the space; each of them is needed', repeated, [])
    .action(async (name: string, { set, json }: Json & { set: string[] }) => {
      const params = readParams(set)
      const { study: one } = await studyNamed(name)
      const { trial, now } = await withApplication(async (cirrus) => ({
        trial: await cirrus.call('studies.enqueue', { id: one.id, params }),
        now: await cirrus.call('studies.get', { id: one.id }),
      }))
      const when = isUnderWay(now) ? 'it is the next to begin' : `cirrus study resume ${shellWord(now.name)} begins it`
      if (json) output.json(describedTrial(trial))
      else output.line(`trial ${trial.number} of ${now.name} waits; ${when}`)
    })

  command('train-longer', "train the best trial's run to more epochs; the trial keeps its value")
    .requiredOption('--epochs <number>', 'epochs in all', numberOption('--epochs', { min: 1, integer: true }))
    .option('--trial <number>', 'another trial than the best', numberOption('--trial', { min: 1, integer: true }))
    .action(async (name: string, { epochs, trial, json }: Json & { epochs: number; trial?: number }) => {
      const { study: one } = await studyNamed(name)
      await withApplication(async (cirrus, isOwn) => {
        const train = () => cirrus.call('studies.trainLonger', { id: one.id, number: trial ?? null, epochs })
        const run = isOwn ? await trainedLonger(cirrus, train, { output, signal }) : await train()
        const { id, state, epoch, bestEpoch, bestValidationNegativeElbo, bestTestNegativeElbo, folder } = run
        const best = { bestEpoch, bestValidationNegativeElbo, bestTestNegativeElbo }
        if (json) output.json({ id, state, epoch, epochs, ...best, folder })
        else if (!isOwn) output.line(`${run.name} trains to epoch ${epochs}, in the Cirrus that is open`)
        else {
          output.table([['run', folder], ['state', state], ['epochs', String(epoch)], ...bestRows(run)])
        }
      })
    })
}

/** The parameters of a trial by hand. @throws UsageError for a word that is no `name=value`, or a name that comes twice */
export function readParams(words: readonly string[]): TrialParams {
  if (words.length === 0) throw new UsageError('--set name=value is needed for each parameter of the space')
  const params: TrialParams = {}
  for (const word of words) {
    const [, name, text] = /^([A-Za-z0-9]+)=(.+)$/s.exec(word) ?? []
    if (name === undefined) throw new UsageError(`--set ${word}: name=value is needed`)
    if (name in params) throw new UsageError(`--set ${word}: ${name} is set already`)
    params[name] = readValue(name, text)
  }
  return params
}
