import { existsSync } from 'node:fs'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { EngineLauncher } from '../../../src-main/engine/client/engine-process.ts'
import { madeEngineHandlers, madeLauncherOf } from '../made-launcher.ts'

const missing = {
  'engine.describe'() {
    throw new CirrusError('engine-missing', 'TensorFlow is not ready: its library cannot be loaded.')
  },
}

/** Starts made engines, which are ready only with libraries that were fetched. */
export const needingLauncher: EngineLauncher = (environment) => {
  const [folder] = (environment.LD_LIBRARY_PATH ?? '').split(':')
  const isThere = folder !== '' && existsSync(`${folder}/libtensorflow_cc.so.2`)
  return madeLauncherOf(() => ({ ...madeEngineHandlers(), ...(isThere ? {} : missing) }))(environment)
}
