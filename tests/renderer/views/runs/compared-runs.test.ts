import { describe, expect, it } from 'vitest'
import type { Run } from '../../../../src-preload/contract/index.ts'
import type { TrainingConfig } from '../../../../src-shared/model/configuration.ts'
import {
  compareAddress,
  isUnusual,
  settingDifferences,
} from '../../../../src-renderer/views/runs/compare/compared-runs.ts'
import { outcomesOf } from '../../../../src-renderer/views/runs/compare/run-outcomes.ts'
import { sampleEpoch } from '../../../../src-renderer/views/runs/compare/sample-epoch.ts'
import { demoConfig, metricsOf, runs, withoutDiagnostics } from '../../fake/records.ts'

const withConfig = (changes: Partial<TrainingConfig>): Run => ({ ...runs[2], config: { ...demoConfig, ...changes } })

describe('the settings of compared runs', () => {
  it('are split into differing and identical ones, in the order of the form', () => {
    const { differing, same } = settingDifferences([withConfig({}), withConfig({ kernel: 7, epochs: 12 })])
    expect(differing).toEqual(['epochs', 'kernel'])
    expect(same).toContain('learningRate')
    expect(same).not.toContain('kernel')
  })
  it('omit what has no effect in any of them', () => {
    const { differing, same } = settingDifferences([withConfig({ decayEpochs: 10 }), withConfig({ decayEpochs: 20 })])
    expect([...differing, ...same]).not.toContain('decayEpochs')
    const decaying = settingDifferences([withConfig({ learningRateDecay: 'cosine' }), withConfig({ decayEpochs: 20 })])
    expect(decaying.differing).toEqual(['learningRateDecay', 'decayEpochs'])
  })
  it('stand out if fewer runs have the value than the most common one', () => {
    const three = [withConfig({}), withConfig({}), withConfig({ kernel: 7 })]
    expect(three.map((run) => isUnusual(three, 'kernel', run))).toEqual([false, false, true])
    expect(three.slice(1).map((run) => isUnusual(three.slice(1), 'kernel', run))).toEqual([false, false])
  })
  it('compare lists by their numbers', () => {
    const two = [withConfig({ encoderFilters: [64, 32, 16] }), withConfig({ encoderFilters: [64, 32, 8] })]
    expect(settingDifferences(two).differing).toEqual(['encoderFilters'])
    expect(settingDifferences([two[0], withConfig({ encoderFilters: [64, 32, 16] })]).differing).toEqual([])
  })
})

describe('the address of a comparison', () => {
  it('holds the ids in order', () => expect(compareAddress(['b', 'a'])).toBe('/runs/compare?ids=b,a'))
})

describe('the results of a compared run', () => {
  const outcomes = outcomesOf(runs)
  const row = (label: string) => outcomes.find((one) => one.label === label)!
  const rows = metricsOf(1, 4)
  it('are formatted as on its page', () => {
    const text = (label: string) => row(label).text(runs[2], rows)
    expect(text('best −ELBO')).toBe('3\u202f172.2')
    expect(text('at epoch')).toBe('98')
    expect(text('epochs done')).toBe('100/100')
    expect(text('parameters')).toBe('1\u202f362\u202f497')
    expect(text('trained for')).toBe('8.6 s')
    expect(text('state')).toBe('complete')
  })
  it('are dashes before the first epoch and if they were not recorded', () => {
    const begun: Run = { ...runs[0], epoch: 0, bestEpoch: null, bestValidationLoss: null, device: null }
    const dashes = ['best −ELBO', 'at epoch', 'active latents', 'per epoch', 'throughput', 'trained for', 'device']
    for (const label of dashes) expect(row(label).text(begun, []), label).toBe('–')
    expect(row('peak memory').text(runs[2], withoutDiagnostics(rows))).toBe('–')
  })
  it('mark the lowest where lower is better', () => {
    expect(outcomes.filter(({ score }) => score).map(({ label }) => label)).toEqual(['best −ELBO', 'test −ELBO'])
    const flow = withConfig({ architecture: 'flow' })
    expect(outcomesOf([flow, flow])[0]).toMatchObject({ label: 'best velocity error', unit: undefined })
    const mixed = outcomesOf([flow, runs[2]])
    expect(mixed[0]).toMatchObject({ label: 'best loss', unit: undefined })
    expect(mixed.filter(({ score }) => score)).toEqual([])
    expect(row('test −ELBO').score!({ ...runs[2], bestTestLoss: null }, rows)).toBeNull()
  })
})

describe('the epoch of a compared sample', () => {
  const rows = metricsOf(1, 20)
  const run: Run = { ...runs[2], epoch: 20, bestEpoch: 13 }
  it('is the best one, the last one, or the same for all', () => {
    expect(sampleEpoch(run, rows, 'best')).toBe(13)
    expect(sampleEpoch(run, rows, 'last')).toBe(20)
    expect(sampleEpoch(run, rows, 7)).toBe(7)
  })
  it('is the last one of a run that ended earlier', () => expect(sampleEpoch(run, rows, 50)).toBe(20))
  it('is the newest one if there is no best epoch, as with losses of NaN', () => {
    expect(sampleEpoch({ ...run, bestEpoch: null }, rows, 'best')).toBe(20)
  })
  it('is none before the first epoch', () => {
    for (const moment of ['best', 'last', 3] as const) expect(sampleEpoch(run, [], moment)).toBeUndefined()
  })
})
