import { describe, expect, it } from 'vitest'
import { degrading } from '../../../../src-shared/sky/healpix/degrade.ts'
import { regrid } from '../../../../src-shared/sky/healpix/regrid.ts'

const map = (value: (pixel: number) => number) => ({
  ...{ nside: 16, ordering: 'RING' as const, frame: 'G' as const },
  values: Float64Array.from({ length: 3072 }, (_, pixel) => value(pixel)),
})

describe('a degraded map', () => {
  it('has the means that regrid gives, whatever the pieces', () => {
    const fine = map((pixel) => (pixel % 7 === 0 ? NaN : Math.sin(pixel) - 0.5))
    const { map: coarse, part } = degrading(fine, 4)
    for (const [from, to] of [
      [0, 1],
      [1, 100],
      [100, 192],
    ])
      part(from, to)
    const wanted = regrid(fine, { nside: 4, ordering: 'RING', frame: 'G' })
    expect(coarse).toMatchObject({ nside: 4, ordering: 'RING', frame: 'G' })
    coarse.values.forEach((value, pixel) => expect(value).toBeCloseTo(wanted(pixel), 6))
  })

  it('is missing where all pixels are', () => {
    const { map: coarse, part } = degrading(
      map((pixel) => (pixel < 1536 ? NaN : 2)),
      1,
    )
    part(0, 12)
    expect(Array.from(coarse.values.subarray(0, 4))).toEqual([NaN, NaN, NaN, NaN])
    expect(Array.from(coarse.values.subarray(8))).toEqual([2, 2, 2, 2])
  })
})
