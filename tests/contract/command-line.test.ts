import { shellWord } from '../../src-shared/text/shell-word.ts'
import { describe, expect, it } from 'vitest'
import { presets } from '../../src-shared/model/presets.ts'
import {
  datasetCommand,
  exportPatchesCommand,
  exportWeightsCommand,
  importCommand,
  likelihoodCommand,
  mapAssembleCommand,
  mapConvertCommand,
  stackAssembleCommand,
  mapDownloadCommand,
  mapInfoCommand,
  mapImageCommand,
  patchCommand,
  patchSpectrumCommand,
  reconstructCommand,
  resumeCommand,
  trainCommand,
  tensorflowCommand,
} from '../../src-preload/contract/command-line.ts'
import { datasetRecipeSchema, stackImportSchema } from '../../src-preload/contract/datasets.ts'
import { likelihoodChoiceSchema } from '../../src-preload/contract/likelihood.ts'
import { patchSpectrumSchema } from '../../src-preload/contract/maps.ts'
import { patchChoiceSchema } from '../../src-preload/contract/patch-choice.ts'
import { spectrumRecipeSchema } from '../../src-shared/statistics/spectrum-recipe.ts'
import { validationConfigSchema } from '../../src-preload/contract/validations.ts'
import { recipeOf, type SpectrumOptions } from '../../src-main/terminal/spectrum-options.ts'
import { parse, words } from './parse-line.ts'

const recipe = datasetRecipeSchema.parse({ size: 64, split: 'disjoint', rowRule: 'multiple', seed: 3, step: 2.5 })
const file = (path: string, coordsysOverride: 'C' | null = null, polcconvOverride: 'IAU' | null = null) => ({
  ...{ path, coordsysOverride, polcconvOverride },
})

