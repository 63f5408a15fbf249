import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Job } from '../../src-preload/contract/jobs.ts'
import { idSchema } from '../../src-preload/contract/states.ts'
import { refused } from '../../src-preload/rpc/errors.ts'
import type { Application } from '../application/index.ts'
import { readRecord, writeRecord } from '../application/host/record-file.ts'
import { ask } from './ask.ts'

/** What goes on from where it was stopped, and the method that does it. */
const resuming = { run: 'runs.resume', prior: 'priors.resume', study: 'studies.resume' } as const
const kindSchema = z.enum(['run', 'prior', 'study']) satisfies z.ZodType<keyof typeof resuming>
const workSchema = z.object({ kind: kindSchema, id: idSchema })
type Work = z.infer<typeof workSchema>
const leftSchema = z.array(workSchema)

/** Whether a job goes on at the next start if quitting stops it. */
export const isLeft = ({ kind }: Pick<Job, 'kind'>): boolean => kindSchema.safeParse(kind).success

/**
 * Writes down the trainings and studies that quitting is about to stop. The runs of a study are the study's. A failure is
 * told on stderr alone: it must not keep Cirrus from closing, and what isn't written down is resumed by hand.
 */
export async function leaveWork(
  file: string,
  jobs: readonly Pick<Job, 'kind' | 'subject'>[],
  application: Pick<Application, 'handlers'>,
): Promise<void> {
  const isOfStudy = async ({ kind, id }: Work) =>
    kind === 'run' && (await ask(application, 'runs.get', { id })).studyId !== null
  try {
    const work: Work[] = []
    for (const { kind, subject } of jobs) {
      const one = workSchema.safeParse({ kind, id: subject })
      if (one.success && !(await isOfStudy(one.data))) work.push(one.data)
    }
    if (work.length > 0) await writeRecord(file, work)
  } catch (error) {
    process.stderr.write(`cirrus: the running work is not written down: ${String(error)}\n`)
  }
}

/** Resumes what the last session left, once: what can't be resumed stays interrupted, and its page says why. */
export async function resumeLeftWork(file: string, application: Pick<Application, 'handlers'>): Promise<void> {
  if (!existsSync(file)) return
  const absent = refused(file, '', 'it is gone')
  const work = await readRecord(file, leftSchema, { absent }).catch((): Work[] => [])
  await rm(file, { force: true })
  for (const { kind, id } of work) {
    await ask(application, resuming[kind], { id }).catch((error: unknown) =>
      process.stderr.write(`cirrus: ${kind} ${id} is not resumed: ${String(error)}\n`),
    )
  }
}
