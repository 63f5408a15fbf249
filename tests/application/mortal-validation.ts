import { createApplication } from '../../src-main/application/index.ts'

// A host that validates a run, and dies the moment that it says what DIES_WHILE says; the home, the run and the posterior
// samples come by environment too.

const { HOME_FOLDER: home, RUN: runId, SAMPLES: samples, DIES_WHILE: last } = process.env as Record<string, string>
const { handlers, events, close } = await createApplication({ home, door: 'terminal', demo: false })
const ended = Promise.withResolvers<void>()
events.subscribe((name, payload) => {
  if (name !== 'jobs.changed' || !('endedAt' in payload)) return
  if (payload.note.includes(last)) process.kill(process.pid, 'SIGKILL')
  if (payload.endedAt !== null) ended.resolve()
})
const config = { checkpoint: 'last', split: 'test', samples: Number(samples) } as const
await handlers['validations.start']({ runId, config }, { signal: new AbortController().signal, progress: () => {} })
await ended.promise
await close()
