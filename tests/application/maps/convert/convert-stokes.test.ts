import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { convertMap, type ConversionOrder } from '../../../../src-main/application/maps/convert/convert-map.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import { writeHealpixMap, type WrittenMap } from '../../../../src-main/sky/fits/write-map.ts'
import { npixOf, type Frame } from '../../../../src-shared/sky/healpix/map.ts'
import reference from '../../../reference/rotated-stokes.json' with { type: 'json' }

const root = mkdtempSync(join(tmpdir(), 'cirrus-stokes-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0
const newFile = () => join(root, `${++files}.fits`)

/** The maps of tests/reference/rotated-stokes.py. */
const values = (step: number, turn: number, scale: number, less: number, missing = -1) =>
  Float64Array.from({ length: npixOf(8) }, (_, p) => (p === missing ? NaN : ((step * p) % turn) / scale - less))
const columns = [
  { name: 'I_STOKES', unit: 'K', type: 'float64', values: values(37, 101, 8, 5, 7) },
  { name: 'Q_STOKES', unit: 'K', type: 'float64', values: values(53, 97, 16, 3, 100) },
  { name: 'U_STOKES', unit: 'K', type: 'float64', values: values(29, 89, 16, 2.5) },
] as const
const polcconv = (value: string) => [{ keyword: 'POLCCONV', value }]

async function written(changes: Partial<WrittenMap> = {}): Promise<string> {
  const path = newFile()
  const map = { nside: 8, ordering: 'RING', coordsys: 'G', columns, cards: [], history: [] } as const
  await writeHealpixMap(path, { ...map, ...changes })
  return path
}

async function converted(path: string, order: Omit<ConversionOrder, 'path' | 'out'>) {
  const out = newFile()
  const facts = await convertMap({ path, out, ...order })
  const read = async (letter: string) => (await readMapColumn(out, `${letter}_STOKES`)).values
  return { facts, read, header: (await readMapColumn(out)).header }
}

describe('Q and U of a converted map', () => {
  it.each(reference.rotations)('are turned as by healpy, with I beside them: $frame to $toFrame', async (each) => {
    const path = await written({ coordsys: each.frame as Frame })
    const { facts, read, header } = await converted(path, { coordsys: each.toFrame as Frame })
    expect(facts).toMatchObject({ coordsys: each.toFrame, polcconv: 'COSMO', leftOut: [] })
    expect(facts.steps[1]).toBe('Q and U were interpolated in the frame of the original and turned to the new axes.')
    expect(header.polcconv).toBe('COSMO')
    for (const letter of ['I', 'Q', 'U'] as const) {
      const found = await read(letter)
      each.pixels.forEach((pixel, k) => {
        const healpys = each[letter][k]
        if (healpys === null) expect(found[pixel]).toBeNaN()
        else expect(Math.abs(found[pixel] - healpys)).toBeLessThan(1e-10)
      })
    }
  })

  it('have one of them if asked, turned with the other all the same', async () => {
    const path = await written()
    const [whole, one] = [
      await converted(path, { coordsys: 'C' }),
      await converted(path, { coordsys: 'C', column: '3' }),
    ]
    expect(one.facts.columns.map(({ name }) => name)).toEqual(['U_STOKES'])
    expect(await one.read('U')).toEqual(await whole.read('U'))
  })

  it('change U’s sign with the convention, of which the new header tells', async () => {
    const path = await written({ cards: polcconv('COSMO') })
    const { facts, read, header } = await converted(path, { polcconv: 'IAU' })
    expect(facts).toMatchObject({ polcconv: 'IAU', steps: ['U changed its sign, from the convention COSMO to IAU.'] })
    expect(header.polcconv).toBe('IAU')
    expect([...(await read('U'))]).toEqual([...columns[2].values].map((value) => -value))
    expect([...(await read('Q'))]).toEqual([...columns[1].values])
    expect((await converted(path, { polcconv: 'COSMO' })).facts.steps).toEqual([])
  })

  it('keep the convention if none is asked for, or none is known', async () => {
    const iau = await converted(await written({ cards: polcconv('IAU') }), { coordsys: 'C' })
    const cosmo = await converted(await written(), { coordsys: 'C' })
    expect([iau.header.polcconv, cosmo.header.polcconv]).toEqual(['IAU', 'COSMO'])
    // The same numbers mean another sky: U's share of Q has the other sign.
    expect(await iau.read('Q')).not.toEqual(await cosmo.read('Q'))
    const unknown = await converted(await written(), { nside: 4 })
    expect([unknown.facts.polcconv, unknown.header.polcconv]).toEqual([null, null])
  })

  it('are read in the convention that the user gives, which the history says', async () => {
    const path = await written({ cards: polcconv('COSMO') })
    const given = await converted(path, { coordsys: 'C', inputPolcconv: 'IAU' })
    const stored = await converted(await written({ cards: polcconv('IAU') }), { coordsys: 'C' })
    expect(await given.read('Q')).toEqual(await stored.read('Q'))
    expect(given.header.polcconv).toBe('IAU')
    const history = given.header.cards.cards.filter(({ keyword }) => keyword === 'HISTORY')
    expect(history.map(({ comment }) => comment).join(' ')).toContain("Convention of the original's U as given: IAU.")
  })

  it('are refused in an unknown convention where that counts, and leave covariances of U out', async () => {
    const odd = await written({ cards: polcconv('OTHER') })
    await expect(converted(odd, { coordsys: 'C' })).rejects.toMatchObject({ code: 'refused', field: 'polcconv' })
    await expect(converted(odd, { coordsys: 'C' })).rejects.toThrow('give it with --input-polcconv COSMO or IAU')
    expect((await converted(odd, { nside: 4 })).facts.columns).toHaveLength(3)
    expect((await converted(odd, { coordsys: 'C', inputPolcconv: 'COSMO' })).facts.polcconv).toBe('COSMO')
    const path = await written({ columns: [...columns, { ...columns[0], name: 'IU_COV' }] })
    expect((await converted(path, { polcconv: 'IAU' })).facts.leftOut).toEqual([
      'Column IU_COV: covariances and noise of Q and U are not converted to another convention.',
    ])
  })
})
