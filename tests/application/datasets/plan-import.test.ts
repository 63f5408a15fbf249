import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { planImport } from '../../../src-main/application/datasets/plan-import.ts'
import { smallestValue, standardisedPatches } from '../../../src-main/application/datasets/standardised-patches.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import type { StackImport } from '../../../src-preload/contract/datasets.ts'
import { madeStacks, orderOf } from './made-stack.ts'

const { at, stack, positions } = madeStacks()
const path = await stack('stack.npy')
const refusal = async (changes: Partial<StackImport>) => {
  const error = await planImport(orderOf(path, changes)).catch((thrown) => thrown)
  return [error.code, error.field, error.message]
}
async function gathered<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}
const csv = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
const rows = (row: (i: number) => string) => Array.from({ length: 40 }, (_, i) => row(i)).join('\n')

/** NumPy's files and numbers (tests/reference/stack-import.py). */
const reference = JSON.parse(readFileSync('tests/reference/stack-import.json', 'utf8')) as {
  stacks: Record<string, { npy: string; first: number[] } & Record<'log' | 'linear', { mean: number[]; std: number[] }>>
}

describe('a stack written by NumPy', () => {
  it.each(Object.keys(reference.stacks))('as %s is standardised with NumPy’s mean and deviation', async (name) => {
    const { npy, first, ...expected } = reference.stacks[name]
    const file = at(`${name}.npy`)
    writeFileSync(file, Buffer.from(npy, 'base64'))
    const plan = await planImport(orderOf(file))
    expect([plan.count, plan.size, plan.positions]).toEqual([4, 8, null])
    for (const scale of ['log', 'linear'] as const) {
      const [piece] = await gathered(standardisedPatches(file, plan, { scale }))
      piece.standards.forEach((standard, i) => {
        if (typeof standard === 'string') throw new Error(standard)
        expect(standard[0].mean / expected[scale].mean[i]).toBeCloseTo(1, 12)
        expect(standard[0].std / expected[scale].std[i]).toBeCloseTo(1, 12)
      })
      if (scale === 'log') first.forEach((z, i) => expect(piece.values[3 * 64 + i]).toBeCloseTo(z, 6))
    }
  })

  it('is read in pieces, which a stack larger than memory needs', async () => {
    // 20 patches of 256 px are 10 MB of doubles: more than a piece.
    const large = at('large.npy')
    await writeNpy(
      large,
      Float32Array.from({ length: 20 * 256 ** 2 }, (_, i) => 1 + (i % 7)),
      [20, 256, 256],
    )
    const plan = await planImport(orderOf(large))
    const pieces = await gathered(standardisedPatches(large, plan, { scale: 'log' }))
    expect(pieces.map(({ first, standards }) => [first, standards.length])).toEqual([
      [0, 16],
      [16, 4],
    ])
  })

  it('has its smallest value found without its missing pixels', async () => {
    const missing = await stack('missing.npy', (patch) => patch.fill(-1.6375e30, 0, 4))
    const plan = await planImport(orderOf(missing))
    const least = await smallestValue(missing, plan)
    expect(least! > 1 && least! < 1.01).toBe(true)
    const negative = await stack('negative.npy', (patch, row) => row === 4 && patch.fill(-3))
    expect(await smallestValue(negative, plan)).toBe(-3)
  })
})

describe('a file that is no stack of square patches is refused at the path', () => {
  const shaped = async (...shape: number[]) => {
    const file = at('shaped.npy')
    await writeNpy(file, new Uint8Array(shape.reduce((product, length) => product * length, 1)), shape)
    return refusal({ path: file })
  }
  it.each([
    [[16, 16], /stack\[None\]/],
    [[2, 2, 2, 16, 16], /\[N, H, W\] or \[N, H, W, channels\]/],
    [[0, 16, 16], /it is empty/],
    [[4, 16, 8], /must be square, these are 16 x 8 px/],
    [[4, 7, 7], /patches of 7 px on a side/],
    [[4, 16, 16, 5], /patches of 5 channels can’t/],
    [[4, 1, 16, 16], /must be the last axis; move it with numpy.moveaxis/],
  ])('%j', async (shape, message) => {
    expect(await shaped(...shape)).toEqual(['refused', 'path', expect.stringMatching(message)])
  })

  it('if it is missing, no .npy file, or cut short', async () => {
    expect(await refusal({ path: at('none.npy') })).toEqual(['refused', 'path', expect.stringMatching(/no such file/)])
    expect(await refusal({ path: csv('a.npy', 'text, not numbers') })).toEqual([
      ...['refused', 'path', expect.stringMatching(/not a .npy file/)],
    ])
    writeFileSync(at('short.npy'), readFileSync(path).subarray(0, 5000))
    expect(await refusal({ path: at('short.npy') })).toEqual([
      ...['refused', 'path', expect.stringMatching(/byte 5000: the file ends here, but its header promises 82048/)],
    ])
  })
})

describe('an order that can’t be carried out names its field', () => {
  it('channels that the last axis does not hold', async () => {
    expect(await refusal({ channels: 'IQU' })).toEqual([
      ...['refused', 'channels', expect.stringMatching(/one channel, but IQU has 3, .*numpy.stack\(\[I, Q, U\], -1\)/)],
    ])
    const two = at('two.npy')
    await writeNpy(two, new Float32Array(40 * 8 * 8 * 2), [40, 8, 8, 2])
    expect(await refusal({ path: two })).toEqual([
      ...['refused', 'channels', expect.stringMatching(/2 channels; choose the channels QU if .*stack\[\.\.\., 0\]/)],
    ])
    expect((await planImport(orderOf(two, { channels: 'QU' }))).channels).toBe('QU')
  })

  it('a disjoint split without positions', async () => {
    expect(await refusal({ split: 'disjoint' })).toEqual(['refused', 'split', expect.stringMatching(/needs the pos/)])
  })

  it.each([
    ['other columns', 'a,b\n1,2\n', /columns lon and lat \(Galactic, degrees\) are required, found a, b\.$/],
    ['right ascension', 'ra,dec\n1,2\n', /right ascension and declination would turn it/],
    ['too few rows', 'lon,lat\n1,2\n', /1 rows, but the stack has 40 patches/],
    ['a missing latitude', `lon,lat\n${rows((i) => (i === 6 ? '3,' : '3,4'))}`, /line 8: lon 3, lat missing/],
    ['a latitude beyond the pole', `lon,lat\n${rows(() => '3,94')}`, /line 2: lon 3, lat 94/],
    [
      'an index twice',
      `index,lon,lat\n${rows((i) => `${i % 39},3,4`)}`,
      /line 41: index 0 must be a patch from 0 to 39/,
    ],
    ['an index too large', `index,lon,lat\n${rows((i) => `${i + 1},3,4`)}`, /line 41: index 40/],
  ])('positions with %s', async (name, text, message) => {
    const table = csv(`${name}.csv`, text)
    expect(await refusal({ positions: table })).toEqual(['refused', 'positions', expect.stringMatching(message)])
  })
})

describe('the positions of a stack', () => {
  it('follow their index if there is one, in any case of the names, with longitudes from 0 to 360', async () => {
    const table = csv('turned.csv', `LON,Lat,index,note\n${rows((i) => `${-i},${i / 2},${39 - i},x`)}`)
    const plan = await planImport(orderOf(path, { positions: table }))
    expect(plan.positions!.slice(38)).toEqual([
      { lon: 359, lat: 0.5 },
      { lon: 0, lat: 0 },
    ])
    expect((await planImport(orderOf(path, { positions: await positions('p.csv') }))).positions).toHaveLength(40)
  })
})
