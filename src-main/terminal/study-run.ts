import { trialCapacity } from '../../src-shared/study/trial-capacity.ts'
import type { StudySummary, Trial } from '../../src-preload/contract/studies.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { UsageError, WorkFailure } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { changesOf, specOf, type StudyOptions } from './study-options.ts'
import { fixedDifferences } from './study-fixed-options.ts'
import { shortNumber, valueText } from './study-records.ts'
import { datasetToStudy, priorToStudy, type StudySubject } from './study-subject.ts'
import type { Cirrus } from './with-application.ts'

/** Starts a study, or resumes the one with this name, and runs it until it ends or Ctrl-C stops it. */
export async function runStudy(
  cirrus: Cirrus,
  word: string,
  options: StudyOptions,
  terminal: Terminal,
): Promise<ConductedStudy> {
  const subject = await (options.prior ? priorToStudy(cirrus, options.prior, word) : datasetToStudy(cirrus, word))
  return conductToEnd(cirrus, () => begin(cirrus, subject, options), terminal)
}

export interface ConductedStudy {
  study: StudySummary
  trials: Trial[]
}

/**
 * Runs the study that `start` starts until it ends or Ctrl-C stops it, and reports its trials.
 * @throws CirrusError the study's error, if it failed
 */
export async function conductToEnd(
  cirrus: Cirrus,
  start: () => Promise<StudySummary>,
  { output, signal }: Terminal,
): Promise<ConductedStudy> {
  const watch = watchStudies(cirrus, output)
  try {
    const begun = await start()
    const { id } = begun
    const end = watch.ended(id)
    await sayCapacity(cirrus, begun, output)
    signal.addEventListener('abort', () => void cirrus.call('studies.stop', { id }), { once: true })
    if (signal.aborted) await cirrus.call('studies.stop', { id })
    const note = await end
    // What became of the best trial.
    if (begun.latents) output.note(note)
    const study = await cirrus.call('studies.get', { id })
    if (study.state === 'failed') throw new WorkFailure(`${study.name} failed: ${study.failure?.message}`)
    return { study, trials: await cirrus.call('studies.trials', { id }) }
  } finally {
    watch.close()
  }
}

async function begin(cirrus: Cirrus, subject: StudySubject, options: StudyOptions): Promise<StudySummary> {
  const { name = subject.usualName } = options
  const studies = await cirrus.call('studies.list', {})
  const study = studies.find((one) => one.name === name) ?? studies.find((one) => one.id === name)
  if (!study) {
    const spec = await specOf(options, subject.base)
    return cirrus.call('studies.start', { ...spec, ...subject.source(options), name })
  }
  if (!subject.isOf(study)) {
    const of = study.latents ? `a prior of ${study.latents.runFolder}` : `other patches, ${study.datasetFolder}`
    throw new CirrusError('conflict', `${name} is a study on ${of}. Choose another --name.`)
  }
  const differences = fixedDifferences(options, study)
  if (differences.length > 0) {
    throw new UsageError(
      `${name} was started with other settings: ${differences.join('; ')}. Leave them out, or choose another --name`,
    )
  }
  const { id } = study
  await cirrus.call('studies.update', { id, ...(await changesOf(options)) })
  return cirrus.call('studies.resume', { id })
}

/** Notes it if fewer trials run at once than the study asks for, and why. */
async function sayCapacity(cirrus: Cirrus, { concurrency, executor }: StudySummary, output: Terminal['output']) {
  const [devices, profiles] = await Promise.all([cirrus.call('devices.list', {}), cirrus.call('slurm.profiles', {})])
  const capacity = trialCapacity(executor, devices, profiles)
  if (capacity === null || capacity >= concurrency) return
  const why =
    executor.kind === 'local'
      ? 'limited by the number of engines; --device engines=N starts more'
      : `limited by the Slurm profile ${executor.profile}`
  output.note(`trials at once: ${capacity}, not ${concurrency}, ${why}`)
}

/** Reports a study's trials and detects its end; the application may be running other studies. */
function watchStudies(cirrus: Cirrus, output: Terminal['output']) {
  let watched: string | null = null
  const ended = Promise.withResolvers<string>()
  const off = [
    cirrus.on('studies.trial', ({ id, trial }) => {
      const { number, state, epochs, value, params, endedAt, failure } = trial
      if (id !== watched || endedAt === null) return
      const said = Object.entries(params).map(([name, value]) => `${name}=${shortNumber(value)}`)
      const result = value === null ? (failure?.message ?? '') : valueText(value)
      output.note(
        `trial ${number}  ${state} after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}  ${result}  ${said.join(' ')}`,
      )
    }),
    cirrus.on('jobs.changed', ({ kind, subject, fraction, note, state, endedAt }) => {
      if (kind !== 'study' || subject === null || subject !== watched) return
      if (state === 'running') output.progress(fraction, note)
      if (endedAt !== null) ended.resolve(note)
    }),
  ]
  return {
    /** Its job's last note. Nothing is missed before the study's id is known here: a study that is starting can't have ended yet. */
    ended(id: string) {
      watched = id
      return ended.promise
    },
    close: () => off.forEach((stop) => stop()),
  }
}
