import type { ArchitectureName } from '../../../src-shared/model/configuration.ts'
import type { SettingName as AnySetting } from '../../../src-shared/model/training-settings.ts'

/** How the window describes a setting. */
export interface SettingText {
  label: string
  unit?: string
  /** What it does, in one line. */
  hint: string
  /** What an empty field means. */
  empty?: string
}

/** The settings of a run in the order of the form; what describes the patches comes from the dataset. */
export const settingTable = {
  epochs: { label: 'epochs', hint: 'passes over all training patches' },
  batchSize: { label: 'batch size', unit: 'patches', hint: 'per step of Adam' },
  learningRate: { label: 'learning rate', hint: 'of Adam; 1e-4 in the paper' },
  latentDimension: { label: 'latent dimension', hint: 'latents per patch' },
  precision: {
    label: 'precision',
    hint: 'of convolutions in training and in samples of a flow; bfloat16 is faster where supported',
  },
  augment: { label: 'flips and rotations', hint: 'of the training patches, all eight symmetries' },
  seed: { label: 'seed', hint: 'the same seed gives the same weights' },

  architecture: { label: 'architecture', hint: 'dense latents as in the paper, a map of latents, or a flow' },
  activation: { label: 'activation', hint: 'after every convolution; relu in the paper' },
  encoderFilters: { label: 'encoder filters', hint: 'one convolution each' },
  encoderStrides: { label: 'encoder strides', hint: 'each shrinks the map by this factor', empty: '2 each' },
  decoderFilters: { label: 'decoder filters', hint: 'one transposed convolution each' },
  decoderStrides: { label: 'decoder strides', hint: 'each enlarges the map by this factor', empty: '2 each' },
  kernel: { label: 'kernel', unit: 'px', hint: 'size of strided convolutions' },
  denseWidth: { label: 'dense width', hint: 'between convolutions and latents' },
  batchNormOrder: { label: 'batch norm', hint: 'after the activation as in the paper, or before it' },
  batchNormMomentum: { label: 'norm momentum', hint: 'of the running mean and variance' },

  blocks: { label: 'blocks', hint: 'at each resolution, down and up again' },
  octaves: { label: 'octaves', hint: 'added to a coarsest picture; each doubles its pixels' },
  octaveFilters: { label: 'octave channels', hint: 'of an octave’s flow at each resolution, the finest first' },
  wavelets: { label: 'wavelets', hint: 'what an octave’s details are measured from: means, or their interpolation' },
  octaveCrop: { label: 'octave crop', unit: 'places', hint: 'side of the crops that octaves are trained on' },
  embedding: { label: 'time embedding', hint: 'numbers that tell every block the time' },
  timeModulation: { label: 'time modulation', hint: 'what the time does to a block’s values: shift, or scale too' },
  conditions: {
    label: 'conditions',
    hint: 'what it is told of each patch: mean, std, latitude or a column of patches.csv',
    empty: 'none',
  },
  observation: {
    label: 'observation',
    hint: 'what it sees of each patch: nothing, what random holes leave, or that through a random beam',
  },
  polarisation: { label: 'polarisation', hint: 'what it makes: Q and U, or their fractions of I' },
  startShare: { label: 'share at start', hint: 'of the training times, 0: pure noise' },
  averaging: { label: 'averaging', hint: 'of the weights: decay per step' },

  likelihoodWidth: {
    label: 'likelihood width',
    unit: 'std',
    hint: 'a number, “learned”, or empty as in the paper',
    empty: 'sum of squares',
  },
  likelihoodNoise: { label: 'noise', hint: 'in the likelihood: none, or the noise maps of the dataset' },
  klWeight: { label: 'KL weight', hint: 'β, the weight of the KL in the loss' },
  klWarmUpEpochs: { label: 'KL warm-up', unit: 'epochs', hint: 'the KL weight rises from 0' },
  freeBits: { label: 'free bits', unit: 'nat', hint: 'of KL per latent that are not penalised' },

  learningRateWarmUpEpochs: { label: 'warm-up', unit: 'epochs', hint: 'the learning rate rises from 0' },
  learningRateDecay: { label: 'decay', hint: 'of the learning rate after the warm-up' },
  decayEpochs: { label: 'decay over', unit: 'epochs', hint: 'after the warm-up; constant afterwards' },
  decayFloor: { label: 'decay to', hint: 'fraction of the learning rate' },
  beta1: { label: 'Adam β₁', hint: 'decay rate of the gradient mean' },
  beta2: { label: 'Adam β₂', hint: 'decay rate of the squared gradient mean' },
  epsilon: { label: 'Adam ε', hint: 'added to the denominator' },
  gradientClip: { label: 'gradient clip', hint: 'maximum norm over all weights', empty: 'none' },

  earlyStopEpochs: { label: 'early stop', unit: 'epochs', hint: 'without a better validation loss', empty: 'never' },
  checkpointEvery: { label: 'checkpoint every', unit: 'epochs', hint: 'also at the last epoch and when stopped' },

  validationSamples: { label: 'posterior samples', hint: 'per validation and test patch' },
  testEvery: { label: 'test every', unit: 'epochs', hint: '0 never evaluates the test patches' },
} as const satisfies Partial<Record<AnySetting, SettingText>>

