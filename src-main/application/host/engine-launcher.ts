import { childProcessLauncher } from '../../engine/client/child-process-launcher.ts'
import type { EngineLauncher } from '../../engine/client/engine-process.ts'

let ofProcess: EngineLauncher | null = null

/** How this process starts engines: as its children, unless its door has another way. */
export const processLauncher = (): EngineLauncher => ofProcess ?? childProcessLauncher()

/** Sets how this process starts engines; a door calls it before anything else. */
export const startEnginesWith = (launcher: EngineLauncher): void => {
  ofProcess = launcher
}
