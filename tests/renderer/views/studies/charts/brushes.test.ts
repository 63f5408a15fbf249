import { describe, expect, it } from 'vitest'
import { parameterScale, valueScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { brushed, withBrush } from '../../../../../src-renderer/views/studies/charts/brushes.ts'
import { trial, numbers } from '../trial-examples.ts'

const [rate, , kernel] = paperSpace

describe('brushes', () => {
  const trials = [
    trial(1, 10, { params: { learningRate: 1e-4, kernel: 3 } }),
    trial(2, 20, { params: { learningRate: 1e-3, kernel: 4 } }),
    trial(3, 30, { params: { kernel: 4 } }),
  ]
  const scales = [
    parameterScale(rate, trials),
    parameterScale(kernel, trials),
    valueScale(trials, { name: 'v' }, false),
  ]
  it('select the trials within all of them', () => {
    const one = withBrush(new Map(), 'kernel', [0.5, 1.5])
    expect(numbers(brushed(trials, scales, one))).toEqual([2, 3])
    expect(numbers(brushed(trials, scales, withBrush(one, 'value', [0, 25])))).toEqual([2])
  })
  it('exclude trials without the parameter', () => {
    expect(numbers(brushed(trials, scales, withBrush(new Map(), 'learningRate', [0, 1])))).toEqual([1, 2])
  })
  it('are removed one by one, and swapped if drawn downwards', () => {
    const two = withBrush(withBrush(new Map(), 'kernel', [2, 1]), 'value', [0, 1])
    expect(two.get('kernel')).toEqual([1, 2])
    expect([...withBrush(two, 'kernel', null).keys()]).toEqual(['value'])
  })
})
