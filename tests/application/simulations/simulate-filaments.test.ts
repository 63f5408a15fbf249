import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importStack } from '../../../src-main/application/datasets/import-stack.ts'
import { simulateFilaments, type FilamentOrder } from '../../../src-main/application/simulations/simulate-filaments.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { stackImportSchema } from '../../../src-preload/contract/datasets.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'cirrus-simulated-'))
const order = (change: Partial<FilamentOrder> = {}): FilamentOrder => ({
  ...{ count: 12, size: 16, width: 8, ebRatio: 2, teCorrelation: 0.35, slope: 2.6, aspect: 0.2, coverage: 3 },
  ...{ disorder: 0.9, polarisationFraction: 0.2, beam: null, seed: 1, out: join(newFolder(), 'filaments.npy') },
  ...change,
})

describe('simulated filaments', () => {
  it('are a stack of I, Q and U that a dataset is made of, with a record of the sky', async () => {
    const told: number[] = []
    const one = order({ onProgress: (fraction) => void told.push(fraction) })
    const facts = await simulateFilaments(one)
    const { data, shape } = await readNpy(one.out)
    expect(shape).toEqual([12, 16, 16, 3])
    expect(data.every(Number.isFinite)).toBe(true)
    expect(facts.ebRatio).toBeCloseTo(2, 2)
    const record = JSON.parse(readFileSync(facts.record, 'utf8'))
    expect(record).toMatchObject({ count: 12, seed: 1, model: { shape: { aspect: 0.2 }, sizes: { slope: 2.6 } } })
    expect(record.powers.te).toHaveLength(record.multipoles.length)
    expect(told).toEqual(told.toSorted((a, b) => a - b))

    const stack = stackImportSchema.parse({ path: one.out, width: 8, channels: 'IQU', scale: 'log' })
    const dataset = await importStack({ stack, folder: join(newFolder(), 'set') })
    expect(dataset).toMatchObject({ count: 12, recipe: { channels: 'IQU' } })
  })

  it('are the same for the same seed, however many threads paint them', async () => {
    const [first, again, other] = [order({ threads: 1 }), order({ threads: 3 }), order({ seed: 2 })]
    for (const one of [first, again, other]) await simulateFilaments(one)
    const [a, b, c] = await Promise.all([first, again, other].map(async ({ out }) => (await readNpy(out)).data))
    expect(b).toEqual(a)
    expect(c).not.toEqual(a)
  })

  it('are refused if they cannot be, or would replace a file, and leave nothing when they are stopped', async () => {
    await expect(simulateFilaments(order({ ebRatio: 40 }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/^There is no such sky: filaments 0\.2 times .*, not 40\.$/),
    })
    const one = order()
    await simulateFilaments(one)
    await expect(simulateFilaments(one)).rejects.toMatchObject({ code: 'conflict' })
    await simulateFilaments({ ...one, count: 3, overwrite: true })
    expect((await readNpy(one.out)).shape).toEqual([3, 16, 16, 3])
    const stopped = order({ signal: AbortSignal.abort() })
    await expect(simulateFilaments(stopped)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(readNpy(stopped.out)).rejects.toThrow()
    const stop = new AbortController()
    const late = order({ count: 5000, signal: stop.signal, onProgress: (done) => done > 0 && stop.abort() })
    await expect(simulateFilaments(late)).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(dirname(late.out))).toEqual([])
  })
})
