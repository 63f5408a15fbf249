import { expect, test } from 'vitest'
import { crossValidatedAccuracy, wilsonInterval } from '../../../src-shared/statistics/cross-validated-accuracy.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

test('Wilson’s interval of 10 of 20 (by its formula in Python), and its symmetry', () => {
  const { low, high } = wilsonInterval(0.5, 20)
  expect([low, high]).toEqual([0.2992980081982122, 0.7007019918017877].map((end) => expect.closeTo(end, 12)))
  const few = wilsonInterval(0.15, 20)
  const many = wilsonInterval(0.85, 20)
  expect(few.low).toBeCloseTo(1 - many.high, 12)
  expect(few.high).toBeCloseTo(1 - many.low, 12)
})

test('the interval stays within 0 and 1, where its other end is z^2 / (n + z^2) away', () => {
  const { low, high } = wilsonInterval(0, 10)
  expect(low).toBe(0)
  expect(high).toBeCloseTo(1.959963984540054 ** 2 / (10 + 1.959963984540054 ** 2), 12)
  expect(wilsonInterval(1, 10).high).toBeCloseTo(1, 12)
})

test('five folds count as 4 / 9 of their answers', () => {
  const folds = [9, 10, 11, 12, 12].map((correct) => ({ correct, count: 18 }))
  const found = crossValidatedAccuracy(folds)
  expect(found).toMatchObject({ correct: 54, count: 90, accuracy: 0.6, ...wilsonInterval(0.6, 40) })
  // (0.6 - 0.5) / (0.5 / sqrt(40)) = 1.2649 standard deviations: 0.10295 (scipy.stats.norm.sf).
  expect(found.pValue).toBeCloseTo(0.10295, 4)
  expect(() => crossValidatedAccuracy(folds.slice(0, 1))).toThrow('1 folds are no cross-validation')
})

test('the interval holds 1/2 as often as it says for sets that don’t differ, where a binomial one doesn’t', () => {
  // The simplest classifier: which of two means of the training part is nearer, in 20 dimensions.
  const [dimensions, each, folds, rounds] = [20, 30, 5, 300]
  const random = seedRandom(11)
  let [held, binomial] = [0, 0]
  for (let round = 0; round < rounds; round++) {
    const points = Array.from({ length: 2 * each }, () => Array.from({ length: dimensions }, () => normal(random)))
    const counts = Array.from({ length: folds }, (_, fold) => {
      const axis = points[0].map((_, d) =>
        points.reduce((sum, point, i) => ((i >> 1) % folds === fold ? sum : sum + (i % 2 ? 1 : -1) * point[d]), 0),
      )
      const tested = points.map((point, i) => ({ point, set: i % 2, i })).filter(({ i }) => (i >> 1) % folds === fold)
      const right = tested.filter(
        ({ point, set }) => point.reduce((sum, x, d) => sum + x * axis[d], 0) > 0 === (set === 1),
      )
      return { correct: right.length, count: tested.length }
    })
    const { low, high, accuracy, count } = crossValidatedAccuracy(counts)
    const narrow = wilsonInterval(accuracy, count)
    if (low <= 0.5 && high >= 0.5) held++
    if (narrow.low <= 0.5 && narrow.high >= 0.5) binomial++
  }
  expect(held / rounds).toBeGreaterThan(0.92)
  expect(binomial / rounds).toBeLessThan(0.9)
})
