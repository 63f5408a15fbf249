import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import packageFacts from '../../../package.json' with { type: 'json' }
import type { ExecutorChoice } from '../../../src-shared/study/specification.ts'
import type { StudyEnvironment } from '../../../src-preload/contract/studies.ts'
import type { Context } from '../host/context.ts'
import type { Engines } from '../host/engines.ts'

/** The environment in which a study starts its trials, as far as the engines have reported it. */
function environmentNow(engines: Pick<Engines, 'states'>, executor: ExecutorChoice): StudyEnvironment {
  const trainers = executor.kind === 'local' ? engines.states().filter(({ role }) => role === 'training') : []
  const names = [...new Set(trainers.flatMap(({ name }) => name ?? []))]
  return {
    startedAt: new Date().toISOString(),
    cirrus: packageFacts.version,
    node: process.versions.node,
    platform: `${type()} ${release()}, ${process.arch}`,
    processor: cpus()[0]?.model.trim() || process.arch,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    executor,
    devices: names.length > 0 ? names : null,
    tensorflow: trainers.find(({ tensorflow }) => tensorflow !== null)?.tensorflow ?? null,
  }
}

/** Whether two environments agree on everything both know. */
function isSame({ startedAt: _, ...one }: StudyEnvironment, other: StudyEnvironment): boolean {
  return Object.entries(one).every(([field, value]) => {
    const known = other[field as keyof StudyEnvironment]
    return value === null || known === null || JSON.stringify(value) === JSON.stringify(known)
  })
}

/**
 * A study's environments, including the present one: it completes the last entry if they agree, otherwise it is added.
 */
export function withEnvironment(before: readonly StudyEnvironment[], now: StudyEnvironment): StudyEnvironment[] {
  const last = before.at(-1)
  if (!last || !isSame(last, now)) return [...before, now]
  return [
    ...before.slice(0, -1),
    { ...last, devices: last.devices ?? now.devices, tensorflow: last.tensorflow ?? now.tensorflow },
  ]
}

/** Records the environment of a study: at its start, and again when its trials have shown what the engines run on. */
export function noteEnvironment({ catalog, engines }: Pick<Context, 'catalog' | 'engines'>, id: string): void {
  const study = catalog.studies.get(id)
  if (!study) return
  const environments = withEnvironment(study.environments, environmentNow(engines, study.executor))
  catalog.studies.update(id, { environments })
}
