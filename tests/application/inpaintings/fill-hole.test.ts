import { describe, expect, it } from 'vitest'
import { fillHole } from '../../../src-main/application/inpaintings/fill-hole.ts'
import { beamInPixels, observedData } from '../../../src-main/application/inpaintings/observed-data.ts'
import { throughBeam } from '../../../src-shared/sky/beam.ts'

const original = Float32Array.of(1, 2, 3, 4)
const model = Float32Array.of(10, 20, 30, 40)
const mask = Uint8Array.of(1, 0, 1, 0)
const beam = { kind: 'beam', fwhm: 90 } as const

describe('the filled patch', () => {
  it('is the data where observed and the model in the hole', () => {
    expect([...fillHole(original, model, mask, { kind: 'mask' })]).toEqual([1, 20, 3, 40])
  })

  it('is the model everywhere with a beam, which leaves no pixel unblurred', () => {
    expect([...fillHole(original, model, mask, beam)]).toEqual([...model])
  })
})

describe('the observed data of a patch', () => {
  it('are the patch itself without a beam', () => {
    expect(observedData(original, { kind: 'mask' }, { size: 2, width: 1 })).toBe(original)
    expect(beamInPixels({ kind: 'mask' }, { size: 2, width: 1 })).toBeUndefined()
  })

  it('are the patch convolved with a beam of the right width in pixels', () => {
    // 15 pixel steps on 8 deg: 32 arcmin each, and 90 arcmin are 2.8125 of them.
    const ramp = Float32Array.from({ length: 256 }, (_, i) => i % 16)
    expect(beamInPixels(beam, { size: 16, width: 8 })).toBeCloseTo(2.8125, 12)
    expect(observedData(ramp, beam, { size: 16, width: 8 })).toEqual(throughBeam(ramp, 16, 2.8125))
  })
})
