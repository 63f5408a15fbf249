import { describe, expect, it } from 'vitest'
import type { KeptLikelihood, Run, Validation } from '../../../../src-preload/contract/index.ts'
import { likelihoodOutcomes } from '../../../../src-renderer/views/runs/compare/likelihood-outcomes.ts'
import { outcomesOf } from '../../../../src-renderer/views/runs/compare/run-outcomes.ts'
import { presets } from '../../../../src-shared/model/presets.ts'
import { keptLikelihood } from '../../fake/likelihoods.ts'
import { runs } from '../../fake/records.ts'
import { validations } from '../../fake/validations.ts'

const flow = (name: string): Run => ({ ...runs[2], id: name, name, config: presets.flow, bestEpoch: 7 })
const three = ['first', 'second', 'third'].map(flow)
const table = (compared: readonly Run[], kept: readonly KeptLikelihood[], validated: readonly Validation[] = []) =>
  likelihoodOutcomes(
    compared,
    Map.groupBy(kept, ({ runId }) => runId),
    validated,
  ).map(({ label, unit, text, score }) => ({
    row: [label, unit, ...compared.map((run) => text(run, []))],
    scores: compared.map((run) => score?.(run, [])),
  }))

describe('the likelihoods of compared flows', () => {
  it('are in nats and bits, and beside the first patch by patch, whose error is that of the difference', () => {
    // 8000, 8002, ... 8016 nats: mean 8008, error 2 sqrt(60 / 9 / 8); 3 more in each patch are exactly 3 more.
    const kept = [keptLikelihood(three[0]), keptLikelihood(three[1], {}, 3)]
    const [nats, bits, over, of] = table(three, kept)
    expect(nats.row).toEqual(['ln p', 'nats per patch', '8\u202f008.0 ± 1.8', '8\u202f011.0 ± 1.8', '–'])
    const inBits = [8008, 8011].map((mean) =>
      (-mean / (presets.flow.size ** 2 * Math.LN2)).toFixed(5).replace('-', '−'),
    )
    expect(bits.row.slice(2).map((text) => String(text).split(' ')[0])).toEqual([...inBits, '–'])
    expect(nats.scores).toEqual([-8008, -8011, null])
    expect(over.row).toEqual(['ln p over first', 'nats per patch', '–', '+3.00 ± 0.00', '–'])
    expect(of.row).toEqual(['likelihood of', undefined, '9 test, epoch 7', '9 test, epoch 7', '–'])
  })

  it('are of test patches where both kinds are known, and none is the best if the patches are others', () => {
    const elsewhere = keptLikelihood(three[1])
    elsewhere.likelihood.subject = 'another-dataset'
    const kept = [keptLikelihood(three[0], { split: 'train' }), keptLikelihood(three[0]), elsewhere]
    const rows = table(three.slice(0, 2), kept)
    expect(rows.map(({ scores }) => scores)).toEqual(Array(4).fill([undefined, undefined]))
    expect(rows[2].row.slice(2)).toEqual(['–', '–'])
    expect(rows[3].row.slice(2)).toEqual(['9 test, epoch 7', '9 test, epoch 7'])
  })

  it('of an autoencoder are those of its latents in its newest validation', () => {
    const run = runs.find(({ id }) => id === validations[0].runId)!
    const withDensity = (createdAt: string, prior: string | null, mean: number): Validation => ({
      ...validations[0],
      ...{ createdAt, config: { ...validations[0].config, prior } },
      summary: { ...validations[0].summary!, logDensity: { nats: { mean, error: 0.5 }, overNormal: null } },
    })
    const older = withDensity('2026-01-01T00:00:00.000Z', null, -90)
    const newer = withDensity('2026-02-01T00:00:00.000Z', 'flow', -80)
    expect(table([run], [], [older, newer])).toEqual([
      { row: ['ln p of latents', 'nats', '−80.00 ± 0.50 under flow'], scores: [undefined] },
    ])
  })

  it('take no row where none is known, and stand below the losses', () => {
    expect(table(three, [])).toEqual([])
    const labels = outcomesOf(three, likelihoodOutcomes(three, new Map([['first', [keptLikelihood(three[0])]]]), []))
    expect(labels.slice(2, 6).map(({ label }) => label)).toEqual([
      'test velocity error',
      'ln p',
      'likelihood',
      'likelihood of',
    ])
  })
})
