import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { likelihoodChoiceSchema } from '../../../src-preload/contract/likelihood.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import { inpaintFolder } from '../../../src-main/application/inpaintings/inpaint-folder.ts'
import { writeLatentsRecord } from '../../../src-main/application/priors/latents-folder.ts'
import { listPriors } from '../../../src-main/application/priors/prior-standing.ts'
import { newPrior } from '../../../src-main/application/priors/train-prior.ts'
import { readRun, writeRunRecord } from '../../../src-main/application/runs/run-folder.ts'
import { planSamples } from '../../../src-main/application/samples/plan-samples.ts'
import { outlineSky } from '../../../src-main/application/skies/outline-sky.ts'
import { interpolateRun } from '../../../src-main/application/validations/interpolate-run.ts'
import { reconstructPatches } from '../../../src-main/application/validations/reconstruct-patches.ts'
import { runLikelihoods } from '../../../src-main/application/validations/run-likelihoods.ts'
import { validateRun } from '../../../src-main/application/validations/validate-run.ts'
import { latentMap } from '../../../src-shared/model/latent-shape.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

// What a study of a prior and a trained prior leave, and an analyst may take for a run.
const { run, at, newFolder } = madeRun()
const [latents, trial] = [at('studies', 'flows', 'latents'), at('trial-0')]
const prior = join(run, 'priors', 'dust')
beforeAll(async () => {
  const { record, config } = await readRun(run)
  mkdirSync(latents, { recursive: true })
  await writeLatentsRecord(latents, {
    ...{ format: 'cirrus-latents-1', cirrus: '0', createdAt: record.createdAt, run, fingerprint: 'f' },
    latents: { epoch: 3, ...latentMap(config), centre: [0], scale: [1], count: 9 },
  })
  await writeRunRecord(trial, { ...record, dataset: { folder: latents, fingerprint: 'f' } })
  writeFileSync(join(trial, 'config.json'), JSON.stringify(priorConfig(latentMap(config))))
  await newPrior({ run, name: 'dust', kind: 'flow', checkpoint: 'best' })
})

const engine = madeEngine()
const [checkpoint, folder] = ['best' as const, newFolder()]
const draws = { count: 1, seed: 0, unit: 'standard', formats: ['npy'], given: {}, places: null } as const
/** What takes a run of patches. */
const takers: Record<string, (run: string) => Promise<unknown>> = {
  sample: (run) => planSamples({ run, ...draws }),
  sky: (run) => outlineSky({ run, dataset: null, step: null, given: {}, like: null }),
  interpolate: (run) => interpolateRun(engine, { run, dataset: null, checkpoint, folder, from: 0, to: 1, steps: 1 }),
  reconstruct: (run) =>
    reconstructPatches(engine, { run, dataset: null, checkpoint, folder, split: 'test', samples: 1, seed: 0 }),
  validate: (run) => validateRun(engine, { run, dataset: null, folder, config: validationConfigSchema.parse({}) }),
  likelihood: (run) => runLikelihoods(engine, { run, dataset: null, priors: [], ...likelihoodChoiceSchema.parse({}) }),
  inpaint: (run) =>
    inpaintFolder(engine, {
      ...{ run, dataset: null, folder, estimators: [estimatorSchema.parse({ kind: 'map' })] },
      problem: problemSchema.parse({ patch: 0, mask: { kind: 'disc' } }),
    }),
  'train a prior': (run) => newPrior({ run, name: 'other', kind: 'flow', checkpoint }),
  'list priors': listPriors,
}

describe.each(Object.entries(takers))('%s', (_name, take) => {
  it('says of a study’s latents, of a trial on them and of a prior what they are, and which run to give', async () => {
    const refusal = (folder: string) => expect(take(folder)).rejects
    await refusal(latents).toThrow(`the latents that a study of a prior trains on; give the run they are of, ${run}`)
    await refusal(trial).toThrow(`a trial of a study of a prior, which makes no patches; keep it as a prior`)
    await refusal(trial).toThrow(`then give ${run} and --prior NAME`)
    for (const one of [prior, join(prior, 'latents')]) {
      await refusal(one).toThrow(`this is a prior, not a run; give its run, ${run}, and --prior dust`)
    }
    expect(engine.calls).toEqual([])
  })
})