describe('copy as command', () => {
  it('keeps all of an import, and leaves out what was not given', () => {
    const given = stackImportSchema.parse({ path: 'my stack.npy', width: 4.5, positions: 'p.csv', unit: 'MJy/sr' })
    const { path, ...options } = given
    expect(parse(importCommand(given, 'd', 'A box'))).toEqual({
      operands: [path],
      options: { ...options, name: 'A box', out: 'd' },
    })
    const bare = parse(importCommand({ ...given, positions: null, unit: '' }, 'd')).options
    expect(stackImportSchema.parse({ ...bare, path })).toEqual({ ...given, positions: null, unit: '' })
    expect('name' in bare).toBe(false)
  })

  it('keeps all of a conversion and of an assembly', () => {
    const conversion = { unit: 'uK_CMB', frequency: 353 } as const
    const settings = {
      column: 'I 2',
      ordering: 'NESTED',
      nside: 64,
      coordsys: 'C',
      polcconv: 'IAU',
      ...conversion,
      out: 'o.fits',
    } as const
    const converted = parse(mapConvertCommand({ ...file('a.fits', 'C'), polcconvOverride: 'COSMO' }, settings))
    expect(converted).toEqual({
      operands: ['a.fits'],
      options: { ...settings, inputCoordsys: 'C', inputPolcconv: 'COSMO' },
    })
    expect(mapConvertCommand(file('a.fits'), { out: 'o.fits' })).toBe('cirrus map convert a.fits --out o.fits')
    const stack = {
      ...{ positions: 'c.csv', masks: 'm.npy', width: 8, unit: 'K', out: 'o.fits' },
      nside: 64,
      ordering: 'RING',
      coordsys: 'C',
      corrections: 0,
    } as const
    expect(parse(stackAssembleCommand({ path: 's.npy', ...stack }))).toEqual({ operands: ['s.npy'], options: stack })
    const assembly = { nside: 128, ordering: 'RING', coordsys: 'E', corrections: 0, out: 'o.fits' } as const
    const assembled = parse(mapAssembleCommand('d', assembly))
    expect([assembled.operands, assembled.options]).toEqual([['d'], { unit: '', ...assembly }])
  })

  it('keeps the choice of patches to export, ranges below zero too', () => {
    const choice = { splits: ['train', 'test'], lon: [330, 30], lat: [-30, null], std: [null, 0.5], channel: 'Q' }
    const conversion = { unit: 'uK_CMB', frequency: 353 } as const
    const given = patchChoiceSchema.parse({ ...choice, patches: [1, 5, 6, 7] })
    const { operands, options } = parse(exportPatchesCommand('d', given, ['fits', 'png'], 'o', conversion))
    const { split: splits, format, out, unit, frequency, ...others } = options
    expect([operands, format, out, { unit, frequency }]).toEqual([['d'], ['fits', 'png'], 'o', conversion])
    expect(patchChoiceSchema.parse({ ...others, splits })).toEqual(given)
    expect(exportPatchesCommand('d', {}, ['npy'], 'o')).toBe('cirrus dataset export d --format npy --out o')
  })

  it('keeps the frame and the convention given for a map', () => {
    const map = file('a.fits', 'C', 'IAU')
    const cut = { lon: 1, lat: 2, size: 8, width: 4 }
    const lines = [mapInfoCommand(map), patchCommand(map, 'I', cut, 'p.fits'), datasetCommand(map, 'I', recipe, 'd')]
    for (const line of lines) expect(parse(line).options).toMatchObject({ coordsys: 'C', polcconv: 'IAU' })
    const channels = parse(patchCommand(map, 'Q', { ...cut, channels: 'QU' }, 'p.fits')).options
    expect(channels).toMatchObject({ channels: 'QU' })
  })

  it('keeps all of a patch’s spectrum, across two maps and in another unit', () => {
    const place = { lon: 1, lat: -2, size: 64, width: 4 }
    const conversion = { unit: 'uK_CMB', frequency: 353 } as const
    const recipe = spectrumRecipeSchema.parse({ bands: [40, 100, 200], taper: 'C2', beam: 5 })
    const cross = { id: 'b', column: 0, frequency: 545 }
    const given = patchSpectrumSchema.parse({ ...place, ...conversion, id: 'a', column: 0, cross, recipe })
    const second = { ...file('b.fits', 'C'), column: 'I 2' }
    const { operands, options } = parse(patchSpectrumCommand(file('a.fits', 'C'), 'I', given, second))
    expect(operands).toEqual(['a.fits'])
    expect(options).toMatchObject({
      ...{ ...place, ...conversion, column: 'I', coordsys: 'C' },
      ...{ cross: 'b.fits', crossColumn: 'I 2', crossCoordsys: 'C', crossFrequency: 545 },
    })
    expect(recipeOf(options as SpectrumOptions)).toEqual(recipe)
    const plain = parse(patchCommand(file('a.fits'), 'I', { ...place, ...conversion }, 'p.fits')).options
    expect(plain).toMatchObject(conversion)
  })

  it('quotes what a shell would split', () => {
    expect(shellWord('/data/map.fits')).toBe('/data/map.fits')
    expect(words(`x ${shellWord("it's a map; rm -rf")}`)).toEqual(['x', "it's a map; rm -rf"])
  })

  it('gives commands that the terminal parses to the same parameters', () => {
    expect(parse(mapInfoCommand(file('/my maps/a.fits'))).operands).toEqual(['/my maps/a.fits'])
    const about = { cards: true, histogram: 256 }
    expect(parse(mapInfoCommand(file('a.fits'), about))).toEqual({ operands: ['a.fits'], options: about })

    expect(parse(tensorflowCommand('cuda'))).toEqual({ operands: [], options: { install: 'cuda' } })
    expect(parse(mapDownloadCommand('gnilc-545', '/my maps'))).toEqual({
      operands: ['gnilc-545'],
      options: { out: '/my maps' },
    })

    const cut = { lon: 212.5, lat: -19, size: 128, width: 4 }
    expect(parse(patchCommand(file('a.fits'), 'I 100', cut, 'p.fits'))).toEqual({
      operands: ['a.fits'],
      options: { ...cut, column: 'I 100', out: 'p.fits' },
    })

    const view = { projection: 'SIN', lon: 10, lat: -20.5, fov: 200, width: 900, height: 700 } as const
    expect(parse(mapImageCommand(file('a.fits', 'C'), 'I 100', view, 'v.fits'))).toEqual({
      operands: ['a.fits'],
      options: { ...view, column: 'I 100', coordsys: 'C', out: 'v.fits' },
    })

    const dataset = parse(datasetCommand(file('a.fits'), 'I', recipe, 'd'))
    expect(datasetRecipeSchema.parse(dataset.options)).toEqual(recipe)
    expect(dataset.options).toMatchObject({ column: 'I', out: 'd' })
    const turned = {
      ...recipe,
      maxLatitude: 60,
      centres: 'random',
      count: 300,
      rotation: 'random',
      mask: 'my mask.fits',
      holes: 'keep',
      goodFraction: 0.8,
      scale: 'asinh',
      softening: 0.25,
      standardisation: 'dataset',
      clipSigma: 6,
      clipped: 'missing',
      beam: 30,
      mapBeam: 5,
      apodisation: 0.5,
      unit: 'uK_CMB',
      frequency: 353,
      split: 'regions',
      regions: 'my regions.reg',
    } as const
    expect(datasetRecipeSchema.parse(parse(datasetCommand(file('a.fits'), 'I', turned, 'd')).options)).toEqual(turned)

    const validation = validationConfigSchema.parse({
      ...{ checkpoint: 'last', split: 'validation', samples: 12, priorSamples: 64, prior: 'flow', classifier: true },
      likelihood: 250,
    })
    const reconstruct = parse(reconstructCommand('/runs/a b', validation, 'v'))
    expect(reconstruct).toMatchObject({ operands: ['/runs/a b'], options: { report: true, out: 'v' } })
    const configOf = (options: Record<string, unknown>) =>
      validationConfigSchema.parse({ ...options, spectra: recipeOf(options as unknown as SpectrumOptions) })
    expect(configOf(reconstruct.options)).toEqual(validation)
    expect(reconstruct.options.beside).toBeUndefined()
    expect(parse(reconstructCommand('r', validation, 'v', '/runs/c d/v')).options.beside).toBe('/runs/c d/v')
    const spectra = spectrumRecipeSchema.parse({
      ...{
        taper: 'Smooth',
        apodize: 0.25,
        bands: [40, 100.5, 300],
        mask: '/my masks/m.npy',
        beam: 5,
        pixelWindow: true,
      },
    })
    for (const asked of [spectra, { ...spectra, bands: 60, apodize: 0 }])
      expect(configOf(parse(reconstructCommand('r', { ...validation, spectra: asked }, 'v')).options)).toEqual({
        ...validation,
        spectra: asked,
      })
    const weights = { format: ['safetensors'], checkpoint: 'last', out: 'w.safetensors' }
    expect(parse(exportWeightsCommand('r', 'last', 'w.safetensors'))).toEqual({ operands: ['r'], options: weights })
    const choice = likelihoodChoiceSchema.parse({ count: 7, split: 'train', solver: 'heun', probes: 2 })
    for (const one of [choice, likelihoodChoiceSchema.parse({})]) {
      expect(parse(likelihoodCommand('r', one)).options).toMatchObject({ ...one, keep: true })
    }
    expect(likelihoodCommand('r', likelihoodChoiceSchema.parse({}))).not.toContain('solver')
    const begun = trainCommand('d', presets.demo, presets.demo, 'r', "w's.safetensors")
    expect(parse(begun).options).toMatchObject({ weights: "w's.safetensors", out: 'r' })
    expect(parse(resumeCommand('d', 'r', 30)).options).toMatchObject({ resume: true, epochs: 30, out: 'r' })
  })
})
