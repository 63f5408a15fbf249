import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeApng } from 'fast-png'
import { afterAll, describe, expect, it } from 'vitest'
import { demoMapPath } from '../../src-main/application/host/first-start.ts'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { readFitsImage } from '../../src-main/sky/fits/image.ts'
import { openSafetensors } from '../../src-main/files/safetensors.ts'
import { cirrus } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-terminal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)

describe('cirrus', () => {
  it('run through dataset, training, inpainting and export, each step using the folder of the last', async () => {
    const dataset = await cirrus(
      'dataset',
      'create',
      demoMapPath(),
      '--size',
      '32',
      '--step',
      '16',
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
      stderr: expect.stringContaining('--taper needs --report'),
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
    expect(JSON.parse(inpainted.stdout).estimates.map.result.minimum.iterations).toBeGreaterThan(0)
    const simple = ['--patch', '0', '--mask', 'block', '--estimator', 'mean,diffusion', '--out', at('hole')]
    const added = await cirrus('inpaint', '--dataset', at('dataset'), ...simple)
    expect(added.stdout.split('\n').map((row) => row.split('  ')[0])).toEqual([
      ...['estimate', 'Mean', 'Diffusion', 'wrote', 'as pictures', ''],
    ])
    const twice = await cirrus('inpaint', '--dataset', at('dataset'), ...simple)
    expect(twice).toMatchObject({ code: 3, stderr: expect.stringContaining('already holds this estimate') })
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
    const all = ['inpaint', '--dataset', at('dataset'), '--patch', '0', '--mask', 'all', '--estimator', 'mean']
    expect((await cirrus(...all, '--out', at('n'))).stderr).toContain('nothing is left to estimate')
    expect((await cirrus(...all, '--mask', 'none', '--out', at('n'))).code).toBe(2)
    expect((await cirrus(...all, '--operator', 'beam:80', '--out', at('whole'))).stdout).toContain(
      'error over the whole patch',
    )

    const exported = await cirrus('export', at('hole'), '--format', 'fits,npy', '--out', at('out'))
    expect(exported.code).toBe(0)
    // Of three estimates FITS and, filled and everywhere, .npy; each standardised and in the map's unit.
    expect(exported.stdout.trim().split('\n')).toHaveLength(18)
    const one = ['--estimates', 'map', '--format', 'fits', '--out', at('one')]
    expect((await cirrus('export', at('hole'), ...one)).stdout.trim().split('\n')).toHaveLength(2)
    const map = await readNpy(at('out', 'hole-map-filled-map.npy'))
    expect(map.data.every((value) => value > 0)).toBe(true)

    const last = ['--format', 'safetensors', '--checkpoint', 'last']
    const weights = await cirrus('export', at('run'), ...last, '--out', at('w', 'run.safetensors'))
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
  }, 240_000)

  it('validate that run with figures and report, interpolate, and sample its prior', async () => {
    const report = ['reconstruct', at('run'), '--samples', '2', '--report', '--prior-samples', '16']
    expect(await cirrus(...report, '--seed', '1', '--out', at('v'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('validations always use seed 0'),
    })
    expect((await cirrus('reconstruct', at('run'), '--out', at('v'), '--beside', at('v'))).code).toBe(2)
    const ways = ['--taper', 'C2', '--bin', '50,150,400', '--beam', '5']
    const validated = await cirrus(...report, ...ways, '--out', at('v'))
    expect(validated).toMatchObject({ code: 0, stdout: expect.stringContaining(at('v', 'report', 'report.html')) })
    expect(validated.stdout).toMatch(/mean squared error +\d\.\d{4} {3}linear \d\.\d{4}/)
    expect(readFileSync(at('v', 'report', 'report.html'), 'utf8')).toContain(
      '<h1>Validation of run, random split, test patches</h1>',
    )
    expect(readdirSync(at('v', 'report')).some((name) => name.startsWith('beside-'))).toBe(false)
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
    // Forwards and backwards: six pictures, then the four between them again.
    const animation = decodeApng(readFileSync(at('way', 'interpolation-animation.png')))
    expect([animation.numberOfFrames, animation.width]).toEqual([10, 384])
    expect(await cirrus(...way)).toMatchObject({ code: 3, stderr: expect.stringContaining('already holds') })
    expect((await cirrus('interpolate', at('run'), '--from', '0', '--to', '99999', '--out', at('w2'))).code).toBe(3)

    const ensemble = ['--unit', 'map', '--format', 'fits,npy', '--at', '120,-30', '--at', '5,60']
    const drawn = await cirrus('sample', at('run'), '--count', '5', '--seed', '2', '--out', at('draws'), ...ensemble)
    expect(drawn).toMatchObject({ code: 0, stdout: expect.stringContaining('samples-gallery.pdf') })
    expect(drawn.stdout).toMatch(/^ +samples\.npy$/m)
    expect((await readNpy(at('draws', 'samples.npy'))).shape).toEqual([5, 32, 32])
    expect(readFileSync(at('draws', 'samples-gallery.csv'), 'utf8').trim().split('\n')).toHaveLength(6)
    expect(decodeApng(readFileSync(at('draws', 'samples-animation.png'))).numberOfFrames).toBe(5)
    expect(drawn.stdout).toContain('5 x sample-NNNNN.fits')
    // The second of two places, taken in turns.
    const { cards } = await readFitsImage(at('draws', 'sample-00003.fits'), 'SAMPLE')
    expect(cards.find(({ keyword }) => keyword === 'CRVAL1')?.value).toBe(5)
    expect((await cirrus('sample', at('run'), '--count', '0', '--out', at('none'))).code).toBe(2)
    expect((await cirrus('sample', at('run'), '--out', at('none'))).code).toBe(2)
  }, 300_000)
})
