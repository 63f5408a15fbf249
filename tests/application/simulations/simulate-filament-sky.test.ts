import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  simulateFilamentSky,
  type FilamentSkyOrder,
} from '../../../src-main/application/simulations/simulate-filament-sky.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'

const order = (change: Partial<FilamentSkyOrder> = {}): FilamentSkyOrder => ({
  ...{ nside: 16, ebRatio: 1.5, teCorrelation: 0.2, slope: 2.6, aspect: 0.3, coverage: 1, disorder: 0.9 },
  ...{
    polarisationFraction: 0.2,
    beam: null,
    seed: 1,
    out: join(mkdtempSync(join(tmpdir(), 'cirrus-sky-')), 'sky.fits'),
  },
  ...change,
})

describe('a simulated sky of filaments', () => {
  it('is a polarised map in the Galactic frame that says what it is', async () => {
    const told: number[] = []
    const one = order({ onProgress: (fraction) => void told.push(fraction) })
    const facts = await simulateFilamentSky(one)
    expect(facts.ebRatio).toBeCloseTo(1.5, 2)
    expect(facts.teCorrelation).toBeCloseTo(0.2, 4)
    expect(told[0]).toBe(0)
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    const info = await readMapInfo(one.out)
    expect(JSON.stringify(info)).toContain('COSMO')
    const { column, values } = await readMapColumn(one.out)
    expect(column.name).toBe('I_STOKES')
    expect(values.length).toBe(12 * 16 ** 2)
    expect(Float64Array.from(values).reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 1)
  })

  it('is the same for the same seed, however many threads paint it', async () => {
    const [one, three] = [order({ threads: 1, nside: 8 }), order({ threads: 3, nside: 8 })]
    for (const each of [one, three]) await simulateFilamentSky(each)
    const [a, b] = await Promise.all([one, three].map(({ out }) => readMapColumn(out)))
    expect(b.values).toEqual(a.values)
  })

  it('is refused if it cannot be, would replace a file, or is stopped', async () => {
    await expect(simulateFilamentSky(order({ teCorrelation: 0.99 }))).rejects.toMatchObject({ code: 'refused' })
    const stopped = order({ signal: AbortSignal.abort() })
    await expect(simulateFilamentSky(stopped)).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(stopped.out)).toBe(false)
    const stop = new AbortController()
    const late = order({ nside: 64, signal: stop.signal, onProgress: (done) => done > 0 && stop.abort() })
    await expect(simulateFilamentSky(late)).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(late.out)).toBe(false)
    const one = order({ nside: 8 })
    await simulateFilamentSky(one)
    await expect(simulateFilamentSky(one)).rejects.toMatchObject({ code: 'conflict' })
  })
})
