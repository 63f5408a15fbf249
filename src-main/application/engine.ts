import { childProcessLauncher } from '../engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../engine/client/engine.ts'

export type { Engine } from '../engine/client/engine.ts'

/** An engine for the length of one piece of work: what a terminal command needs. */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = superviseEngine({ launcher: childProcessLauncher() })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}
