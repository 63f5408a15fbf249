import { describe, expect, test } from 'vitest'
import { axisOption, decadeRange, roundRange, tick } from '../../src-main/figures/axis.ts'
import { roundNumbers } from '../../src-shared/axes/ticks.ts'
import { ticksOf } from '../../src-main/figures/picture-part.ts'

describe('ends of an axis', () => {
  test.each([
    [[0.13, 0.87], undefined, [0, 1]],
    [[-2.9, 4.7], undefined, [-4, 6]],
    [[183, 1303], 0, [0, 1500]],
    [[7, null, 7], undefined, [3.5, 10.5]],
    [[null, NaN], undefined, [0, 1]],
    [[0.1, 0.3], 0, [0, 0.3]],
    // Rounded to steps of 1 the axis would be 6 wide, where steps of 2 fit; then -3 to 3 would have no tick at 0.
    [[-2.2, 2.8], undefined, [-4, 4]],
  ])('of %j are round numbers around them', (values, from, range) => {
    expect(roundRange(values, { from })).toEqual(range)
  })

  test.each([
    [
      [-3, 5],
      [-2, 0, 2, 4],
    ],
    [
      [-1.5, 3],
      [-1, 0, 1, 2, 3],
    ],
    [
      [0, 0.3],
      [0, 0.1, 0.2, 0.3],
    ],
    [
      [183, 420],
      [200, 250, 300, 350, 400],
    ],
  ] as const)('have ticks at round numbers between them, 0 among them: %j', (range, numbers) => {
    expect(roundNumbers(range, 5)).toEqual(numbers)
    const { axisTick, axisLabel } = axisOption({ label: 'z', scale: 'linear', range })
    for (const drawn of [axisTick, axisLabel]) expect(drawn).toMatchObject({ customValues: numbers })
  })

  test.each([
    [
      [2.1, 31],
      [5, 10, 20],
    ],
    [
      [0.05, 1],
      [0.05, 0.1, 0.2, 0.5, 1],
    ],
    [[1e-4, 1], undefined],
  ] as const)('of a logarithmic axis are labelled within decades where there are few: %j', (range, numbers) => {
    const { axisLabel } = axisOption({ label: 'I', scale: 'log', range })
    expect('customValues' in axisLabel ? axisLabel.customValues : undefined).toEqual(numbers)
  })

  test.each([
    [[3e-5, 0.02], 8, [1e-5, 0.1]],
    [[1e-12, 1], 4, [1e-4, 1]],
    [[0, -3], 8, [0.1, 1]],
    [[1], 8, [0.1, 1]],
  ])('of %j are whole decades, at most %i', (values, decades, [low, high]) => {
    const range = decadeRange(values, decades)
    expect(range[0]).toBeCloseTo(low, 12)
    expect(range[1]).toBeCloseTo(high, 12)
  })
})

test.each([
  [0, '0'],
  [-0.30000000000000004, '−0.3'],
  [1500, '1500'],
  [2.5e-5, '2.5 × 10⁻⁵'],
  [-1e-12, '−10⁻¹²'],
  [3e7, '3 × 10⁷'],
])('a tick of %d is %s', (value, text) => expect(tick(value)).toBe(text))

describe('colours', () => {
  test('have ticks at round numbers within their range', () => {
    expect(ticksOf({ range: [-2.3, 3.1] })).toEqual([-2, 0, 2])
    expect(ticksOf({ range: [0, 0.26] }, 80)).toEqual([0, 0.2])
  })
})

describe('the labels of a logarithmic axis', () => {
  const { axisLabel, minorTick } = axisOption({ label: 'C(ℓ)', scale: 'log', range: [1e-6, 1e3] })

  test.each([
    [1, '1'],
    [10, '10'],
    [0.1, '0.1'],
    [100, '10²'],
    [1e-6, '10⁻⁶'],
    [1000, '10³'],
    [20, '20'],
  ])('write %d as %s', (value, text) => {
    expect(axisLabel.formatter(value)).toBe(text)
  })

  test('never overlap, and have minor ticks between the decades', () => {
    expect(axisLabel.hideOverlap).toBe(true)
    expect(minorTick).toEqual({ show: true, splitNumber: 9 })
  })

  test('are those of a linear axis over less than 0.8 decades', () => {
    const { axisTick } = axisOption({ label: 'I', scale: 'log', range: [100, 200] })
    expect(axisTick).toMatchObject({ customValues: [100, 120, 140, 160, 180, 200] })
  })
})

test('an axis without a range is fitted to the values', () => {
  const option = axisOption({ label: 'z', scale: 'linear' })
  expect(option).toMatchObject({ type: 'value', scale: true, name: 'z' })
  expect(option.axisTick).not.toHaveProperty('customValues')
})
