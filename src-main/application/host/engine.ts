import type { DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { chosenCards, findCards } from '../../engine/cards.ts'
import { childProcessLauncher } from '../../engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../../engine/client/engine.ts'
import { engineEnvironment } from '../../engine/client/engine-environment.ts'

export type { Engine } from '../../engine/client/engine.ts'

/**
 * An engine for the length of one piece of work, on the first card that the options leave: what a terminal command needs.
 * Where the options ask for several engines it has the threads of one of them, so that commands side by side share the
 * machine, and a run of the window's is repeated to the bit.
 */
export async function withEngine<T>(options: DeviceOptions, work: (engine: Engine) => Promise<T>): Promise<T> {
  const [card] = chosenCards(options.gpus, await findCards())
  const environment = () => engineEnvironment(options, { role: 'training', card, trainers: options.engines ?? 1 })
  const engine = superviseEngine({ launcher: childProcessLauncher(), environment })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}
