import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { estimatorsOf, type EstimatorOptions } from '../../src-main/terminal/estimator-options.ts'
import { problemOf, type InpaintOptions } from '../../src-main/terminal/inpaint.ts'
import { estimatorSchema } from '../../src-preload/contract/estimators.ts'
import { exportCommand, inpaintCommands } from '../../src-preload/contract/inpaint-commands.ts'
import { problemSchema, type Problem } from '../../src-preload/contract/inpaintings.ts'
import { parse } from './parse-line.ts'

const demoMap = join(import.meta.dirname, '../../resources/demo-map/iris-100um-nside512.fits.gz')
const plain = problemSchema.parse({ patch: 7, mask: { kind: 'corner' } })
const of = (problem: Problem) => ({ dataset: '/datasets/a b', problem })
const mean = { estimator: estimatorSchema.parse({ kind: 'mean' }), run: null }
const map = (settings: object = {}, run = '/runs/a') => ({
  ...{ estimator: estimatorSchema.parse({ kind: 'map', ...settings }), run },
})

describe('the commands of an inpainting', () => {
  it('are one for several estimates, and keep their settings', () => {
    const settings = { checkpoint: 'last', width: 'noise-and-decoder', starts: 3, maxIterations: 40, seed: 2 }
    const commands = inpaintCommands(of(plain), [mean, map(settings)], 'i')
    expect(commands).toHaveLength(1)
    const { operands, options } = parse(commands[0])
    expect(operands).toEqual(['/runs/a'])
    expect(options).toMatchObject({ dataset: '/datasets/a b', out: 'i' })
    expect(estimatorsOf(options as unknown as EstimatorOptions, 'map')).toEqual([
      mean.estimator,
      map(settings).estimator,
    ])
  })

  it('keep the settings of a Wiener filter', () => {
    const settings = { kind: 'wiener', covariance: 'stationary', samples: 32, seed: 3 } as const
    const [command] = inpaintCommands(of(plain), [{ estimator: settings, run: null }], 'i')
    expect(estimatorsOf(parse(command).options as unknown as EstimatorOptions, 'map')).toEqual([settings])
  })

  it('keep the settings of chains', () => {
    const settings = {
      kind: 'hmc',
      chains: 3,
      warmUp: 20,
      draws: 30,
      leapfrogSteps: 5,
      mass: 'unit',
      samples: 7,
    } as const
    const estimator = estimatorSchema.parse({ ...settings, width: 'noise', seed: 2, checkpoint: 'last' })
    const [command] = inpaintCommands(of(plain), [{ estimator, run: '/runs/a' }], 'i')
    expect(estimatorsOf(parse(command).options as unknown as EstimatorOptions, 'map')).toEqual([estimator])
  })

  it('keep what differs for channels', async () => {
    const problem = problemSchema.parse({
      ...plain,
      channels: {
        I: { mask: { kind: 'all' }, noise: { kind: 'map', path: '/a b/std.fits', column: 'II' } },
        Q: { mask: { kind: 'random', seed: 3, share: 0.2 }, beam: 12.5, noise: { kind: 'white', sigma: 0.7 } },
        U: { mask: { kind: 'none' }, beam: null, noise: { kind: 'spectrum', path: 'n.csv' } },
      },
    })
    const [command] = inpaintCommands(of(problem), [mean], 'i')
    expect(await problemOf(parse(command).options as unknown as InpaintOptions)).toEqual(problem)
  })

  it('keep that there is no hole', async () => {
    const problem = problemSchema.parse({ patch: 3, mask: { kind: 'all' }, beam: 80 })
    const [command] = inpaintCommands(of(problem), [mean], 'i')
    expect(command).toContain('--mask all --operator beam:80')
    expect(await problemOf(parse(command).options as unknown as InpaintOptions)).toEqual(problem)
  })

  it('need no run for estimators without a model', () => {
    const [command] = inpaintCommands(of(plain), [mean], 'i')
    expect(parse(command).operands).toEqual([])
  })

  it('are another for another run, for a kind that is there, and for another value of a setting', () => {
    const commands = inpaintCommands(of(plain), [map(), map({ starts: 8 }), map({}, '/runs/b'), mean], 'i')
    expect(commands.map((command) => [parse(command).operands[0], parse(command).options.estimator])).toEqual([
      ['/runs/a', ['map', 'mean']],
      ['/runs/a', ['map']],
      ['/runs/b', ['map']],
    ])
  })

  it.each([
    ['a mask of Fig. 6', plain],
    ['a beam', { ...plain, beam: 12.5 }],
    ['a map of noise', { ...plain, noise: { kind: 'map', path: '/m y/std.fits', column: 'STD' } }],
    ['a picture of noise', { ...plain, noise: { kind: 'map', path: 'std.npy', column: null } }],
    ['a noise spectrum', { ...plain, noise: { kind: 'spectrum', path: 'n-l.csv' } }],
    ['means over its pixels', { ...plain, pixelWindow: { kind: 'patch' } }],
    ['means over HEALPix pixels', { ...plain, beam: 5, pixelWindow: { kind: 'healpix', nside: 2048 } }],
    ['a mask from a picture', { ...plain, mask: { kind: 'file', path: '/m y/mask.npy' } }],
    ['random holes', { ...plain, mask: { kind: 'random', seed: 7, share: null } }],
    ['random holes of a share', { ...plain, mask: { kind: 'random', seed: 7, share: 0.2 } }],
    ['sources', { ...plain, mask: { kind: 'sources', path: '/m y/s.csv', radius: null } }],
    ['sources of one radius', { ...plain, mask: { kind: 'sources', path: '/m y/s.csv', radius: 4.5 } }],
    ['a mask map', { ...plain, mask: { kind: 'map', path: demoMap, column: null, threshold: 0.5 } }],
    ['a column of one', { ...plain, mask: { kind: 'map', path: demoMap, column: 'I', threshold: 3 } }],
    ['noise that is added', { ...plain, noise: { kind: 'white', sigma: 0.05 }, simulated: true, seed: 4 }],
  ] as [string, Problem][])('keep the data: %s', async (_, problem) => {
    const [command] = inpaintCommands(of(problem), [mean], 'i')
    expect(await problemOf(parse(command).options as unknown as InpaintOptions)).toEqual(problem)
  })
})

describe('the command of an export', () => {
  it('keeps formats, unit and estimates', () => {
    expect(parse(exportCommand('i', null, ['fits', 'png'], 'e')).options).toEqual({
      format: ['fits', 'png'],
      out: 'e',
    })
    const inUnit = { unit: 'MJy/sr', frequency: 545 } as const
    expect(parse(exportCommand('i', ['map', 'map-2'], ['npy'], 'e', inUnit)).options).toEqual({
      ...{ estimates: ['map', 'map-2'], format: ['npy'], ...inUnit, out: 'e' },
    })
  })
})
