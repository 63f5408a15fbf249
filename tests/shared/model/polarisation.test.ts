import { LuDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import {
  fractionsMisfit,
  fromFractions,
  logDeterminantOfFractions,
  toFractions,
} from '../../../src-shared/model/polarisation.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const spread = 0.4
const stokes = () => {
  const random = seedRandom(5)
  return Float32Array.from({ length: 3 * 12 }, () => normal(random))
}

describe('Q and U as fractions of I', () => {
  it('are Q/I and U/I in the map’s unit, up to one factor', () => {
    const [meanOfLog, std] = [0.3, 0.02]
    const z = stokes()
    const fractions = toFractions(z, spread)
    for (let i = 0; i < z.length; i += 3) {
      const intensity = Math.exp(spread * z[i] + meanOfLog)
      expect(fractions[i]).toBe(z[i])
      for (const k of [1, 2]) {
        expect((fractions[i + k] * std) / Math.exp(meanOfLog)).toBeCloseTo((z[i + k] * std) / intensity, 7)
      }
    }
  })

  it('go back to what they were, and leave it as it is', () => {
    const patches = stokes()
    const back = fromFractions(toFractions(patches, spread), spread)
    back.forEach((value, i) => expect(value).toBeCloseTo(patches[i], 5))
    expect(patches).toEqual(stokes())
  })

  it('change ln p by the determinant of the map, as numerical differences have it', () => {
    const patch = stokes().subarray(0, 9)
    const step = 1e-2
    const columns = Array.from({ length: 9 }, (_, k) => {
      const [above, below] = [1, -1].map((sign) =>
        toFractions(
          patch.map((value, i) => (i === k ? value + sign * step : value)),
          spread,
        ),
      )
      return Array.from(above, (value, i) => (value - below[i]) / (2 * step))
    })
    const determinant = new LuDecomposition(new Matrix(columns)).determinant
    expect(logDeterminantOfFractions(patch, spread)).toBeCloseTo(Math.log(determinant), 3)
  })

  it('turn as Q and U do', () => {
    const [cos, sin] = [Math.cos(1.2), Math.sin(1.2)]
    const turned = (patches: Float32Array) =>
      patches.map((value, i) =>
        i % 3 === 0 ? value : i % 3 === 1 ? cos * value - sin * patches[i + 1] : sin * patches[i - 1] + cos * value,
      )
    const [one, other] = [turned(toFractions(stokes(), spread)), toFractions(turned(stokes()), spread)]
    one.forEach((value, i) => expect(value).toBeCloseTo(other[i], 5))
  })

  it('are made by flows on patches of I, Q and U alone', () => {
    const flow = fitToPatches(presets.flow, { size: 64, channels: 3, standardised: false })
    const config = { ...flow, polarisation: 'fractions' as const }
    expect(fractionsMisfit(config)).toBeNull()
    expect(fractionsMisfit({ ...config, polarisation: 'stokes', channels: 1 })).toBeNull()
    const reason = (change: Partial<typeof config>) => fractionsMisfit({ ...config, ...change })?.reason
    expect(reason({ channels: 2 })).toBe('fractions of I need patches of I, Q and U')
    expect(reason({ architecture: 'spatial' })).toBe('only a flow on patches makes fractions of I')
    expect(reason({ space: 'latents' })).toBe('only a flow on patches makes fractions of I')
    expect(reason({ observation: 'masked' })).toMatch(/sees the noise of Q and U/)
  })
})
