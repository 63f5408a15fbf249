import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeApng } from 'fast-png'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoMapPath } from '../../src-main/application/host/first-start.ts'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { openSafetensors } from '../../src-main/files/safetensors.ts'
import { readFitsImage } from '../../src-main/sky/fits/image.ts'
import { hasSharedData, sharedData } from '../shared-data.ts'
import { cirrus } from './run-command.ts'

let folder: string
const at = (...names: string[]) => join(folder, ...names)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cirrus-terminal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('cirrus', () => {
  it('says how it is used, and ends with 2 when it is used otherwise', async () => {
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

  it('refuses input with 3 and a sentence on stderr', async () => {
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

  it.runIf(hasSharedData)('refuses every file that is no map with 3, naming it and the place', async () => {
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
  })

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

  it('walks through dataset, training, inpainting and export, each step from the last one’s folder', async () => {
    const dataset = await cirrus(
      'dataset',
      'create',
      demoMapPath(),
      '--size',
      '32',
      '--step',
      '8',
      '--out',
      at('dataset'),
      '--json',
    )
    expect(dataset.code).toBe(0)
    expect(dataset.stderr).toMatch(/^\d+ patches: \d+ train, \d+ validation, \d+ test/)
    const { count } = JSON.parse(dataset.stdout)
    expect((await readNpy(at('dataset', 'patches.npy'))).shape).toEqual([count, 32, 32])
    const again = await cirrus('dataset', 'create', demoMapPath(), '--size', '32', '--out', at('dataset'))
    expect(again).toMatchObject({ code: 3 })
    expect(again.stderr).toContain('already holds a dataset')

    const small = [
      '--set',
      'encoderFilters=4,4',
      '--set',
      'decoderFilters=4,4',
      '--set',
      'latentDimension=6',
      '--set',
      'denseWidth=8',
    ]
    const wrong = await cirrus('train', at('dataset'), '--preset', 'demo', '--set', 'speed=9', '--out', at('run'))
    expect(wrong.code).toBe(2)
    const trained = await cirrus(
      'train',
      at('dataset'),
      '--preset',
      'demo',
      '--epochs',
      '1',
      ...small,
      '--out',
      at('run'),
      '--json',
    )
    expect(JSON.parse(trained.stdout)).toMatchObject({ state: 'complete', epoch: 1 })
    const resumed = await cirrus('train', at('dataset'), '--resume', '--epochs', '2', '--out', at('run'), '--json')
    expect(JSON.parse(resumed.stdout)).toMatchObject({ state: 'complete', epoch: 2 })

    const reconstructed = await cirrus('reconstruct', at('run'), '--samples', '3', '--out', at('test'), '--json')
    const { result } = JSON.parse(reconstructed.stdout)
    const unreported = await cirrus('reconstruct', at('run'), '--out', at('t2'), '--taper', 'C2')
    expect(unreported).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--taper is for a report; add --report'),
    })
    expect((await readNpy(at('test', 'reconstructions.npy'))).shape).toEqual([result.count, 32, 32])
    expect((await cirrus('reconstruct', at('run'), '--out', at('test'))).stderr).toContain(
      'already holds reconstructions',
    )

    const inpainted = await cirrus(
      'inpaint',
      at('run'),
      '--patch',
      '0',
      '--mask',
      'block',
      '--max-iterations',
      '30',
      '--out',
      at('hole'),
      '--json',
    )
    expect(JSON.parse(inpainted.stdout).result.iterations).toBeGreaterThan(0)
    await writeNpy(at('mask.npy'), new Uint8Array(32 * 32).fill(1, 0, 900), [32, 32])
    const own = await cirrus(
      'inpaint',
      at('run'),
      '--patch',
      '0',
      '--mask',
      at('mask.npy'),
      '--max-iterations',
      '5',
      '--out',
      at('own'),
    )
    expect(own.code).toBe(0)
    const noHole = at('ones.npy')
    await writeNpy(noHole, new Uint8Array(32 * 32).fill(1), [32, 32])
    expect((await cirrus('inpaint', at('run'), '--patch', '0', '--mask', noHole, '--out', at('n'))).stderr).toContain(
      'no hole',
    )

    const exported = await cirrus('export', at('hole'), '--format', 'fits,npy', '--out', at('out'))
    expect(exported.code).toBe(0)
    // FITS and, for the filled patch and the model, .npy; each standardised and in the map's unit.
    expect(exported.stdout.trim().split('\n')).toHaveLength(6)
    const map = await readNpy(at('out', 'hole-filled-map.npy'))
    expect(map.data.every((value) => value > 0)).toBe(true)

    const weights = await cirrus('export', at('run'), '--format', 'safetensors', '--out', at('w', 'run.safetensors'))
    expect(weights).toMatchObject({ code: 0, stdout: expect.stringContaining(at('w', 'run.safetensors')) })
    const file = await openSafetensors(at('w', 'run.safetensors'))
    await file.close()
    expect(file.tensors.get('decoder/conv2d_transpose/kernel')!.shape).toEqual([4, 4, 4, 32])
    expect(JSON.parse(file.metadata.config)).toMatchObject({ size: 32, latentDimension: 6, epochs: 2 })
    const begin = ['train', at('dataset'), '--preset', 'demo', '--epochs', '1', '--weights', at('w', 'run.safetensors')]
    const unlike = await cirrus(...begin, '--out', at('unlike'))
    expect(unlike.code).toBe(3)
    expect(unlike.stderr).toContain('run.safetensors, tensor "encoder/conv2d/kernel": its shape is [4, 4, 1, 4]')
    expect(unlike.stderr).toContain(
      'encoderFilters=4,4 decoderFilters=4,4 denseWidth=8 latentDimension=6: set the same',
    )
    expect((await cirrus(...begin, ...small, '--out', at('begun'))).code).toBe(0)
    expect(JSON.parse(readFileSync(at('begun', 'run.json'), 'utf8')).startWeights.file).toBe(at('w', 'run.safetensors'))
    expect((await cirrus(...begin, '--resume', '--out', at('begun'))).code).toBe(2)
    const mixed = await cirrus('export', at('run'), '--format', 'npy,safetensors', '--out', at('mixed'))
    expect(mixed).toMatchObject({ code: 2, stderr: expect.stringContaining('weights of a run, without other formats') })
    const hole = await cirrus('export', at('hole'), '--format', 'safetensors', '--out', at('mixed'))
    expect(hole).toMatchObject({ code: 3, stderr: expect.stringContaining('this folder holds no run') })
  }, 120_000)

  it('validates that run with figures and report, interpolates, and draws from its prior', async () => {
    const report = ['reconstruct', at('run'), '--samples', '2', '--report']
    expect(await cirrus(...report, '--seed', '1', '--out', at('v'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a validation draws with seed 0'),
    })
    expect((await cirrus('reconstruct', at('run'), '--out', at('v'), '--beside', at('v'))).code).toBe(2)
    const ways = ['--taper', 'C2', '--bin', '50,150,400', '--beam', '5']
    const validated = await cirrus(...report, ...ways, '--out', at('v'))
    expect(validated).toMatchObject({ code: 0, stdout: expect.stringContaining(at('v', 'report', 'report.html')) })
    expect(validated.stdout).toMatch(/mean squared error +\d\.\d{4} {3}linear \d\.\d{4}/)
    expect(readFileSync(at('v', 'report', 'report.html'), 'utf8')).toContain(
      '<h1>Validation of run, random split, test patches</h1>',
    )
    const results = JSON.parse(readFileSync(at('v', 'results.json'), 'utf8'))
    expect(results.results.latents.count).toBe(6)

    expect(results.config.spectra).toMatchObject({ taper: 'C2', apodize: null, bands: [50, 150, 400], beam: 5 })
    const words = 'C2 taper of 1°, bands between ℓ = 50, 150, 400, a beam of 5′ divided out'
    expect(readFileSync(at('v', 'report', 'report.html'), 'utf8')).toContain(
      `<th scope="row">power spectra</th><td>${words}</td>`,
    )
    expect(readFileSync(at('v', 'report', 'spectra.csv'), 'utf8').split('\n')[0]).toContain(`,"band (${words})"`)
    expect(await cirrus(...report, '--out', at('v'))).toMatchObject({ code: 3 })

    const way = ['interpolate', at('run'), '--from', '0', '--to', '3', '--out', at('way')]
    const walked = await cirrus(...way, '--steps', '4', '--json')
    expect(JSON.parse(walked.stdout)).toMatchObject({
      latents: { kind: 'interpolation', from: 0, to: 3, steps: 4 },
      result: { count: 6 },
      files: expect.arrayContaining([expect.objectContaining({ name: 'interpolation.npy' })]),
    })
    expect((await readNpy(at('way', 'interpolation.npy'))).shape).toEqual([6, 32, 32])
    const strip = readFileSync(at('way', 'interpolation-strip.svg'), 'utf8')
    for (const lambda of ['λ = 0', 'λ = 1/5', 'λ = 4/5', 'λ = 1']) expect(strip).toContain(`>${lambda}</text>`)
    // There and back: six pictures and the four between them again.
    const animation = decodeApng(readFileSync(at('way', 'interpolation-animation.png')))
    expect([animation.numberOfFrames, animation.width]).toEqual([10, 384])
    expect(await cirrus(...way)).toMatchObject({ code: 3, stderr: expect.stringContaining('already holds') })
    expect((await cirrus('interpolate', at('run'), '--from', '0', '--to', '99999', '--out', at('w2'))).code).toBe(3)

    const drawn = await cirrus('sample', at('run'), '--count', '5', '--seed', '2', '--out', at('draws'))
    expect(drawn).toMatchObject({ code: 0, stdout: expect.stringContaining('samples-gallery.pdf') })
    expect(drawn.stdout).toMatch(/^ +samples\.npy$/m)
    expect((await readNpy(at('draws', 'samples.npy'))).shape).toEqual([5, 32, 32])
    expect(readFileSync(at('draws', 'samples-gallery.csv'), 'utf8').trim().split('\n')).toHaveLength(6)
    expect(decodeApng(readFileSync(at('draws', 'samples-animation.png'))).numberOfFrames).toBe(5)
    expect((await cirrus('sample', at('run'), '--count', '0', '--out', at('none'))).code).toBe(2)
  }, 300_000)

  it('computes power spectra of one map or several, one row a map', async () => {
    const size = 64
    const wave = Float32Array.from({ length: 2 * size * size }, (_, i) =>
      Math.cos((2 * Math.PI * 6 * (i % size)) / size),
    )
    await writeNpy(at('waves.npy'), wave, [2, size, size])
    const { code, stdout } = await cirrus('spectrum', at('waves.npy'), '--width', '8', '--bin', '90', '--apodize', '1')
    expect(code).toBe(0)
    const { ell, cl } = JSON.parse(stdout)
    expect(cl).toHaveLength(2)
    expect(cl[0]).toHaveLength(ell.length)
    expect(cl[0]).toEqual(cl[1])
    // Six waves across 64 pixels of 8 / 63 deg: l = 6 x 360 / 8.127 = 266.
    const peak = ell[cl[0].indexOf(Math.max(...cl[0]))]
    expect(Math.abs(peak - (6 * 360) / ((8 * 64) / 63))).toBeLessThan(45)
    expect((await cirrus('spectrum', at('waves.npy'), '--width', '8', '--bin', '9000')).code).toBe(3)
  })

  it('computes those of E and B of maps of Q and U that are not square, with the leakage of the mask', async () => {
    const [rows, columns] = [24, 32]
    const pixels = rows * columns
    const maps = Float64Array.from({ length: 4 * pixels }, (_, i) => Math.sin(0.3 * i * (1 + (i % 7))))
    await writeNpy(at('qu.npy'), maps, [2, 2, rows, columns])
    await writeNpy(at('q.npy'), maps.subarray(0, pixels), [rows, columns])
    await writeNpy(at('u.npy'), maps.subarray(pixels, 2 * pixels), [rows, columns])
    const ways = ['--width', '8', '--bin', '100,200,400', '--taper', 'Smooth', '--apodize', '0.3', '--beam', '6']
    const { code, stdout } = await cirrus('spectrum', at('qu.npy'), ...ways)
    expect(code).toBe(0)
    const { ell, ee, eb, bb, leakage } = JSON.parse(stdout)
    expect(ell).toEqual([150, 300])
    for (const powers of [ee, eb, bb]) expect(powers.map((row: number[]) => row.length)).toEqual([2, 2])
    for (const share of leakage) expect(share).toBeGreaterThan(0)
    const apart = JSON.parse((await cirrus('spectrum', at('q.npy'), '--u', at('u.npy'), ...ways)).stdout)
    expect([apart.ee[0], apart.bb[0]]).toEqual([ee[0], bb[0]])
    const iau = await cirrus('spectrum', at('q.npy'), '--u', at('u.npy'), ...ways, '--polcconv', 'IAU')
    expect(JSON.parse(iau.stdout).bb[0]).not.toEqual(bb[0])
    expect(await cirrus('spectrum', at('qu.npy'), ...ways, '--polcconv', 'HEALPix')).toMatchObject({ code: 2 })
  })
})
