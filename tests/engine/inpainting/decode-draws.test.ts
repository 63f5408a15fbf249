import { describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { decodeDraws, type DecodeDrawsOptions } from '../../../src-main/engine/inpainting/decode-draws.ts'
import { isotropicField, isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { powerOfPatches } from '../../../src-shared/inpainting/stationary-prior.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'
import { readDraws } from './posterior-orders.ts'

const { size } = smallConfig
const count = 200
const z = drawLatent(70)
/** Steep, as that of what decoders leave out. */
const residual = { residual: 0.5, power: Array.from({ length: 24 }, (_, k) => 1 / (1 + k) ** 2) }

/** Decodes the same latents many times: all that differs is what the decoder leaves out. */
async function drawn(changes: Partial<DecodeDrawsOptions>) {
  const run = await writeRun()
  const folder = newFolder()
  const draws = Float32Array.from({ length: count * z.length }, (_, i) => z[i % z.length])
  const options = { folder, samples: count, residual: null, seed: 3, ...changes }
  expect(await decodeDraws(await readTrainedModel(run, 'last'), draws, options)).toBe(options.samples)
  return { ...(await readDraws(folder)), decoded: (await decoderOf(run))(z) }
}

describe('decoded draws', () => {
  it('are decoded patches alone, if nothing is left out', async () => {
    const { mean, std, samples, decoded } = await drawn({ samples: 2 })
    decoded.forEach((value, i) => {
      for (const found of [mean[i], samples.data[i], samples.data[size ** 2 + i]]) expect(found).toBeCloseTo(value, 5)
      expect(std[i]).toBeCloseTo(0, 3)
    })
  })

  it('have what the decoder leaves out, as a field of its power and its standard deviation', async () => {
    const { mean, std, samples, decoded } = await drawn({ residual: { channels: [residual] } })
    const powers = powerOfPatches(size)
    let squares = 0
    for (let k = 0; k < count; k++) {
      const field = decoded.map((value, i) => samples.data[k * size ** 2 + i] - value)
      for (const value of field) squares += value ** 2
      powers.add(field)
    }
    // 200 fields of some ten independent modes each.
    expect(Math.sqrt(squares / (count * size ** 2))).toBeCloseTo(0.5, 1)
    for (const value of std) expect(value).toBeCloseTo(0.5, 3)
    decoded.forEach((value, i) => expect(mean[i]).toBeCloseTo(value, 5))
    const [found, asked] = [powers.prior(), isotropicField(residual.power, 0.25, 2 * size)].map(isotropicPower)
    // What a patch cuts out of the torus mixes neighbouring modes.
    for (const k of [3, 5, 8]) expect(Math.log(found[k] / asked[k])).toBeCloseTo(0, 0)
    expect(found[3] / found[12]).toBeGreaterThan(4)
  })

  it('have the same for the same seed', async () => {
    const [first, again, other] = await Promise.all(
      [3, 3, 4].map((seed) => drawn({ residual: { channels: [residual] }, samples: 2, seed })),
    )
    expect(first.samples).toEqual(again.samples)
    expect(first.samples).not.toEqual(other.samples)
  })

  it('can be stopped', async () => {
    await expect(drawn({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
