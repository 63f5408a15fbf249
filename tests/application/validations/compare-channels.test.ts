import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  compareChannels,
  comparePatchSets,
  type CompareOrder,
} from '../../../src-main/application/validations/compare-patches.ts'
import { readPatchSet } from '../../../src-main/application/validations/read-patch-set.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { plainRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { polarisedStatisticNames } from '../../../src-shared/validation/sample-statistics.ts'
import { channelComparisonSchema } from '../../../src-shared/validation/results.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-compare-channels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const [count, size] = [5, 16]
const pixels = size ** 2

/** Waves of Q along the columns, which are E modes, with faint noise as U: [count, size, size, 2]. */
const waves = (scale: number) =>
  Float32Array.from({ length: count * pixels * 2 }, (_, i) => {
    const [patch, column] = [Math.floor(i / 2 / pixels), Math.floor(i / 2) % size]
    const noise = ((i * i * 0.6180339887498949) % 1) - 0.5
    return scale * (i % 2 === 0 ? Math.sin((4 * Math.PI * column) / size + patch) : 1e-3 * noise)
  })
const one = (values: Float32Array, channels: number, c: number) => values.filter((_, i) => i % channels === c)
/** The band of the waves. */
const strongest = (powers: readonly (number | null)[]) => powers.indexOf(Math.max(...powers.map((power) => power ?? 0)))
const order = (first: string, second: string, changes: Partial<CompareOrder> = {}): CompareOrder => ({
  ...{ first: at(first), second: at(second), width: 6, bins: 8, thresholds: 5, range: null, unit: 'K' },
  spectra: { ...plainRecipe, apodize: 0 },
  ...changes,
})
/** Good but for a square in the second patch, and all of the fourth. */
const masks = Uint8Array.from({ length: count * pixels }, (_, i) => {
  const [patch, row, column] = [Math.floor(i / pixels), Math.floor(i / size) % size, i % size]
  return Number(!(patch === 3 || (patch === 1 && row > 3 && row < 7 && column > 8 && column < 13)))
})

beforeAll(async () => {
  await writeNpy(at('qu.npy'), waves(1), [count, size, size, 2])
  await writeNpy(at('twice.npy'), waves(2), [count, size, size, 2])
  await writeNpy(at('q.npy'), one(waves(1), 2, 0), [count, size, size])
  await writeNpy(at('alone/twice.npy'), one(waves(2), 2, 0), [count, size, size])
  await writeNpy(at('masks.npy'), masks, [count, size, size])
  // Whatever stands at a masked pixel: nothing, or the mark of another program.
  const marked = one(waves(1), 2, 0).map((value, i) => (masks[i] ? value : i % 2 ? NaN : -1e30))
  await writeNpy(at('marked.npy'), marked, [count, size, size])
})

describe('two sets of patches of Q and U', () => {
  it('are compared channel by channel, each as if it were alone, and by their E and B modes', async () => {
    const seen: number[] = []
    const found = await compareChannels(
      order('qu.npy', 'twice.npy', { onPatch: (done, all) => seen.push(done / all) }),
      'QU',
    )
    expect(channelComparisonSchema.parse(found)).toEqual(found)
    expect(Object.keys(found.channels)).toEqual(['Q', 'U'])
    expect(found.channels.Q).toEqual(await comparePatchSets(order('q.npy', 'alone/twice.npy')))
    expect(seen.at(-1)).toBe(1)
    const { ell, bands, first, second } = found.polarised
    expect(bands).toHaveLength(ell.length)
    const band = strongest(first.ee.median)
    expect(first.bb.median[band]! / first.ee.median[band]!).toBeLessThan(1e-4)
    expect(second.ee.median[band]! / first.ee.median[band]!).toBeCloseTo(4, 5)
    // What is E alone has no B at all once it is purified, of waves that fit the patch.
    expect(Math.abs(first.pureBb!.median[band]!) / first.ee.median[band]!).toBeLessThan(1e-4)
    expect(second.ratio!.median).toEqual(first.ratio!.median)
    expect(first).not.toHaveProperty('te')
    expect(first.overall).not.toHaveProperty('correlation')
  })

  it('with I have its spectrum with E too', async () => {
    const qu = waves(1)
    const iqu = Float32Array.from({ length: count * pixels * 3 }, (_, i) =>
      i % 3 === 0 ? 3 * qu[2 * Math.floor(i / 3)] : qu[2 * Math.floor(i / 3) + (i % 3) - 1],
    )
    await writeNpy(at('iqu.npy'), iqu, [count, size, size, 3])
    const { channels, polarised } = await compareChannels(order('iqu.npy', 'iqu.npy'), 'IQU')
    expect(Object.keys(channels)).toEqual(['I', 'Q', 'U'])
    // I is three times Q, and these waves of Q are waves of -E, as their direction is that of the polarisation.
    const { ee, te, tb, correlation, overall } = polarised.first
    const band = strongest(ee.median)
    expect(te!.median[band]! / ee.median[band]!).toBeCloseTo(-3, 4)
    expect(Math.abs(tb!.median[band]! / te!.median[band]!)).toBeLessThan(1e-3)
    expect(correlation!.median[band]).toBeCloseTo(-1, 4)
    expect(overall!.ratio.median).toBeGreaterThan(0)
    expect(overall!.correlation).toBeDefined()
    // Of equal sets no statistic differs; the intensity, with both signs, has no polarisation fraction.
    const { models, statistics } = polarised.samples
    expect(models).toEqual(['iqu.npy'])
    expect(statistics.map(({ name }) => name)).toEqual(polarisedStatisticNames.filter((name) => name !== 'fraction'))
    for (const {
      models: [measured],
    } of statistics)
      expect(measured.distance).toBeCloseTo(0, 6)
    // Waves of I = 3 Q whose gradient lies along the columns: polarised along it, or across it, as Q has its sign.
    const { sky } = statistics.find(({ name }) => name === 'alignment')!
    expect(sky!.median[0]! + sky!.median.at(-1)!).toBeCloseTo(9, 1)
    const above = iqu.map((value, i) => (i % 3 === 0 ? value + 5 : value))
    await writeNpy(at('above.npy'), above, [count, size, size, 3])
    const { polarised: found } = await compareChannels(order('above.npy', 'above.npy'), 'IQU')
    expect(found.samples.statistics.map(({ name }) => name)).toEqual(polarisedStatisticNames)
  })
})

