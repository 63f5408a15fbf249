import { defaultHome } from '../application/host/home.ts'
import { readStudies } from '../application/studies/read-studies.ts'
import type { StudySummary, Trial } from '../../src-preload/contract/studies.ts'
import { stateWords } from '../../src-shared/study/state-words.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

/**
 * A study of the home folder by name or id, with its trials, and whether a Cirrus holds the home.
 * @throws CirrusError not-found | conflict if several studies share the name, which older versions allowed
 */
export async function studyNamed(name: string) {
  const { studies, isHeld } = await readStudies(defaultHome())
  const named = studies.filter(({ study }) => study.name === name)
  if (named.length > 1) {
    const ids = named.map(({ study }) => study.id).join(' or ')
    throw new CirrusError('conflict', `Several studies are called ${name}: say which by its id, ${ids}.`)
  }
  const record = named[0] ?? studies.find(({ study }) => study.id === name)
  if (!record) throw new CirrusError('not-found', `There is no study ${name} in ${defaultHome()}.`)
  return { ...record, isHeld }
}

/** A number in readable form; other values unchanged. */
export const shortNumber = (value: number | string | boolean) =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value)

/** A trial's value: a velocity's error is below 2, a negative ELBO some thousand nats. */
export const valueText = (value: number) => (Math.abs(value) < 10 ? value.toPrecision(4) : value.toFixed(2))

/** `1 trial`, `2 trials`. */
export const countOf = (count: number, word: string) => `${count} ${count === 1 ? word : `${word}s`}`

/** A trial as printed by `--json`. */
export const describedTrial = ({ number, state, params, value, epochs, origin, runId, failure }: Trial) => ({
  ...{ number, state, params, value, epochs, origin, runId, failure },
})

/** A study with its trials as printed by `--json`. */
export const described = ({ id, name, state, best }: StudySummary, trials: readonly Trial[]) => ({
  ...{ id, name, state },
  trials: trials.map(describedTrial),
  best,
})

/** A study in a few rows. */
export function tableOf(study: StudySummary): (string | number)[][] {
  const { name, best, counts, objective, latents } = study
  const ends = Object.entries(counts).filter(([, count]) => count > 0)
  return [
    ['study', name],
    ['state', stateWords(study)],
    ...(latents ? [['prior', `${latents.prior} of ${latents.runName}`]] : []),
    ['trials', ends.map(([state, count]) => `${count} ${state}`).join(', ')],
    ...(best
      ? [
          ['best', `${valueText(best.value)} (${objective.metric}), trial ${best.number}`],
          ...Object.entries(best.params).map(([parameter, value]) => [`  ${parameter}`, shortNumber(value)]),
        ]
      : []),
  ]
}
