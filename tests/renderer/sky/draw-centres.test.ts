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
      { split: 'train', x: 10, y: 20 },
      { split: 'test', x: 30, y: 40 },
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
    drawCentres(context, [])
    expect(fills).toEqual(splitNames.map((name) => splitStyles[name].colour))
    expect(calls.stroke).toHaveBeenCalledTimes(2)
    expect(calls.arc).not.toHaveBeenCalled()
  })
})
