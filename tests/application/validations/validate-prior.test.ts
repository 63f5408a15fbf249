import { expect, it } from 'vitest'
import { fittingPrior } from '../../../src-main/application/priors/fitting-prior.ts'
import { priorFolder } from '../../../src-main/application/priors/prior-standing.ts'
import { newPrior, resumePrior } from '../../../src-main/application/priors/train-prior.ts'
import { readDecoding } from '../../../src-main/application/validations/decode-run.ts'
import { priorVersionOf, validateRun, validationName } from '../../../src-main/application/validations/validate-run.ts'
import { summarise } from '../../../src-main/application/validations/validation-folder.ts'
import { removeFolder } from '../../../src-main/files/remove-folder.ts'
import { madeEngine } from '../made-engine.ts'
import { madeValidation } from './made-validation.ts'

const { newFolder, config, run, order, decodeAlone } = madeValidation()
const signal = new AbortController().signal
const fitted = async () => {
  await newPrior({ run, name: 'normal', kind: 'gaussian', checkpoint: 'best' })
  await resumePrior(madeEngine(), { run, name: 'normal', signal })
}

it('a validation with a prior draws from it, shares the reconstructions, and draws again when the prior is another', async () => {
  await fitted()
  const [plain, first, second, third] = [newFolder(), newFolder(), newFolder(), newFolder()]
  await decodeAlone(madeEngine(), plain)
  const ofPrior = { config: { ...config, prior: 'normal' }, alike: [plain] }

  const engine = madeEngine()
  await decodeAlone(engine, first, ofPrior)
  expect(engine.calls.map(({ name }) => name)).toEqual(['decoding.run'])
  const folder = priorFolder(run, 'normal')
  expect(engine.calls[0].params).toMatchObject({ prior: folder, latents: { kind: 'samples', count: 16, seed: 0 } })
  const { version } = await fittingPrior(run, 'normal', 'best')
  expect(await readDecoding(first, 'samples')).toMatchObject({ prior: 'normal', priorVersion: version })
  expect(await readDecoding(plain, 'samples')).toMatchObject({ prior: null, priorVersion: null })

  const again = madeEngine()
  await decodeAlone(again, second, { ...ofPrior, alike: [plain, first] })
  expect(again.calls).toEqual([])

  await removeFolder(folder)
  await fitted()
  const anew = madeEngine()
  await decodeAlone(anew, third, { ...ofPrior, alike: [plain, first] })
  expect(anew.calls.map(({ name }) => name)).toEqual(['decoding.run'])
}, 60_000)

it('compares its prior with N(0, 1) by the likelihood of the same latents, if that is asked for', async () => {
  const plain = newFolder()
  await decodeAlone(madeEngine(), plain)
  const asked = { ...config, prior: 'normal', likelihood: 4 }
  const record = await validateRun(madeEngine(), order(newFolder(), { config: asked, alike: [plain] }))
  // 10, 12, 14 and 16 nats, and 11, 14, 17 and 20 under the prior: 1 to 4 more.
  expect(record.results.likelihoods.map(({ prior, nats }) => [prior, nats.mean])).toEqual([
    [null, 13],
    ['normal', 15.5],
  ])
  const { logDensity } = summarise(record)
  expect(logDensity!.nats.mean).toBe(15.5)
  expect(logDensity!.overNormal!.mean).toBeCloseTo(2.5, 12)
  expect(logDensity!.overNormal!.error).toBeCloseTo(Math.sqrt(5 / 12), 12)
}, 60_000)

it('the prior and its version are part of a validation’s name, and one that does not fit is refused at once', async () => {
  const ofPrior = { ...config, prior: 'normal' }
  const version = await priorVersionOf(run, ofPrior)
  expect(await priorVersionOf(run, config)).toBeNull()
  expect(validationName(3, ofPrior, null, version)).toBe(`epoch-0003-test-7-drawn-16-prior-${version}`)
  const engine = madeEngine()
  const unknown = validateRun(engine, order(newFolder(), { config: { ...config, prior: 'none' } }))
  await expect(unknown).rejects.toThrow('train the prior first')
  expect(engine.calls).toEqual([])
})
