import { fileURLToPath } from 'node:url'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { createApplication } from '../../../src-main/application/index.ts'
import { studySpecSchema } from '../../../src-shared/study/specification.ts'

// A host that runs one study to its end, or until it is killed; HOME_FOLDER, DATASET and ORDER are environment
// variables. Its engine is a process without TensorFlow: that a killed training ends bit for bit the same is tested in
// tests/engine.

const { HOME_FOLDER: home, DATASET: folder, ORDER: order } = process.env as Record<string, string>
const engineLauncher = childProcessLauncher(fileURLToPath(new URL('../made-engine-process.ts', import.meta.url)))
const application = await createApplication({ home, door: 'terminal', demo: false, engineLauncher })
const { handlers } = application
const ended = Promise.withResolvers<void>()
application.events.subscribe((name, payload) => {
  if (name === 'jobs.changed' && 'endedAt' in payload && payload.kind === 'study' && payload.endedAt) ended.resolve()
})
const control = { signal: new AbortController().signal, progress: () => {} }
const [study] = await handlers['studies.list']({}, control)
if (study) await handlers['studies.resume']({ id: study.id }, control)
else {
  const { id: datasetId } = await handlers['datasets.open']({ folder }, control)
  await handlers['studies.start'](
    { datasetId, latents: null, name: 'mortal', ...studySpecSchema.parse(JSON.parse(order)) },
    control,
  )
}
await ended.promise
await application.close()
