import { afterAll, beforeAll } from 'vitest'
import type { EngineLauncher } from '../../../src-main/engine/client/engine-process.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { temporaryHome, type Opened } from '../harness.ts'
import { cutSmall, openWithMadeMap } from '../small-application.ts'
import { smallStudy } from './small-study.ts'

/**
 * An application for one test file, with a small dataset to study.
 * @param engineLauncher of engines without TensorFlow; the real one by default
 */
export function applicationToStudy(engineLauncher?: EngineLauncher) {
  const { home, remove } = temporaryHome()
  let app: Opened
  let dataset: Dataset
  beforeAll(async () => {
    const opened = await openWithMadeMap(home, engineLauncher ? { engineLauncher } : {})
    app = opened.app
    dataset = await cutSmall(app, opened.map.id)
  })
  afterAll(async () => {
    await app.close()
    remove()
  })
  return {
    home,
    app: () => app,
    start: (changes: Parameters<typeof smallStudy>[1] = {}) =>
      app.call('studies.start', smallStudy(dataset.id, changes)),
    trialsOf: (id: string): Promise<Trial[]> => app.call('studies.trials', { id }),
  }
}
export const paramsOf = (trials: readonly Trial[]) => trials.map(({ params }) => params)
