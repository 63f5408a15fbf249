import { fileURLToPath } from 'node:url'
import { engineEnvironment } from '../../src-main/engine/client/engine-environment.ts'
import { defaultDeviceOptions } from '../../src-preload/contract/device-options.ts'
import { startChild, type Child } from './child.ts'
import { peerPython } from './python.ts'
import type { Row } from './row.ts'

/** What a family of figures is given. */
export interface Bench {
  /** Counted rounds of each comparison; undefined leaves it to the figure. */
  rounds?: number
  /** Tells people something beside the numbers. */
  note(text: string): void
  /** Starts a process of our own that answers jobs, a file of ours/. */
  startOurs(script: string): Child
  /** Starts a peer, a file of peers/ that needs one of the lists of requirements there; null where it could not be installed. */
  startPeer(script: string, requirements?: string): Promise<Child | null>
}

/** A family of figures: everything that one name measures. */
export type Figures = (bench: Bench) => Promise<Row[]>

export function createBench(note: (text: string) => void, rounds?: number): Bench {
  const pythons = new Map<string | undefined, Promise<string | null>>()
  const pythonWith = (requirements?: string) => {
    const python =
      pythons.get(requirements) ??
      peerPython(note, requirements).catch((error: Error) => {
        note(`The peers are missing: ${error.message}`)
        return null
      })
    pythons.set(requirements, python)
    return python
  }
  const path = (script: string) => fileURLToPath(new URL(script, import.meta.url))
  return {
    note,
    rounds,
    startOurs: (script) =>
      // As an engine process is started. The peers are builds for the processor: so are we, even where there is a graphics card.
      startChild(process.execPath, ['--disable-warning=ExperimentalWarning', path(`ours/${script}`)], {
        ...process.env,
        ...engineEnvironment(defaultDeviceOptions, { role: 'training', card: '-1', trainers: 1 }),
      }),
    async startPeer(script, requirements) {
      const interpreter = await pythonWith(requirements)
      if (interpreter === null) return null
      // Keras with oneDNN's convolutions as well: they are ours by a variable that every TensorFlow reads.
      const environment = { TF_ENABLE_ONEDNN_OPTS: '1', ...process.env }
      const child = startChild(interpreter, [path(`peers/${script}`)], environment)
      note(`${await child.ask<string>('versions')}`)
      return child
    },
  }
}