export type SettingName = keyof typeof settingTable

/** What is different for a flow. */
const ofFlow: Partial<Record<SettingName, SettingText>> = {
  activation: { label: 'activation', hint: 'before every convolution of a block' },
  encoderFilters: { label: 'channels', hint: 'at each resolution, the finest first' },
  validationSamples: { label: 'noise samples', hint: 'per validation and test patch' },
}

/** What is different for a coupling flow. */
const ofCoupling: Partial<Record<SettingName, SettingText>> = {
  blocks: { label: 'layers', hint: 'each scales and shifts half of the latents by what a network makes of the others' },
  denseWidth: { label: 'dense width', hint: 'of the two hidden layers of each network' },
}
const ofArchitecture: Partial<Record<ArchitectureName, typeof ofFlow>> = { flow: ofFlow, coupling: ofCoupling }

/** How a setting is described where the architecture is known. */
export const settingAbout = (name: SettingName, architecture: ArchitectureName): SettingText =>
  ofArchitecture[architecture]?.[name] ?? settingTable[name]

/** How a setting is described beside runs of several architectures: both names where they differ. */
export function settingAmong(name: SettingName, architectures: readonly ArchitectureName[]): SettingText {
  const all = [...new Set(architectures.map((architecture) => settingAbout(name, architecture)))]
  const joined = (texts: readonly string[]) => [...new Set(texts)].join(' / ')
  return { ...all[0], label: joined(all.map(({ label }) => label)), hint: joined(all.map(({ hint }) => hint)) }
}

export const settingNames = Object.keys(settingTable) as SettingName[]

/** The main settings are always visible; the others are in groups that can be expanded. */
export const mainSettings: readonly SettingName[] = [
  'epochs',
  'batchSize',
  'learningRate',
  'latentDimension',
  'precision',
  'augment',
  'seed',
]

export interface SettingGroup {
  name: string
  title: string
  settings: readonly SettingName[]
}

export const settingGroups: readonly SettingGroup[] = [
  {
    name: 'layers',
    title: 'Layers',
    settings: [
      'architecture',
      'activation',
      'encoderFilters',
      'encoderStrides',
      'decoderFilters',
      'decoderStrides',
      'kernel',
      'denseWidth',
      'batchNormOrder',
      'batchNormMomentum',
    ],
  },
  {
    name: 'flow',
    title: 'Flow',
    settings: [
      'octaves',
      'octaveFilters',
      'wavelets',
      'octaveCrop',
      'blocks',
      'embedding',
      'timeModulation',
      'conditions',
      'observation',
      'polarisation',
      'startShare',
      'averaging',
    ],
  },
  {
    name: 'objective',
    title: 'Likelihood and KL',
    settings: ['likelihoodWidth', 'likelihoodNoise', 'klWeight', 'klWarmUpEpochs', 'freeBits'],
  },
  {
    name: 'optimiser',
    title: 'Optimiser and schedule',
    settings: [
      'learningRateWarmUpEpochs',
      'learningRateDecay',
      'decayEpochs',
      'decayFloor',
      'beta1',
      'beta2',
      'epsilon',
      'gradientClip',
    ],
  },
  { name: 'stopping', title: 'Stopping and checkpoints', settings: ['earlyStopEpochs', 'checkpointEvery'] },
  { name: 'evaluation', title: 'Evaluation', settings: ['validationSamples', 'testEvery'] },
]
