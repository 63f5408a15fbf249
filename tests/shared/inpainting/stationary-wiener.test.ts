import { describe, expect, it } from 'vitest'
import { stationaryWiener } from '../../../src-shared/inpainting/stationary-wiener.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import reference from '../../reference/fills.json' with { type: 'json' }
import { inHole, prior, relativeError, seeing, seen } from './test-patch.ts'

describe.each(['mask', 'beam'] as const)('the Wiener filter of a stationary field, with a %s', (operator) => {
  const expected = reference.stationary[operator]
  const how = seeing(operator === 'beam' ? 2 : null)
  const realisations = stationaryWiener(prior, how)(seen(how))
  const mean = realisations.mean()

  it('has the mean of NumPy’s dense solution, to 1e-8', () => {
    expect(relativeError(mean, expected.mean)).toBeLessThan(1e-8)
  })

  it('draws realisations with the covariance of NumPy’s dense solution', () => {
    const random = seedRandom(9)
    const count = 100
    const center = inHole(mean)
    const [sums, squares] = [new Float64Array(center.length), new Float64Array(center.length)]
    for (let k = 0; k < count; k++) {
      const drawn = inHole(realisations.sample(random)).map((value, i) => value - center[i])
      drawn.forEach((value, i) => {
        sums[i] += drawn[0] * value
        squares[i] += value * value
      })
    }
    const { covariances, deviation } = expected
    covariances.forEach((c, i) => {
      const error = Math.sqrt(((deviation[0] * deviation[i]) ** 2 + c * c) / count)
      expect(Math.abs(sums[i] / count - c)).toBeLessThan(4.5 * error)
      expect(Math.abs(squares[i] / count / deviation[i] ** 2 - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count))
    })
  })
})
