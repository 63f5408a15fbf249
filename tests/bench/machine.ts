import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Bench } from './bench.ts'

export interface Machine {
  cpu: string
  cores: number
  /** what TensorFlow runs on while this is measured */
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

/** Processes that wanted a processor in the last minute: above 1 or so, others were at work while this was measured. */
export const loadText = () => `load average ${loadavg()[0].toFixed(2)} on ${availableParallelism()} cores`
