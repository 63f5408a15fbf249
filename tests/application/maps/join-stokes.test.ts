import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { joinStokes } from '../../../src-main/application/maps/join/join-stokes.ts'
import { loadChannels } from '../../../src-main/application/maps/load-channels.ts'
import { checksumOf } from '../../../src-main/files/file-checksum.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { writeHealpixMap, type WrittenColumn, type WrittenMap } from '../../../src-main/sky/fits/write-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-join-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0
const newFile = () => join(root, `${++files}.fits`)

const valuesOf = (name: string) => Float32Array.from({ length: 48 }, (_, p) => name.charCodeAt(0) + p / 4)
const column = (name: string, unit = 'K'): WrittenColumn => ({ name, unit, type: 'float32', values: valuesOf(name) })
async function written(names: readonly string[], changes: Partial<WrittenMap> = {}, unit?: string): Promise<string> {
  const path = newFile()
  const columns = names.map((name) => column(name, unit))
  const map = { nside: 2, ordering: 'RING', coordsys: 'G', cards: [], history: [] } as const
  await writeHealpixMap(path, { ...map, columns, ...changes })
  return path
}
const polcconv = (value: string) => ({ cards: [{ keyword: 'POLCCONV', value }] })

describe('Stokes parameters in separate files', () => {
  it('become one polarised map, with where each comes from', async () => {
    const [i, q, u] = [
      await written(['TEMPERATURE']),
      await written(['Q_STOKES'], { ...polcconv('IAU'), history: ['Simulated.'] }),
      await written(['U_STOKES']),
    ]
    const out = newFile()
    const joined = await joinStokes({ i, q, u, out })
    expect(joined).toMatchObject({ nside: 2, ordering: 'RING', coordsys: 'G', polcconv: 'IAU', unit: 'K' })
    expect(joined.parts[1]).toEqual({
      stokes: 'Q',
      path: q,
      column: 'Q_STOKES',
      checksum: await checksumOf(q),
      missing: 0,
    })
    const { values, header } = await readMapColumn(out, 'I_STOKES')
    expect(values).toEqual(valuesOf('TEMPERATURE'))
    const history = header.cards.cards
      .flatMap(({ keyword, comment }) => (keyword === 'HISTORY' ? [comment] : []))
      .join('')
    expect(history).toContain('Simulated.')
    expect(history.replaceAll(' ', '')).toContain(`Ufrom${u},columnU_STOKES,SHA-256${await checksumOf(u)}`)
    // It is read as any polarised map: U of the IAU changes its sign.
    const { stokes } = await loadChannels(out, undefined, 'IQU', {})
    expect(stokes!.q).toEqual(valuesOf('Q'))
    expect(stokes!.u).toEqual(valuesOf('U').map((value) => -value))
  })

  it('are found in a file of one column whatever its name, and keep order, missing pixels and unknown facts', async () => {
    const values = valuesOf('Q')
    values[5] = NaN
    const holed = [{ ...column('MAP'), values }]
    const nested = { ordering: 'NESTED', coordsys: null } as const
    const [q, u] = [await written([], { ...nested, columns: holed }), await written(['MAP'], nested)]
    const out = newFile()
    const joined = await joinStokes({ i: null, q, u, out })
    expect(joined).toMatchObject({ ordering: 'NESTED', coordsys: null, polcconv: null })
    expect(joined.parts.map(({ stokes, missing }) => [stokes, missing])).toEqual([
      ['Q', 1],
      ['U', 0],
    ])
    expect((await readMapColumn(out, 'Q_STOKES')).values[5]).toBeNaN()
  })

  it.each([
    ['nside', { nside: 1, columns: [{ ...column('U'), values: new Float32Array(12) }] }, 'K', '--nside'],
    ['ordering', { ordering: 'NESTED' }, 'K', '--ordering'],
    ['frame', { coordsys: 'C' }, 'K', '--coordsys'],
    ['unit', {}, 'MJy/sr', '--unit'],
    ['card POLCCONV', polcconv('COSMO'), 'K', '--polcconv'],
  ] as const)('are refused if their %s differs, with what to do', async (fact, changes, unit, option) => {
    const [q, u] = [await written(['Q'], polcconv('IAU')), await written(['U'], changes, unit)]
    const out = newFile()
    const joining = joinStokes({ i: null, q, u, out })
    await expect(joining).rejects.toThrow(`${u}, ${fact}: `)
    await expect(joining).rejects.toThrow(`convert one of them with cirrus map convert ${option}`)
    expect(existsSync(out)).toBe(false)
  })

  it('are refused if the column is not clear, and never overwrite a file', async () => {
    const [q, u, two] = [await written(['Q']), await written(['U']), await written(['A', 'B'])]
    await expect(joinStokes({ i: two, q, u, out: newFile() })).rejects.toThrow('which of them is Stokes I is not clear')
    await expect(joinStokes({ i: null, q, u, out: q })).rejects.toMatchObject({ code: 'conflict' })
  })
})
