import type { Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { presetConfig } from '../configurations.ts'
import { evaluate } from '../row.ts'

const steps = 10

/** Peak memory of a whole process, from its start to the tenth step of the paper's training, batch 8. */
export const trainingMemory: Figures = async (bench) => {
  const peak = async (side: Child) => {
    await side.ask('steps', { count: steps })
    const bytes = side.peakMemory()
    await side.end()
    return bytes === null ? null : bytes / 2 ** 30
  }
  const ours = bench.startOurs('engine.ts')
  const config = presetConfig('paper')
  await ours.ask('prepare', { config })
  const ourPeak = await peak(ours)
  const peers: Record<string, number | null> = { 'Keras tf.function': null }
  const keras = await bench.startPeer('keras_peer.py')
  if (keras) {
    await keras.ask('prepare', { config })
    peers['Keras tf.function'] = await peak(keras)
  }
  return [
    evaluate({
      figure: `training, preset paper, batch ${config.batchSize}: peak memory of the whole process`,
      unit: 'GiB',
      ours: ourPeak,
      peers,
      goal: 1.3,
    }),
  ]
}
