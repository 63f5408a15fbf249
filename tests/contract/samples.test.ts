import { describe, expect, it } from 'vitest'
import { interpolateCommand, sampleCommand } from '../../src-preload/contract/sample-commands.ts'
import { interpolationAddress, placeChoiceSchema, priorSamplesAddress } from '../../src-preload/contract/samples.ts'
import { givenOf, placesOf, type GivenOptions, type PlaceOptions } from '../../src-main/terminal/sample-options.ts'
import { expectLimits } from './limits.ts'
import { parse } from './parse-line.ts'

const draws = { checkpoint: 'last', count: 9, seed: 4 } as const

describe('the command of samples', () => {
  it('keeps how they are drawn', () => {
    expect(parse(sampleCommand('r', draws, 's')).options).toMatchObject({ ...draws, out: 's', format: ['npy'] })
    const drawn = { ...draws, solver: 'heun', solverSteps: 12, prior: 'gaussian', unit: 'map' } as const
    expect(parse(sampleCommand('r', drawn, 's')).options).toMatchObject({ ...drawn, out: 's' })
  })

  it('keeps what they are given', () => {
    const given = { mean: -2.5, std: 1e-3, latitude: 40, 'E(B-V) max': 0.1 }
    const options = parse(sampleCommand('my run', { ...draws, given }, 's')).options as unknown as GivenOptions
    expect(givenOf(options)).toEqual(given)
  })

  it('keeps where they lie, and their formats', () => {
    const at = [
      { lon: 120.5, lat: -30 },
      { lon: 5, lat: 89 },
    ]
    for (const places of [
      { kind: 'at', at },
      { kind: 'split', split: 'test' },
      { kind: 'file', path: '/my skies/p.csv' },
      null,
    ] as const) {
      const chosen = places && placeChoiceSchema.parse(places)
      const line = sampleCommand('r', { checkpoint: 'best', seed: 0 }, 's', {
        places: chosen,
        formats: ['npy', 'fits'],
      })
      const { options } = parse(line)
      expect(placesOf(options as unknown as PlaceOptions)).toEqual(places)
      expect(options).toMatchObject({ format: ['npy', 'fits'] })
      expect(options).not.toHaveProperty('count')
    }
  })
})

describe('the command of an interpolation', () => {
  it('keeps its ends, steps, prior, solver and unit', () => {
    const path = { checkpoint: 'best', from: 3, to: 40, steps: 7 } as const
    expect(parse(interpolateCommand('r', path, 'w')).options).toMatchObject({ ...path, unit: 'standard', out: 'w' })
    const solved = { ...path, solver: 'heun', solverSteps: 32, prior: 'flow', unit: 'map' } as const
    expect(parse(interpolateCommand('r', solved, 'w')).options).toMatchObject({ ...solved, out: 'w' })
  })
})

describe('addresses of decoded pictures', () => {
  it('of an interpolation have all that it depends on', () => {
    const path = { checkpoint: 'best', from: 3, to: 7, steps: 5 } as const
    expect(interpolationAddress('r', path)).toBe('/data/runs/r/interpolation?checkpoint=best&from=3&to=7&steps=5')
    expect(interpolationAddress('r', { ...path, unit: 'map', solver: 'heun' }, 2)).toBe(
      '/data/runs/r/interpolation?checkpoint=best&from=3&to=7&steps=5&unit=map&solver=heun&channel=2',
    )
  })

  it('of samples too, and what they are given comes back from it', () => {
    const plain = { checkpoint: 'best', count: 16, seed: 0 } as const
    expect(priorSamplesAddress('r', { ...plain, given: {} })).toBe(
      '/data/runs/r/prior-samples?checkpoint=best&count=16&seed=0',
    )
    expect(priorSamplesAddress('r', { ...plain, unit: 'map', solverSteps: 8, prior: 'flow' }, 1)).toBe(
      '/data/runs/r/prior-samples?checkpoint=best&count=16&seed=0&unit=map&solverSteps=8&prior=flow&channel=1',
    )
    const given = { latitude: 40, 'a&b=c': -1 }
    const { searchParams } = new URL(priorSamplesAddress('r', { ...plain, given }), 'http://host')
    expect(JSON.parse(searchParams.get('given')!)).toEqual(given)
    expect(searchParams.get('count')).toBe('16')
  })
})

it('positions have latitudes from pole to pole, and there is at least one', () => {
  const place = (lat: number) => ({ kind: 'at', at: [{ lon: 0, lat }] })
  for (const lat of [-90, 90]) expect(placeChoiceSchema.safeParse(place(lat)).success).toBe(true)
  for (const lat of [-91, 90.5]) expect(placeChoiceSchema.safeParse(place(lat)).success).toBe(false)
  expectLimits(placeChoiceSchema, { kind: 'at' }, { field: 'at', taken: [place(0).at], refused: [[]] })
})
