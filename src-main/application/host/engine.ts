import type { DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { chosenCards, findCards } from '../../engine/cards.ts'
import { superviseEngine, type Engine } from '../../engine/client/engine.ts'
import { engineEnvironment, type ThreadUse } from '../../engine/client/engine-environment.ts'
import { fetchedLibraries } from '../tensorflow/fetched-build.ts'
import { supplyOf } from '../tensorflow/supply.ts'
import { processLauncher } from './engine-launcher.ts'
import { defaultHome } from './home.ts'

export type { Engine } from '../../engine/client/engine.ts'

/**
 * An engine for one piece of work, on the first card the options allow, as a terminal command needs it. If the options
 * ask for several engines, it gets the threads of one of them, so that commands running side by side share the machine
 * and repeat a run of the window bit for bit.
 */
export async function withEngine<T>(options: DeviceOptions, work: (engine: Engine) => Promise<T>): Promise<T> {
  const [card] = chosenCards(options.gpus, await findCards())
  const libraries = fetchedLibraries(supplyOf(defaultHome()))
  const environment = (threads: ThreadUse) =>
    engineEnvironment(options, { role: 'training', card, trainers: options.engines ?? 1, threads, libraries })
  const engine = superviseEngine({ launcher: processLauncher(), environment })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}
