import { describe, expect, it } from 'vitest'
import { fillHole } from '../../../src-main/application/inpaintings/fill-hole.ts'

const direct = { beam: null, pixelWindow: null }

describe('the filled patch', () => {
  const data = Float32Array.of(1, 0, 3, 0)
  const estimate = Float32Array.of(10, 20, 30, 40)
  const mask = Uint8Array.of(1, 0, 1, 0)

  it('is the data where observed and the estimate in the hole', () => {
    expect([...fillHole(data, estimate, mask, { ...direct, simulated: false })]).toEqual([1, 20, 3, 40])
  })

  it('is the estimate everywhere with a beam or with noise, which leave no pixel of the patch as it is', () => {
    expect([...fillHole(data, estimate, mask, { ...direct, beam: 90, simulated: false })]).toEqual([...estimate])
    expect([...fillHole(data, estimate, mask, { ...direct, simulated: true })]).toEqual([...estimate])
  })
})
