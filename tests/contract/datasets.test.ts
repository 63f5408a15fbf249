import { describe, expect, it } from 'vitest'
import {
  datasetMethods,
  datasetPreviewSchema,
  datasetRecipeSchema,
  patchesAddress,
  patchFormOf,
  storedRecipeSchema,
  splitNameSchema,
} from '../../src-preload/contract/datasets.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const recipe = datasetRecipeSchema.parse({})
const create = datasetMethods['datasets.create'].params
const preview = datasetMethods['datasets.preview'].params
const order = { mapId: 'dust', column: 0, recipe }

describe('the recipe of a dataset', () => {
  it('is by default that of the paper, Sec. 2.3', () => {
    expect(recipe).toEqual({
      size: 256,
      width: 8,
      step: 4,
      minLatitude: 15,
      channels: 'I',
      maxLatitude: 90,
      rowRule: 'edge',
      centres: 'grid',
      count: 500,
      rotation: 'none',
      mask: null,
      maskColumn: null,
      maskThreshold: 0.5,
      holes: 'skip',
      goodFraction: 0.5,
      noise: null,
      noiseColumns: null,
      noiseKind: 'deviation',
      unit: null,
      frequency: null,
      scale: 'log',
      softening: null,
      standardisation: 'patch',
      clipSigma: null,
      clipPercent: null,
      clipped: 'limit',
      beam: null,
      mapBeam: 0,
      apodisation: 0,
      split: 'random',
      regions: null,
      seed: 0,
    })
  })

  const limits: Limits[] = [
    { field: 'size', taken: [8, 1024], refused: [7, 1025, 64.5, '64', null] },
    { field: 'width', taken: [1e-3, 40], refused: [0, -8, 40.1, Infinity, NaN] },
    { field: 'step', taken: [0.1, 60], refused: [0, 60.5, NaN] },
    { field: 'minLatitude', taken: [0, 89], refused: [-1, 90, null] },
    { field: 'maxLatitude', taken: [0, 90], refused: [-1, 90.5, null] },
    { field: 'centres', taken: ['grid', 'random'], refused: ['healpix', ''] },
    { field: 'count', taken: [1, 50_000], refused: [0, 50_001, 2.5] },
    { field: 'rotation', taken: ['none', 'random'], refused: [30] },
    { field: 'mask', taken: [null, '/m.fits'], refused: ['', 3] },
    { field: 'maskThreshold', taken: [-1, 0.9], refused: [null, NaN] },
    { field: 'holes', taken: ['skip', 'fill', 'keep'], refused: ['smooth'] },
    { field: 'goodFraction', taken: [0, 1], refused: [-0.1, 1.1] },
    { field: 'noise', taken: [null, '/n.fits'], refused: ['', 0.1] },
    { field: 'noiseColumns', taken: [null, 'QQ_COV,UU_COV'], refused: ['', ['QQ_COV']] },
    { field: 'noiseKind', taken: ['deviation', 'variance'], refused: ['hits'] },
    { field: 'rowRule', taken: ['edge', 'multiple'], refused: ['middle', ''] },
    { field: 'scale', taken: ['log', 'linear', 'asinh'], refused: ['sqrt', 'Log'] },
    { field: 'softening', taken: [null, 1e-6], refused: [0, -1, NaN] },
    { field: 'standardisation', taken: ['patch', 'dataset', 'none'], refused: ['map'] },
    { field: 'clipSigma', taken: [null, 1, 100], refused: [0.9, 101] },
    { field: 'clipPercent', taken: [null, 0.1, 25], refused: [0, 26] },
    { field: 'clipped', taken: ['limit', 'missing'], refused: ['out'] },
    { field: 'beam', taken: [null, 5, 600], refused: [0, 601] },
    { field: 'mapBeam', taken: [0, 600], refused: [-1, null] },
    { field: 'apodisation', taken: [0, 20], refused: [-0.1, 21] },
    { field: 'unit', taken: [null, 'K_CMB'], refused: ['K'] },
    { field: 'frequency', taken: [null, 353], refused: [0, -1] },
    { field: 'regions', taken: [null, '/r.reg'], refused: [''] },
    { field: 'split', taken: ['random', 'disjoint', 'regions'], refused: ['train'] },
    { field: 'seed', taken: [0, 2 ** 31], refused: [-1, 0.5] },
  ]
  it.each(limits)('$field has limits', (each) => {
    expectLimits(datasetRecipeSchema, recipe, each)
    // Also in a form that cuts, where the recipe is one of several parameters.
    expectLimits(create, order, { ...each, field: `recipe.${each.field}` })
  })
})

