import { describe, expect, it } from 'vitest'
import { jobAddress, recordPage } from '../../src-preload/contract/record-pages.ts'

describe('pages of records', () => {
  it('are below the list of their kind', () => {
    expect(recordPage('study', 'paper-2')).toBe('/studies/paper-2')
  })
  it.each([
    ['run', 'a', '/runs/a'],
    ['study', 'a', '/studies/a'],
    ['dataset', 'demo-64px', '/datasets/demo-64px'],
    ['map', 'iris', '/maps/iris'],
    ['validation', 'v', '/validations/v'],
    ['inpainting', 'b.v2.map-2', '/inpaintings/b.v2?estimate=map-2'],
    ['prior', 'a.flow', '/runs/a?view=priors'],
    ['demo', 'c', null],
    ['tensorflow', 'c', null],
    ['map', null, null],
  ] as const)('show what a job of kind %s makes or changes: %s', (kind, subject, address) => {
    expect(jobAddress({ kind, subject })).toBe(address)
  })
})
