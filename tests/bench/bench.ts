import { fileURLToPath } from 'node:url'
import { engineEnvironment, type ThreadUse } from '../../src-main/engine/client/engine-environment.ts'
import { defaultDeviceOptions } from '../../src-preload/contract/device-options.ts'
import { startChild, type Child } from './child.ts'
import { peerPython } from './python.ts'
import type { Row } from './row.ts'

/** What a family of figures receives. */
export interface Bench {
  /** Counted rounds of each comparison; undefined uses the figure's default. */
  rounds?: number
  /** Prints a note for the user. */
  note(text: string): void
  /** Starts a process of ours that answers jobs: a script in ours/. @param threads as an engine of Cirrus for that work */
  startOurs(script: string, threads?: ThreadUse): Child
  /** Starts a peer, a script in peers/ with one of the requirements files there; null if it could not be installed. */
  startPeer(script: string, requirements?: string): Promise<Child | null>
}

/** A family of figures: everything that one name measures. */
export type Figures = (bench: Bench) => Promise<Row[]>

/**
 * Gives the work a bench, and ends its processes with it: those that are left, where a figure fails while they run, would
 * keep this process alive.
 */
export async function withBench<T>(
  { note, rounds }: Pick<Bench, 'note' | 'rounds'>,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const children: Child[] = []
  const start: typeof startChild = (...how) => {
    const child = startChild(...how)
    children.push(child)
    return child
  }
  try {
    return await work(createBench({ note, rounds }, start))
  } finally {
    for (const child of children) child.kill()
    await Promise.all(children.map((child) => child.end()))
  }
}

function createBench({ note, rounds }: Pick<Bench, 'note' | 'rounds'>, start: typeof startChild): Bench {
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
    startOurs: (script, threads) =>
      // Started like an engine process. The peers are CPU builds, so ours uses the CPU too, even if there is a graphics
      // card.
      start(process.execPath, ['--disable-warning=ExperimentalWarning', path(`ours/${script}`)], {
        ...process.env,
        ...engineEnvironment(defaultDeviceOptions, { role: 'training', card: '-1', trainers: 1, threads }),
      }),
    async startPeer(script, requirements) {
      const interpreter = await pythonWith(requirements)
      if (interpreter === null) return null
      // Keras uses oneDNN's convolutions too: a variable that every TensorFlow reads enables them, as for ours.
      const environment = { TF_ENABLE_ONEDNN_OPTS: '1', ...process.env }
      const child = start(interpreter, [path(`peers/${script}`)], environment)
      note(`${await child.ask<string>('versions')}`)
      return child
    },
  }
}
