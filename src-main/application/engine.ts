import type { DeviceOptions } from '../../src-preload/contract/device-options.ts'
import { cardsToTrainOn, findCards } from '../engine/cards.ts'
import { childProcessLauncher } from '../engine/client/child-process-launcher.ts'
import { superviseEngine, type Engine } from '../engine/client/engine.ts'
import { engineEnvironment } from '../engine/client/engine-environment.ts'

export type { Engine } from '../engine/client/engine.ts'

/** An engine for the length of one piece of work, on the first card that the options leave: what a terminal command needs. */
export async function withEngine<T>(options: DeviceOptions, work: (engine: Engine) => Promise<T>): Promise<T> {
  const [card] = cardsToTrainOn(options.gpus, await findCards())
  const environment = () => engineEnvironment(options, { role: 'training', card })
  const engine = superviseEngine({ launcher: childProcessLauncher(), environment })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}
