import { scalingOf } from '../../../src-shared/sky/channels.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { planSamples } from './plan-samples.ts'

/**
 * One channel of samples of a run with the standardisation of training patches undone, as `drawSamples` does it.
 * @param pictures of all samples, [count, size, size], standardised
 * @throws CirrusError refused without the run's dataset
 */
export async function samplesInMapUnit(
  run: string,
  { count, seed, prior, channel }: { count: number; seed: number; prior?: string; channel: number },
  pictures: Float32Array,
): Promise<Float32Array> {
  const order = { run, prior, count, seed, unit: 'map', formats: [], given: {}, places: null } as const
  const { standards, dataset } = await planSamples(order)
  const { record, channels } = dataset!
  const scaling = scalingOf(channels[channel], record.recipe)
  const pixels = pictures.length / count
  const out = new Float32Array(pictures.length)
  standards!.forEach((standard, i) =>
    out.set(toMapUnits(pictures.subarray(i * pixels, (i + 1) * pixels), standard[channel], scaling), i * pixels),
  )
  return out
}
