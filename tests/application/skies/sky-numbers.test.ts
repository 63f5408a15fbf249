import { describe, expect, it } from 'vitest'
import { skyNumbers, type SkyNumbersRequest } from '../../../src-main/application/skies/sky-numbers.ts'
import { coverSky } from '../../../src-shared/sky/whole-sky/cover-sky.ts'

const cover = coverSky({ size: 16, width: 60 }, 14)
const count = cover.centres.length
const row = (from: number) => Float32Array.from({ length: count }, (_, p) => from + p)
const template = { numbers: { mean: row(1), std: row(100), skewness: row(-50) }, waves: new Float32Array(5 * count) }
const numbers = (change: Partial<SkyNumbersRequest>) =>
  skyNumbers({ cover, conditions: [], levels: false, given: {}, template: null, ...change })

describe('what the patches of a sky are told', () => {
  it('is nothing without conditions, and then they have no level of their own', () => {
    expect(numbers({})).toEqual({ conditions: null, standards: null, waves: null })
  })

  it('is where they lie, upright', () => {
    const { conditions } = numbers({ conditions: ['lat', 'rotation', 'latitude', 'lon'] })
    cover.centres.forEach(({ lon, lat }, p) => {
      const [told, rotation, latitude, longitude] = conditions!.subarray(4 * p, 4 * p + 4)
      expect([told, rotation, latitude, longitude]).toEqual([lat, 0, Math.abs(lat), lon].map(Math.fround))
    })
  })

  it('is a number for the whole sky, before that of a place or of a template', () => {
    const given = { latitude: 40, std: 2 }
    const { conditions, standards } = numbers({
      ...{ conditions: ['latitude', 'skewness', 'std'], given, template, levels: true },
    })
    expect([...conditions!.subarray(0, 6)]).toEqual([40, -50, 2, 40, -49, 2])
    expect([...standards!.subarray(0, 4)]).toEqual([1, 2, 2, 2])
  })
})

describe('the level and contrast of patches', () => {
  it('are those of the template, also for a flow that is told nothing', () => {
    const { conditions, standards, waves } = numbers({ template, levels: true })
    expect(conditions).toBeNull()
    expect(waves).toBe(template.waves)
    expect([...standards!.subarray(2 * count - 2)]).toEqual([count, 99 + count])
  })

  it('may be given for all', () => {
    const given = { mean: 3, std: 0.5 }
    expect([...numbers({ given, levels: true }).standards!.subarray(0, 4)]).toEqual([3, 0.5, 3, 0.5])
  })
})
