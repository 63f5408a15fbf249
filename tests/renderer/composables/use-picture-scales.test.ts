import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { usePictureScales } from '../../../src-renderer/composables/use-picture-scales.ts'
import { useAppearance } from '../../../src-renderer/stores/appearance.ts'
import { freshSettings } from '../window.ts'

beforeEach(() => {
  freshSettings()
  setActivePinia(createPinia())
})
/** 0, 1, ... n - 1. */
const ramp = (count: number) => Float32Array.from({ length: count }, (_, i) => i)

describe('the scales of pictures', () => {
  it('use the chosen colours for the sky, and fixed ones for residuals and deviations', () => {
    const { ofSky, ofResiduals, ofDeviations } = usePictureScales()
    useAppearance().colourMap = 'cividis'
    expect([ofSky([]), ofResiduals([]), ofDeviations([])].map(({ colourMap }) => colourMap)).toEqual([
      'cividis',
      'residual',
      'viridis',
    ])
  })

  it('clip a single pixel that is far brighter than all others', () => {
    const { ofSky } = usePictureScales()
    const values = ramp(2001)
    values[2000] = 1e9
    // 0.2 % of 2,001 pixels are clipped at each end: the rest ends near 1,996.
    const [low, high] = ofSky([values]).range
    expect(low).toBeCloseTo(4, 0)
    expect(high).toBeCloseTo(1996, 0)
  })

  it('cover all pictures together', () => {
    const { ofSky } = usePictureScales()
    const [low, high] = ofSky([Float32Array.of(-3, -2), Float32Array.of(5, 7)]).range
    expect(low).toBeLessThan(-2.5)
    expect(high).toBeGreaterThan(6.5)
  })

  it('are centred at zero for residuals, however lopsided', () => {
    const { ofResiduals } = usePictureScales()
    const [low, high] = ofResiduals([Float32Array.of(-0.1, 4)]).range
    expect(low).toBe(-high)
    expect(high).toBeGreaterThan(3.9)
  })

  it('skip missing pixels, and have a width even if all values are equal', () => {
    const { ofSky } = usePictureScales()
    const [low, high] = ofSky([Float32Array.of(NaN, 2, NaN, 2)]).range
    expect(low).toBeLessThan(high)
    expect(low).toBeLessThanOrEqual(2)
    expect(high).toBeGreaterThanOrEqual(2)
    for (const pictures of [[], [Float32Array.of(NaN, NaN)]]) {
      const range = ofSky(pictures).range
      expect(range.every(Number.isFinite)).toBe(true)
      expect(range[0]).toBeLessThan(range[1])
    }
  })
})
