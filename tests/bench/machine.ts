import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Bench } from './bench.ts'

export interface Machine {
  cpu: string
  cores: number
  /** the device on which TensorFlow runs during the measurement */
  device: string
  /** bytes */
  memory: number
}

export async function describeMachine(bench: Bench): Promise<Machine> {
  const engine = bench.startOurs('engine.ts')
  const device = await engine
    .ask<{ kind: string; tensorflowVersion: string }>('describe')
    .then(({ kind, tensorflowVersion }) => `${kind.toUpperCase()}, TensorFlow ${tensorflowVersion}`)
    .catch((error: Error) => `without TensorFlow: ${error.message.split('\n')[0]}`)
  await engine.end()
  return { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), device, memory: totalmem() }
}

/** Runnable processes in the last minute: well above 1, other work disturbed the measurement. */
export const loadText = () => `load average ${loadavg()[0].toFixed(2)} on ${availableParallelism()} cores`
