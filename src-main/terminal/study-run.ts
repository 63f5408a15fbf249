import { existsSync } from 'node:fs'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import type { Dataset } from '../../src-preload/contract/datasets.ts'
import { trialCapacity } from '../../src-preload/contract/trial-capacity.ts'
import type { StudySummary, Trial } from '../../src-preload/contract/studies.ts'
import type { Client } from '../../src-preload/rpc/client.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './main.ts'
import { changesOf, foundingOptions, specOf, type StudyOptions } from './study-options.ts'

type Cirrus = Client<CirrusContract>

/** Begins a study, or goes on with the one of this name, until it is at its end or Ctrl-C stops it. */
export async function runStudy(
  cirrus: Cirrus,
  folder: string,
  options: StudyOptions,
  { output, signal }: Terminal,
): Promise<{ study: StudySummary; trials: Trial[] }> {
  const dataset = await datasetOf(cirrus, folder)
  const name = options.name ?? `${dataset.name}-study`
  const watch = watchStudies(cirrus, output)
  try {
    const begun = await begin(cirrus, dataset, name, options)
    const { id } = begun
    const end = watch.ended(id)
    await sayCapacity(cirrus, begun, output)
    signal.addEventListener('abort', () => void cirrus.call('studies.stop', { id }), { once: true })
    if (signal.aborted) await cirrus.call('studies.stop', { id })
    await end
    const study = await cirrus.call('studies.get', { id })
    if (study.failure) throw new CirrusError('conflict', `${name} failed: ${study.failure.message}`)
    return { study, trials: await cirrus.call('studies.trials', { id }) }
  } finally {
    watch.close()
  }
}

/** A dataset by its folder, or by its name in the home. */
async function datasetOf(cirrus: Cirrus, word: string): Promise<Dataset> {
  const known = (await cirrus.call('datasets.list', {})).find(({ id, name }) => id === word || name === word)
  return known && !existsSync(word) ? known : cirrus.call('datasets.open', { folder: word })
}

async function begin(cirrus: Cirrus, dataset: Dataset, name: string, options: StudyOptions): Promise<StudySummary> {
  const study = (await cirrus.call('studies.list', {})).find((one) => one.name === name || one.id === name)
  if (!study) {
    return cirrus.call('studies.start', { ...(await specOf(options, dataset)), datasetId: dataset.id, name })
  }
  if (study.datasetFingerprint !== dataset.fingerprint) {
    throw new CirrusError(
      'conflict',
      `${name} is a study of other patches, ${study.datasetFolder}. Choose another --name.`,
    )
  }
  const founding = foundingOptions(options)
  if (founding.length > 0) {
    throw new UsageError(
      `${founding.join(', ')} cannot be changed: ${name} is begun. Leave them out, or choose another --name`,
    )
  }
  const { id } = study
  await cirrus.call('studies.update', { id, ...(await changesOf(options)) })
  return cirrus.call('studies.resume', { id })
}

/** Says it where fewer trials run at once than the study asks for, and why. */
async function sayCapacity(cirrus: Cirrus, { concurrency, executor }: StudySummary, output: Terminal['output']) {
  const [devices, profiles] = await Promise.all([cirrus.call('devices.list', {}), cirrus.call('slurm.profiles', {})])
  const capacity = trialCapacity(executor, devices, profiles)
  if (capacity === null || capacity >= concurrency) return
  const why =
    executor.kind === 'local'
      ? 'for want of engines; --device engines=N starts more'
      : `the capacity of the Slurm profile ${executor.profile}`
  output.note(`trials at once: ${capacity}, not ${concurrency}, ${why}`)
}

/** Says what becomes of trials, and hears when a study is at its end. */
function watchStudies(cirrus: Cirrus, output: Terminal['output']) {
  const ended = Promise.withResolvers<string>()
  const off = [
    cirrus.on('studies.trial', ({ trial }) => {
      const { number, state, epochs, value, params, endedAt, failure } = trial
      if (endedAt === null) return
      const said = Object.entries(params).map(([name, value]) => `${name}=${shortNumber(value)}`)
      const result = value === null ? (failure?.message ?? '') : value.toFixed(2)
      output.note(
        `trial ${number}  ${state} after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}  ${result}  ${said.join(' ')}`,
      )
    }),
    cirrus.on('jobs.changed', ({ kind, subject, fraction, note, state, endedAt }) => {
      if (kind !== 'study') return
      if (state === 'running') output.progress(fraction, note)
      if (endedAt !== null && subject !== null) ended.resolve(subject)
    }),
  ]
  return {
    ended: async (id: string) => {
      if ((await ended.promise) !== id) throw new Error('Another study came to its end.')
    },
    close: () => off.forEach((stop) => stop()),
  }
}

/** A number as people read it; other values as they are. */
export const shortNumber = (value: number | string | boolean) =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value)