describe('cutting a dataset', () => {
  it('requires a map and a column, but no name', () => {
    expect(create.safeParse(order).success).toBe(true)
    expect(refusedAt(create, { ...order, mapId: undefined })).toBe('mapId')
    expectLimits(create, order, { field: 'column', taken: [0, 7], refused: [-1, 0.5, '0'] })
    expectLimits(create, order, {
      field: 'name',
      taken: [undefined, 'x', 'x'.repeat(120)],
      refused: ['', 'x'.repeat(121)],
    })
  })

  it('is previewed with or without a map', () => {
    expect(preview.parse({})).toEqual(recipe)
    expect(preview.parse({ mapId: 'dust', column: 2, name: 'A' })).toEqual({
      ...recipe,
      mapId: 'dust',
      column: 2,
      name: 'A',
    })
    expect(refusedAt(preview, { mapId: '../dust' })).toBe('mapId')
    expect(refusedAt(preview, { column: -1 })).toBe('column')
  })

  it('is previewed with the number of positions that give no patch, by reason', () => {
    const told = {
      count: 425,
      positions: 2016,
      refused: [{ reason: 'a value is not above 0', count: 1591 }],
      splits: { train: 297, validation: 85, test: 43, unused: 0 },
      overlap: 0.25,
      coverage: { twice: 0.9, mean: 3.8 },
      seconds: 12,
      softening: null,
      centres: [{ lon: 359.9, lat: -15, split: 'train' }],
      bytes: 425 * 256 ** 2 * 4,
      folder: null,
    }
    expect(datasetPreviewSchema.parse(told)).toEqual(told)
    expect(refusedAt(datasetPreviewSchema, { ...told, refused: [{ reason: 'x' }] })).toBe('refused.0.count')
    expect(refusedAt(datasetPreviewSchema, { ...told, centres: [{ lon: 0, lat: 0, split: 'none' }] })).toBe(
      'centres.0.split',
    )
  })
})

it('a dataset’s new name is not empty', () => {
  expectLimits(
    datasetMethods['datasets.rename'].params,
    { id: 'd', name: 'A' },
    {
      field: 'name',
      taken: ['A', 'é'.repeat(120)],
      refused: ['', 'x'.repeat(121), null],
    },
  )
})

it('patches are addressed by first index, count and unit', () => {
  expect(patchesAddress('d-1', 64, 32)).toBe('/data/datasets/d-1/patches?from=64&count=32&unit=standard')
  expect(patchesAddress('d-1', 0, 1, 'map')).toBe('/data/datasets/d-1/patches?from=0&count=1&unit=map')
})

it('unused patches of a disjoint split are a split too', () => {
  expect(splitNameSchema.options).toEqual(['train', 'validation', 'test', 'unused'])
})

describe('what a dataset’s patches determine of a model', () => {
  const imported = storedRecipeSchema.parse({
    size: 32,
    width: 8,
    channels: 'QU',
    scale: 'linear',
    split: 'random',
    seed: 0,
  })
  it('is their size and channels', () => {
    expect(patchFormOf({ recipe, stack: null })).toMatchObject({ size: 256, channels: 1 })
    expect(patchFormOf({ recipe: imported, stack: {} })).toMatchObject({ size: 32, channels: 2 })
  })

  it('whether the likelihood has noise maps: it does if they do', () => {
    expect(patchFormOf({ recipe: imported, stack: {} }).likelihoodNoise).toBe('none')
    expect(patchFormOf({ recipe: imported, stack: { noise: 'noise.npy' } }).likelihoodNoise).toBe('maps')
  })

  it('and whether each has a mean of 0 and a variance of 1 over all its pixels', () => {
    const standardised = (changes: object) =>
      patchFormOf({ recipe: datasetRecipeSchema.parse(changes), stack: null }).standardised
    expect(standardised({})).toBe(true)
    expect(standardised({ standardisation: 'dataset' })).toBe(false)
    expect(standardised({ standardisation: 'none' })).toBe(false)
    expect(standardised({ holes: 'keep' })).toBe(false)
    expect(standardised({ holes: 'fill' })).toBe(true)
    expect(standardised({ apodisation: 1 })).toBe(false)
    expect(patchFormOf({ recipe: imported, stack: {} }).standardised).toBe(true)
    expect(patchFormOf({ recipe: imported, stack: { masks: 'masks.npy' } }).standardised).toBe(false)
  })
})
