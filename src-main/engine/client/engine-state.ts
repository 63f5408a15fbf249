import type { Device } from '../../../src-preload/contract/devices.ts'
import type { ExitReason } from './exit-reason.ts'
import type { Failure } from '../../../src-preload/contract/states.ts'

/** An engine that has not been started, or not started again. */
export const stopped = (id: string, role: Device['role']): Device => ({
  id,
  role,
  state: 'stopped',
  kind: null,
  name: null,
  memoryUsed: null,
  memoryTotal: null,
  tensorflow: null,
  threads: null,
  pid: null,
  restarts: 0,
  failure: null,
})

/** @param gpu name of the card */
export const gpuUnused = (gpu: string): Failure => ({
  code: 'gpu-unused',
  message: `${gpu} is not used: TensorFlow found no GPU it can run on. Run "cirrus doctor" to see why.`,
})

/** @param silence milliseconds without a message from an engine that was asked to stop */
export const hung = (silence: number): ExitReason => ({
  code: 'engine-hung',
  message: `The engine did not stop: it was silent for ${(silence / 1000).toFixed(1)} s and was killed. The last checkpoint is kept.`,
})

/** @param silence milliseconds without a message from an engine */
export const silent = (silence: number): Failure => ({
  code: 'unresponsive',
  message: `The engine has been silent for ${Math.round(silence / 1000)} s. It may be in a very long step; if it does not recover, restart it. Checkpoints are safe.`,
})
