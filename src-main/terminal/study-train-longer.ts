import { isUnderWay } from '../../src-preload/contract/states.ts'
import type { Run } from '../../src-preload/contract/runs.ts'
import { WorkFailure } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import type { Cirrus } from './with-application.ts'

/**
 * Waits for a training that `begin` starts; Ctrl-C stops it, with a checkpoint.
 * @throws CirrusError the training's error, if it failed
 */
export async function trainedLonger(
  cirrus: Cirrus,
  begin: () => Promise<Run>,
  { output, signal }: Terminal,
): Promise<Run> {
  let changed = Promise.withResolvers<void>()
  const off = [
    cirrus.on('runs.changed', () => changed.resolve()),
    cirrus.on('runs.step', ({ step }) =>
      output.progress((step.epoch - 1 + step.step / step.stepsPerEpoch) / step.epochs, `epoch ${step.epoch}`),
    ),
  ]
  try {
    const { id } = await begin()
    const stop = () => void cirrus.call('runs.stop', { id })
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    for (;;) {
      const next = changed.promise
      const run = await cirrus.call('runs.get', { id })
      if (run.state === 'failed') throw new WorkFailure(`${run.name} failed: ${run.failure?.message}`)
      if (!isUnderWay(run)) return run
      await next
      changed = Promise.withResolvers<void>()
    }
  } finally {
    off.forEach((stop) => stop())
  }
}
