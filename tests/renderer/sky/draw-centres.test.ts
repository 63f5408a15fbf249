import { describe, expect, it, vi } from 'vitest'
import { drawCentres } from '../../../src-renderer/sky/draw-centres.ts'
import { splitNames, splitStyles } from '../../../src-renderer/sky/split-style.ts'

const record = () => {
  const names = ['beginPath', 'moveTo', 'arc', 'lineTo', 'closePath', 'setLineDash', 'stroke'] as const
  const calls = Object.fromEntries(names.map((name) => [name, vi.fn()]))
  const fills: string[] = []
  const context = { ...calls, fillStyle: '', fill: () => fills.push(context.fillStyle) }
  return { calls, fills, context: context as unknown as CanvasRenderingContext2D }
}

describe('marks of the centres of patches', () => {
  it('are circles, or diamonds for test patches', () => {
    const { calls, context } = record()
    drawCentres(context, [
      { patch: { split: 'train' }, x: 10, y: 20 },
      { patch: { split: 'test' }, x: 30, y: 40 },
    ])
    expect(calls.arc.mock.calls).toEqual([[10, 20, 1.5, 0, 2 * Math.PI]])
    expect(calls.lineTo.mock.calls).toEqual([
      [30, 43.2],
      [26.8, 40],
      [30, 36.8],
    ])
    expect(calls.closePath).toHaveBeenCalledTimes(1)
  })
  it('of validation and test lie above those of training, with a dark border', () => {
    const { calls, fills, context } = record()
    const at = { x: 1, y: 2 }
    drawCentres(
      context,
      splitNames.toReversed().map((split) => ({ patch: { split }, ...at })),
    )
    expect(fills).toEqual(splitNames.map((name) => splitStyles[name].colour))
    expect(calls.stroke).toHaveBeenCalledTimes(2)
  })
  it('are nothing without patches', () => {
    const { calls, context } = record()
    drawCentres(context, [])
    expect([calls.arc, calls.lineTo, calls.stroke].every(({ mock }) => mock.calls.length === 0)).toBe(true)
  })
  it('have the colour of the patch’s value if it has one, above those without, whatever the split', () => {
    const { calls, fills, context } = record()
    const patches = [
      { split: 'test', colour: '#fde725' },
      { split: 'train', colour: null },
      { split: 'validation', colour: '#440154' },
    ] as const
    drawCentres(
      context,
      patches.map((patch) => ({ patch, x: 0, y: 0 })),
    )
    expect(fills.slice(1)).toEqual(['#fde725', '#440154'])
    expect(calls.arc.mock.calls.map(([, , radius]) => radius)).toEqual([1.1, 2.4, 2.4])
    expect(calls.lineTo).not.toHaveBeenCalled()
  })
})
