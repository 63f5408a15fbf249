import type { PriorKind } from '../../../src-preload/contract/priors.ts'
import type { Preset } from '../../../src-shared/model/configuration.ts'
import { textureNames } from '../../../src-shared/model/texture.ts'
import type { MapName } from '../cirrus.ts'

/** Patches of one size: a dataset, and the models whose samples are compared with it. */
export interface SampledSize {
  name: string
  title: string
  map: MapName
  /** Degrees from the first to the last pixel of a row. */
  width: number
  options: Readonly<Record<string, string | number>>
  models: readonly SampledModel[]
}

export interface SampledModel {
  name: string
  /** Its name on the page. */
  title: string
  /** The run whose model it is; several models can be priors of one run. */
  run: { name: string; preset: Preset; epochs: number; settings: readonly string[] }
  /** Null: N(0, 1), or no prior because the model is a flow of patches. */
  prior: { kind: PriorKind; epochs: number } | null
}

/** Samples of each model, and patches of sky and of other sky. */
export const count = 500
/** Of samples and classifiers. */
export const seed = 0

/** Cut densely and turned at random, so that no model sees the same picture often; the splits share no sky. */
const dense = (size: number, width: number, patches: number) => ({
  size,
  width,
  centres: 'random',
  count: patches,
  rotation: 'random',
  split: 'disjoint',
})

const run = (name: string, preset: Preset, epochs: number, settings: string[] = []) => ({
  name,
  preset,
  epochs,
  settings: [...settings, ...(preset === 'flow' ? [`decayEpochs=${epochs}`] : [])],
})
const paper = run('paper-64', 'demo', 20, ['likelihoodWidth=learned'])
/** Without octaves: most of its work is at the finest resolution, so that an epoch costs three times as much. */
const plain = run('flow-64', 'flow', 6, ['octaves=0', 'encoderFilters=32,64,128', 'precision=bfloat16'])
/** From a coarsest picture of 16 px, and told how much structure of each kind a patch has. */
const told = (size: number, epochs: number) => {
  const octaves = Math.log2(size / 16)
  return run(`flow-${size}-texture`, 'flow', epochs, [
    `octaves=${octaves}`,
    'encoderFilters=64,128',
    `conditions=${['std', ...textureNames(size)].join(',')}`,
    'precision=bfloat16',
  ])
}
const spatial = run('spatial-64', 'spatial', 20)

export const sizes: readonly SampledSize[] = [
  {
    name: 'iris64',
    title: '64 px, 8°',
    map: 'demo',
    width: 8,
    options: dense(64, 8, 12_000),
    models: [
      { name: 'paper-64', title: 'paper’s form, N(0, 1)', run: paper, prior: null },
      { name: 'paper-64-flow', title: 'paper’s form, flow', run: paper, prior: { kind: 'flow', epochs: 10 } },
      { name: 'spatial-64', title: '`spatial`, N(0, 1)', run: spatial, prior: null },
      { name: 'spatial-64-flow', title: '`spatial`, flow', run: spatial, prior: { kind: 'flow', epochs: 10 } },
      { name: 'flow-64', title: 'flow', run: plain, prior: null },
      { name: 'flow-64-texture', title: 'flow, 2 octaves, texture', run: told(64, 75), prior: null },
    ],
  },
  {
    name: 'iris128',
    title: '128 px, 8°',
    map: 'iris1024',
    width: 8,
    options: dense(128, 8, 6_000),
    models: [{ name: 'flow-128-texture', title: 'flow, 3 octaves, texture', run: told(128, 40), prior: null }],
  },
  {
    name: 'iris256',
    title: '256 px, 16°',
    map: 'iris1024',
    width: 16,
    options: dense(256, 16, 3_000),
    models: [{ name: 'flow-256-texture', title: 'flow, 4 octaves, texture', run: told(256, 40), prior: null }],
  },
]
