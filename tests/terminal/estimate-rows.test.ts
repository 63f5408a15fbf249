import { expect, it } from 'vitest'
import { estimateRows } from '../../src-main/terminal/inpaint.ts'
import { exampleEstimate } from '../catalog/examples.ts'

const { result } = exampleEstimate

it('an estimate has a row, and of several channels one for each, with what is known of it', () => {
  const [head, row, ...none] = estimateRows([['map-2', { result: result! }]])
  expect(head).toHaveLength(7)
  expect(row).toEqual(['MAP 2', '0.4000', '0.2000', '90.0 / 3000', '-', '-', '1.0'])
  expect(none).toEqual([])

  const channels = [
    { error: { inside: null, outside: 0.1 }, coverage: null },
    { error: { inside: 0.5, outside: null }, coverage: { of68: 0.7, of95: 0.94 } },
    { error: { inside: 0.6, outside: null }, coverage: null },
  ]
  const rows = estimateRows([['laplace', { result: { ...result!, channels } }]]).slice(2)
  expect(rows).toEqual([
    ['  I', '-', '0.1000', '-', '-', '-', '-'],
    ['  Q', '0.5000', '-', '-', '0.700, 0.940', '-', '-'],
    ['  U', '0.6000', '-', '-', '-', '-', '-'],
  ])
})
