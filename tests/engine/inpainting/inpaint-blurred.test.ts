import { expect, it } from 'vitest'
import { inpaint, type InpaintOptions } from '../../../src-main/engine/inpainting/inpaint.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { blurs } from '../../shared/inpainting/blur-of.ts'
import { smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, order } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'

it.each([blurs[2], blurs[5], blurs[7]])(
  'inpainting is sharper with %s taken into account, for data that were seen through it',
  async (_, blur) => {
    const run = await writeRun()
    const truth = (await decoderOf(run))(drawLatent(22))
    const data = Float32Array.from(blurOperator(blur, smallConfig.size)!.apply(truth))
    const error = async (changes: Partial<InpaintOptions>) => {
      const { options, results } = await order(run, data, { sigma: 0.01, starts: 3, ...changes })
      await inpaint(options)
      const { reconstruction } = await results()
      return Math.sqrt(truth.reduce((sum, value, i) => sum + (value - reconstruction[i]) ** 2, 0))
    }
    expect(await error({ blurs: [blur] })).toBeLessThan(0.1 * (await error({})))
  },
)
