import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readNpy } from '../../src-main/files/npy.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { readCsv } from '../../src-main/files/csv.ts'
import { unitFactor } from '../../src-shared/sky/units.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-dataset-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const positive = writeMadeMap(at('positive.fits'), waves)
const signed = writeMadeMap(at('signed.fits'), (lon, lat) => waves(lon, lat) - 10)
const coarse = ['--size', '8', '--width', '20', '--step', '40', '--min-latitude', '20']

describe('cirrus dataset export', () => {
  it('writes chosen patches that dataset import reads back, and refuses what is no choice', async () => {
    await cirrus('dataset', 'create', signed, '--out', at('signed'), ...coarse)
    const write = (...more: string[]) => cirrus('dataset', 'export', at('signed'), ...more)
    const { code, stdout } = await write('--out', at('out'), '--lat', '-30..-10', '--format', 'npy')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^wrote +3 files, [\d.]+ kB, to /)
    const again = ['--positions', at('out/patches.csv'), '--width', '20', '--unit', 'MJy/sr', '--out', at('again')]
    const { stdout: said } = await cirrus('dataset', 'import', at('out/patches-map.npy'), ...again, '--json')
    const { rows } = await readCsv(at('out/patches.csv'))
    expect(JSON.parse(said)).toMatchObject({ count: rows.length, refused: [], recipe: { scale: 'linear' } })
    const { stdout: some } = await write('--out', at('some'), '--patches', '1,3-4', '--json')
    expect(JSON.parse(some).files.map(({ name }: { name: string }) => name)).toEqual([
      ...['patches.csv', 'patches-map.npy', 'patches-standard.npy'],
      ...['patch-01.fits', 'patch-03.fits', 'patch-04.fits'],
    ])
    expect(await write('--out', at('no'), '--patches', '1..3')).toMatchObject({ code: 2 })
    expect(await write('--out', at('no'), '--std', '3')).toMatchObject({ code: 2 })
    expect(await write('--out', at('some'), '--patches', '1')).toMatchObject({ code: 3 })
    expect(existsSync(at('no'))).toBe(false)
  })
})

describe('cirrus dataset create', () => {
  const create = (map: string, out: string, ...more: string[]) =>
    cirrus('dataset', 'create', map, '--out', at(out), ...coarse, ...more)

  it('announces what will be cut, and summarises what was cut', async () => {
    const { code, stdout, stderr } = await create(positive, 'a')
    expect(code).toBe(0)
    const words =
      /(\d+) patches: (\d+) train, (\d+) validation, (\d+) test, 0 unused; [\d.]+ % of the test area is also in/
    const [, count, ...splits] = words.exec(stderr)!.map(Number)
    expect(splits.reduce((sum, each) => sum + each)).toBe(count)
    expect(stdout).toMatch(new RegExp(`^wrote +${at('a')}$`, 'm'))
    expect(stdout).toMatch(new RegExp(`^patches +${count} of 8 x 8 px$`, 'm'))
    expect(stdout).not.toContain('left out')
    expect((await readNpy(join(at('a'), 'patches.npy'))).shape).toEqual([count, 8, 8])
  })

  it('uses a linear scale if values are not positive, and says so', async () => {
    const { stdout, stderr } = await create(signed, 'b', '--json')
    expect(stderr).toContain('Column I has non-positive values: using --scale linear.')
    expect(JSON.parse(stdout)).toMatchObject({ recipe: { scale: 'linear' }, refused: [] })
  })

  it('converts the unit: of a log scale the means move by log of the factor, and the record keeps the map’s unit', async () => {
    await create(positive, 'own')
    const { stdout } = await create(positive, 'converted', '--unit', 'uK_CMB', '--frequency', '353', '--json')
    expect(JSON.parse(stdout).map).toMatchObject({ unit: 'uK_CMB', conversion: { from: 'MJy/sr', frequency: 353 } })
    const tables = await Promise.all(['own', 'converted'].map((name) => readCsv(join(at(name), 'patches.csv'))))
    const mean = tables[0].columns.indexOf('mean')
    const moved = Number(tables[1].rows[0][mean]) - Number(tables[0].rows[0][mean])
    expect(moved).toBeCloseTo(Math.log(unitFactor('MJy/sr', 'uK_CMB', 353)), 5)
    const refused = await create(positive, 'none', '--unit', 'K_RJ')
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('the frequency in GHz is needed') })
  })

  it('counts what a requested log scale leaves out, in the preview and at the end', async () => {
    const { code, stdout, stderr } = await create(signed, 'c', '--scale', 'log', '--width', '4')
    const left = /(\d+) with values not above zero/
    expect(code).toBe(0)
    expect(stderr).toMatch(/^\d+ patches of \d+ positions \(left out: \d+ with values not above zero\)/m)
    expect(left.exec(stdout)![1]).toBe(left.exec(stderr)![1])
    expect(stderr).not.toContain('--scale linear')
  })

  it('warns of patches much finer than the pixels of the map', async () => {
    const { stderr } = await create(positive, 'd', '--width', '1')
    expect(stderr).toMatch(/finer than the (map|pixels)/i)
  })

  it('writes nothing if refused', async () => {
    expect(await create(positive, 'e', '--min-latitude', '90')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--min-latitude takes a number from 0 to 89, not "90"'),
    })
    expect(await create(at('none.fits'), 'e')).toMatchObject({ code: 3, stdout: '' })
    expect(await create(positive, 'e', '--column', 'Q')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('column Q: there is no such column; choose one of I'),
    })
    expect(existsSync(at('e'))).toBe(false)
  })
})

describe('cirrus patch', () => {
  const patch = (out: string, ...more: string[]) =>
    cirrus('patch', positive, '--lon', '40', '--lat', '30', '--size', '8', '--out', at(out), ...more)

  it('prints where it was cut, and the range of its values', async () => {
    const { code, stdout, stderr } = await patch('p.npy', '--width', '20')
    const { data } = await readNpy(at('p.npy'))
    const values = [...data]
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `wrote   ${at('p.npy')}`,
      'centre  l 40  b 30',
      'pixels  8 x 8, 20 deg wide',
    ])
    expect(stdout).toContain(
      `range   ${Math.min(...values).toPrecision(4)} to ${Math.max(...values).toPrecision(4)} MJy/sr`,
    )
  })

  it('accepts file extensions in any case', async () => {
    expect((await patch('P.FITS', '--width', '20')).code).toBe(0)
    expect(readFileSync(at('P.FITS'), 'latin1').slice(0, 6)).toBe('SIMPLE')
    expect((await patch('p', '--width', '20')).stderr).toContain('--out must end in .npy, .fits or .png')
  })

  it('warns of a patch much finer than the pixels of the map, and cuts it', async () => {
    const { code, stderr } = await patch('fine.npy', '--width', '0.5')
    expect(code).toBe(0)
    expect(stderr).toMatch(/finer than the (map|pixels)/i)
  })

  it('reports that its file can’t be written', async () => {
    expect(await patch('p.npy/below.npy', '--width', '20')).toMatchObject({ code: 3, stdout: '' })
  })
})
