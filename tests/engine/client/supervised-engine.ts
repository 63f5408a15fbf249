import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { childProcessLauncher } from '../../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine, type EngineTimes } from '../../../src-main/engine/client/engine.ts'
import type { Device } from '../../../src-preload/contract/devices.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

const fake = fileURLToPath(new URL('fake-engine.ts', import.meta.url))
/** A supervised fake engine, closed after the test, and the states it went through. */
export function begin(how = '', times: Partial<EngineTimes> = {}) {
  const states: Device[] = []
  const engine = superviseEngine({
    launcher: childProcessLauncher(fake),
    environment: (threads) => ({ FAKE_ENGINE: how, FAKE_THREADS: threads }),
    onChange: (state) => states.push(state),
    times: { startLimit: 20_000, silenceLimit: 60_000, backOff: 20, ...times },
  })
  onTestFinished(() => engine.close())
  const until = async (condition: (state: Device) => boolean) => {
    while (!condition(engine.state())) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  /** The states it went through, without repetitions. */
  const path = () => states.map(({ state }) => state).filter((state, i, all) => state !== all[i - 1])
  const ask = (request: string) => engine.call('training.stop', { runFolder: request })
  return { engine, states, until, path, ask }
}

/** The CirrusError with which a call is rejected. */
export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('the call should have been rejected'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(CirrusError)
      return error as CirrusError
    },
  )
/** Parameters of an inpainting, which the fake engine never finishes. */
export const longInpainting = {
  runFolder: '',
  checkpoint: 'best',
  data: '',
  mask: '',
  folder: '',
  sigma: 1,
  starts: 1,
  maxIterations: 1,
  seed: 0,
} as const
