import { describe, expect, it } from 'vitest'
import { observedData, seenPatch } from '../../../src-main/application/inpaintings/observed-data.ts'
import type { PatchNoise } from '../../../src-shared/inpainting/patch-noise.ts'
import { problemSchema, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { throughBeam } from '../../shared/inpainting/through-beam.ts'

const problem = problemSchema.parse({ patch: 0, mask: { kind: 'disc' } })
const geometry = { size: 16, width: 8 }
const white = (sigma: number): PatchNoise => ({ kind: 'white', sigma })
const ramp = Float32Array.from({ length: 256 }, (_, i) => i % 16)
const mask = Uint8Array.from({ length: 256 }, (_, i) => Number(i > 99))
const data = (changes: Partial<Problem> = {}, noise = white(0.2), seed: number | null = null) =>
  observedData(
    seenPatch(ramp, { ...problem, ...changes }, geometry),
    mask,
    noise,
    seed === null ? null : seedRandom(seed),
  )

describe('the data of a patch', () => {
  it('are the patch itself, 0 in its hole', () => {
    expect(data()).toEqual(ramp.map((value, i) => (i > 99 ? value : 0)))
  })

  it('are the patch convolved with a beam of the right width in pixels', () => {
    // 15 pixel steps on 8 deg: 32 arcmin each, and 90 arcmin are 2.8125 of them.
    const seen = throughBeam(ramp, 16, 2.8125)
    expect(data({ beam: 90 })).toEqual(seen.map((value, i) => (i > 99 ? value : 0)))
  })

  it('are means over pixels after the beam', () => {
    const pixelWindow = { kind: 'patch' } as const
    const blur = { beam: 2.8125, pixelWindow, pixel: (8 / 15) * (Math.PI / 180) }
    const seen = blurOperator(blur, 16)!.apply(ramp)
    const found = data({ beam: 90, pixelWindow })
    found.forEach((value, i) => expect(value).toBeCloseTo(i > 99 ? seen[i] : 0, 5))
    expect(found).not.toEqual(data({ beam: 90 }))
  })

  it('have noise of its width if it is simulated, the same for the same seed whatever the mask', () => {
    const noise = white(0.3)
    const noisy = data({}, noise, 0)
    const errors = [...noisy.subarray(100)].map((value, i) => value - ramp[100 + i])
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    // 156 draws: a standard error of 0.3 / sqrt(312).
    expect(Math.abs(rms - 0.3)).toBeLessThan(4 * 0.017)
    expect(data({}, noise, 0)).toEqual(noisy)
    expect(data({}, noise, 1)).not.toEqual(noisy)
    expect([...noisy.subarray(0, 100)]).toEqual(Array(100).fill(0))
    const whole = observedData(ramp, new Uint8Array(256).fill(1), noise, seedRandom(0))
    expect(whole.subarray(100)).toEqual(noisy.subarray(100))
  })
})
