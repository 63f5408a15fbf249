import { describe, expect, it } from 'vitest'
import { lossPanels } from '../../../../src-renderer/views/runs/charts/loss-panels.ts'

const run = (id: string, architecture: 'paper' | 'flow' | 'spatial' | null, octaves = 0) => ({
  id,
  architecture,
  octaves,
})

describe('the charts of several runs', () => {
  it('are one for each kind of loss, each with its own axis and unit', () => {
    const panels = lossPanels('validationLoss', [run('a', 'paper'), run('b', 'flow'), run('c', 'spatial')])
    expect(panels.map(({ name, column, places }) => [name, column.y, places])).toEqual([
      ['Curves of runs, negative ELBO', { name: 'validation −ELBO per patch', unit: 'nat' }, [0, 2]],
      ['Curves of runs, velocity error', { name: 'validation velocity error', unit: undefined }, [1]],
    ])
  })

  it('are one for what all share, and for a loss of one kind', () => {
    expect(lossPanels('gradientNorm', [run('a', 'paper'), run('b', 'flow')])).toMatchObject([
      { name: 'Curves of runs', places: [0, 1] },
    ])
    expect(lossPanels('trainLoss', [run('a', 'paper'), run('b', 'spatial')])).toHaveLength(1)
    expect(lossPanels('trainLoss', [])).toMatchObject([{ column: { column: 'trainLoss' }, places: [] }])
  })

  it('are one for a term that only some have, which are the only ones with curves', () => {
    expect(lossPanels('trainOctave2', [run('a', 'flow', 2), run('b', 'flow', 0)])).toMatchObject([{ places: [0, 1] }])
  })
})
