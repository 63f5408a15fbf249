import type { MapName } from '../cirrus.ts'
import type { Preset } from '../../../src-shared/model/configuration.ts'

/** A dataset of the proof: a map, and the options of `cirrus dataset create`. */
export interface ProofDataset {
  name: string
  map: MapName
  options: Readonly<Record<string, string | number>>
}

export interface ProofRun {
  name: string
  /** Its name on the page. */
  title: string
  dataset: string
  split: 'random' | 'disjoint'
  preset: Preset
  settings: readonly string[]
}

export const epochs = 50
/** Posterior samples of each test patch (Eq. 10). */
export const samples = 100

const splits = ['disjoint', 'random'] as const

export const datasets = splits.flatMap((split): ProofDataset[] => [
  { name: `iris64-${split}`, map: 'demo', options: { size: 64, split } },
  // Every 6 degrees: 922 patches, so that an epoch takes half a minute on two cores.
  { name: `iris128-${split}`, map: 'iris1024', options: { size: 128, step: 6, split } },
])

export const runs: readonly ProofRun[] = splits.flatMap((split) => {
  const run = (name: string, title: string, pixels: number, preset: Preset, settings: string[] = []): ProofRun => ({
    name: `${name}-${split}`,
    title,
    dataset: `iris${pixels}-${split}`,
    split,
    preset,
    settings,
  })
  return [
    run('demo', 'paper’s form, 64 px (`demo`)', 64, 'demo'),
    run('demo-width', 'the same with learned width', 64, 'demo', ['likelihoodWidth=learned']),
    run('spatial', '`spatial`, 64 px', 64, 'spatial'),
    run('128px', 'paper’s form, 128 px (`128px`)', 128, '128px'),
  ]
})
