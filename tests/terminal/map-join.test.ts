import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeHealpixMap } from '../../src-main/sky/fits/write-map.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-join-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const write = (name: string, { nside = 2, unit = 'K', holes = 0 } = {}) =>
  writeHealpixMap(at(`${name}.fits`), {
    ...{ nside, ordering: 'NESTED', coordsys: 'C', history: [] },
    cards: name === 'u' ? [{ keyword: 'POLCCONV', value: 'IAU' }] : [],
    columns: [
      {
        ...{ name: `${name.toUpperCase()}_STOKES`, unit, type: 'float32' },
        values: Float32Array.from({ length: 12 * nside ** 2 }, (_, pixel) => (pixel < holes ? NaN : pixel)),
      },
    ],
  })
const joined = (...words: string[]) =>
  cirrus('map', 'join', '--q', at('q.fits'), '--u', at('u.fits'), '--out', at('map.fits'), ...words)

beforeAll(async () => {
  await write('i')
  await write('q', { holes: 3 })
  await write('u')
})

describe('cirrus map join', () => {
  it('prints the map that it wrote, where each Stokes parameter is from, and how many pixels are missing', async () => {
    const { code, stdout } = await joined('--i', at('i.fits'))
    expect(code).toBe(0)
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ['wrote', at('map.fits')],
      ['map', 'nside 2, NESTED, frame C'],
      ['U', 'IAU'],
      ['Stokes I', `I_STOKES of ${at('i.fits')} [K]`],
      ['Stokes Q', `Q_STOKES of ${at('q.fits')} [K], 3 missing`],
      ['Stokes U', `U_STOKES of ${at('u.fits')} [K]`],
    ])
    const { columns } = JSON.parse((await cirrus('map', 'info', at('map.fits'))).stdout) as {
      columns: { name: string }[]
    }
    expect(columns.slice(0, 3).map(({ name }) => name)).toEqual(['I_STOKES', 'Q_STOKES', 'U_STOKES'])
  })

  it('keeps a map that is there unless it may be replaced, and then tells of it as JSON', async () => {
    const refusal = await joined()
    expect(refusal).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('map.fits would be overwritten'),
    })
    const { stdout } = await joined('--overwrite', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ nside: 2, polcconv: 'IAU', parts: [{ stokes: 'Q' }, { stokes: 'U' }] })
  })

  it('writes FITS files only, and needs both Q and U', async () => {
    const other = await cirrus('map', 'join', '--q', at('q.fits'), '--u', at('u.fits'), '--out', at('map.npy'))
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('--out must end in .fits') })
    const alone = await cirrus('map', 'join', '--q', at('q.fits'), '--out', at('other.fits'))
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--u') })
  })

  it('refuses maps that do not fit together, naming the file, and writes nothing', async () => {
    await write('coarse', { nside: 1 })
    writeFileSync(at('empty.fits'), '')
    for (const name of ['coarse', 'empty', 'none']) {
      const file = at(`${name}.fits`)
      const { code, stderr } = await cirrus('map', 'join', '--q', at('q.fits'), '--u', file, '--out', at('new.fits'))
      expect([code, stderr.includes(`${name}.fits`)], stderr).toEqual([3, true])
      expect(existsSync(at('new.fits'))).toBe(false)
    }
  })
})