describe('masks of a set', () => {
  it('leave their pixels out of every statistic, whatever these hold', async () => {
    const given = { masks: { first: at('masks.npy'), second: at('masks.npy') }, range: [-2, 2] as const }
    const found = await comparePatchSets(order('q.npy', 'marked.npy', given))
    expect(found.second).toEqual(found.first)
    const plain = await comparePatchSets(order('q.npy', 'q.npy', { range: [-2, 2] }))
    expect(found.first.moments).not.toEqual(plain.first.moments)
    // Quantiles of the patches that are whole, and of the one with a hole; the masked one has none.
    const set = await readPatchSet(at('marked.npy'), 'I', at('masks.npy'))
    expect(set.values.filter(Number.isNaN)).toHaveLength(masks.filter((good) => good === 0).length)
  })

  it('mask all channels, also in the spectra of E and B', async () => {
    const marked = waves(1).map((value, i) => (masks[Math.floor(i / 2)] ? value : 50))
    await writeNpy(at('marked-qu.npy'), marked, [count, size, size, 2])
    const given = { masks: { first: at('masks.npy'), second: at('masks.npy') } }
    const { channels, polarised } = await compareChannels(order('qu.npy', 'marked-qu.npy', given), 'QU')
    expect(channels.U!.second).toEqual(channels.U!.first)
    expect(polarised.second).toEqual(polarised.first)
  })
})

describe('sets that are refused', () => {
  it.each([
    ['qu.npy', 'I', null, /qu\.npy, shape: the last axis has 2 channels; give --channels QU if they are Stokes Q, U/],
    [
      'q.npy',
      'QU',
      null,
      /q\.npy, shape \[5, 16, 16\]: Q, U are read from an array .* use numpy\.stack\(\[Q, U\], -1\)/,
    ],
    ['picture.fits', 'QU', null, /picture\.fits: Q, U are read from an array \[patches, rows, columns, 2\]/],
    ['q.npy', 'I', 'qu.npy', /qu\.npy, shape \[5, 16, 16, 2\]: the masks of this stack have the shape \[5, 16, 16\]/],
    ['q.npy', 'I', 'all.npy', /all\.npy: it masks every pixel/],
    ['q.npy', 'I', 'twos.npy', /twos\.npy, patch 0: a mask holds only 1 \(good\) and 0/],
    ['hole.npy', 'QU', null, /hole\.npy, patch 1, row 0, column 1, U: NaN is not a valid value; fill it, mask it or/],
  ] as const)('%s as %s with masks %s', async (file, channels, mask, message) => {
    await writeNpy(at('all.npy'), new Uint8Array(count * pixels), [count, size, size])
    await writeNpy(at('twos.npy'), new Uint8Array(count * pixels).fill(2), [count, size, size])
    const holed = waves(1)
    holed[2 * pixels + 3] = NaN
    await writeNpy(at('hole.npy'), holed, [count, size, size, 2])
    await expect(readPatchSet(at(file), channels, mask && at(mask))).rejects.toThrow(message)
  })
})
