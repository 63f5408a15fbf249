import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { demoMapPath } from '../../src-main/application/host/first-start.ts'
import { readNpy } from '../../src-main/files/npy.ts'
import { readFitsImage } from '../../src-main/sky/fits/image.ts'
import { hasSharedData, sharedData } from '../shared-data.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-map-and-patch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)

describe('cirrus', () => {
  it('explains its usage, and exits with code 2 for wrong usage', async () => {
    const help = await cirrus('--help')
    expect(help.code).toBe(0)
    for (const command of [
      'doctor',
      'map',
      'patch',
      'dataset',
      'train',
      'reconstruct',
      'interpolate',
      'sample',
      'sky',
      'compare',
      'inpaint',
      'export',
      'spectrum',
      'serve',
      'demo',
    ]) {
      expect(help.stdout).toContain(`  ${command} `)
    }
    expect((await cirrus('fly')).code).toBe(2)
    expect((await cirrus('patch', demoMapPath(), '--lon', '10')).code).toBe(2)
    const lon = await cirrus('patch', demoMapPath(), '--lon', 'east', '--lat', '3', '--out', at('x.npy'))
    expect(lon).toMatchObject({ code: 2, stdout: '' })
    expect(lon.stderr).toContain('--lon takes a number from -360 to 720, not "east"')
    expect((await cirrus('patch', demoMapPath(), '--lon', '1', '--lat', '3', '--out', at('x.jpeg'))).code).toBe(2)
  })

  it('refuses input with exit code 3 and a message on stderr', async () => {
    const text = at('letter.fits')
    writeFileSync(text, 'Dear analyst, this is a letter.')
    const letter = await cirrus('map', 'info', text)
    expect(letter).toMatchObject({ code: 3, stdout: '' })
    expect(letter.stderr).toContain('letter.fits, ')
    expect((await cirrus('map', 'info', at('nothing.fits'))).code).toBe(3)
    expect((await cirrus('inpaint', folder, '--patch', '0', '--out', at('i'))).stderr).toContain(
      'this folder holds no run',
    )
    expect((await cirrus('export', folder, '--out', at('e'))).code).toBe(3)
    expect((await cirrus('train', folder, '--out', at('r'))).code).toBe(3)
  })
})

describe('cirrus map info', () => {
  it('describes a map as one JSON object and nothing else', async () => {
    const { code, stdout, stderr } = await cirrus('map', 'info', demoMapPath())
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const info = JSON.parse(stdout)
    expect(Object.keys(info)).toEqual(['file', 'format', 'nside', 'ordering', 'coordsys', 'indexing', 'columns'])
    expect(info).toMatchObject({ format: 'healpix', nside: 512, ordering: 'RING', coordsys: 'G', indexing: 'implicit' })
    expect(Object.keys(info.columns[0]).sort()).toEqual([
      'count',
      'max',
      'mean',
      'min',
      'missing',
      'name',
      'type',
      'unit',
    ])
  })

  it.runIf(hasSharedData)(
    'refuses every file that is not a map with exit code 3, naming the file and the place',
    async () => {
      for (const file of [
        'bad/LFSPOINTER_SFD_dust_4096_sgp.fits',
        'bad/TRUNCATED_band_car_fejer1_5arcmin.fits',
        'bad/UNPADDED_hips_Npix0.fits',
        'healpix/healpixmirror_pixel_window_n0256.fits',
        'healpix/mocpy_P-GALEXGR6-AIS-FUV_moc.fits',
      ]) {
        const { code, stdout, stderr } = await cirrus('map', 'info', sharedData(file))
        expect({ code, stdout }, file).toEqual({ code: 3, stdout: '' })
        expect(stderr, file).toMatch(new RegExp(`${file}, (HDU|byte|card)`))
      }
    },
  )
})

describe('cirrus patch', () => {
  it('cuts a patch into .npy, .fits and .png, the same values in each', async () => {
    const cut = (name: string) =>
      cirrus(
        'patch',
        demoMapPath(),
        '--lon',
        '212',
        '--lat',
        '-19',
        '--size',
        '32',
        '--width',
        '8',
        '--out',
        at(name),
        '--json',
      )
    const { code, stdout } = await cut('cut.npy')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ column: 'I_100UM', unit: 'MJy/sr', size: 32, missing: 0 })
    await cut('cut.fits')
    await cut('cut.png')
    const { shape, data } = await readNpy(at('cut.npy'))
    expect(shape).toEqual([32, 32])
    const image = await readFitsImage(at('cut.fits'))
    expect([...image.values]).toEqual([...data])
    expect(image.cards.find(({ keyword }) => keyword === 'CTYPE2')!.value).toBe('GLAT-TAN')
    expect(readFileSync(at('cut.png')).subarray(1, 4).toString()).toBe('PNG')
  })

  it('converts the unit at a frequency, and refuses to without one', async () => {
    const place = ['--lon', '212', '--lat', '-19', '--size', '16', '--out', at('unit.fits'), '--overwrite']
    const cut = async (...more: string[]) => cirrus('patch', demoMapPath(), ...place, '--json', ...more)
    const plain = JSON.parse((await cut()).stdout)
    const converted = JSON.parse((await cut('--unit', 'uK_RJ', '--frequency', '3000')).stdout)
    expect(converted.unit).toBe('uK_RJ')
    // 2 k nu^2 / c^2 at 3000 GHz is 2.76513e5 MJy/sr per K.
    expect(converted.max / plain.max).toBeCloseTo(1e6 / 2.76513e5, 4)
    const { unit, cards } = await readFitsImage(at('unit.fits'))
    expect(unit).toBe('uK_RJ')
    expect(cards.map(({ comment }) => comment).join(' ')).toContain('Converted from MJy/sr to uK_RJ at 3000 GHz')
    expect(await cut('--unit', 'uK_RJ')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('unit of column I_100UM: the frequency in GHz is needed from MJy/sr to uK_RJ.'),
    })
    expect(await cut('--unit', 'mag')).toMatchObject({ code: 2 })
  })
})
