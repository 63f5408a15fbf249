import { createApplication } from '../../../src-main/application/index.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import { withoutTrainer } from '../made-launcher.ts'

// A host that validates a run, and dies when it reports the step in DIES_WHILE; its home and its order are environment
// variables too.

const { HOME_FOLDER: home, ORDER: order, DIES_WHILE: last } = process.env as Record<string, string>
const { handlers, events, close } = await createApplication({
  home,
  door: 'terminal',
  demo: false,
  engineLauncher: withoutTrainer,
})
const ended = Promise.withResolvers<void>()
events.subscribe((name, payload) => {
  if (name !== 'jobs.changed' || !('endedAt' in payload)) return
  if (payload.note.includes(last)) process.kill(process.pid, 'SIGKILL')
  if (payload.endedAt !== null) ended.resolve()
})
const { runId, config } = JSON.parse(order)
const control = { signal: new AbortController().signal, progress: () => {} }
await handlers['validations.start']({ runId, config: validationConfigSchema.parse(config) }, control)
await ended.promise
await close()
