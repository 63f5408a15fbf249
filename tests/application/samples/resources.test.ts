import { describe, expect, it } from 'vitest'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import type { Context } from '../../../src-main/application/host/context.ts'
import { sampleResources } from '../../../src-main/application/samples/resources.ts'
import { exampleDataset, exampleRun } from '../../catalog/examples.ts'
import { askRoute, floatsOf } from '../ask-route.ts'
import { madeRun } from '../made-run.ts'

const made = madeRun()
const picture = [1, -1, 0.5, 2]

/** A host whose engine decodes one picture of 2 x 2 pixels for each address, and what it was asked for. */
function asking(dataset: unknown = { ...exampleDataset, folder: made.dataset }) {
  const decoded: unknown[] = []
  const run = { ...exampleRun, folder: made.run }
  const context = {
    catalog: { runs: { get: (id: string) => (id === run.id ? run : null) }, datasets: { get: () => dataset } },
    decodings: {
      async of(...asked: unknown[]) {
        decoded.push(asked.slice(1))
        return { values: Float32Array.from(picture), shape: [1, 2, 2] }
      },
    },
  } as unknown as Context
  const at = (rest: string, id: string = run.id) => askRoute(sampleResources, context, `/runs/${id}/${rest}`)
  return { decoded, at }
}

describe('what a run’s model decodes', () => {
  it('is requested by numbers in the address, from the best checkpoint by default', async () => {
    const { at, decoded } = asking()
    expect(await floatsOf(await at('walk?patch=1&latent=2&reach=2.5&steps=3'))).toEqual({
      values: picture,
      shape: [1, 2, 2],
    })
    await at('prior-samples?count=4&seed=1&checkpoint=last&solverSteps=12')
    expect(decoded).toEqual([
      [made.dataset, 'best', { kind: 'walk', patch: 1, latent: 2, reach: 2.5, steps: 3 }, {}],
      [null, 'last', { kind: 'samples', count: 4, seed: 1 }, { solverSteps: 12 }],
    ])
  })

  it('is in the map’s unit with the mean and std that samples are given', async () => {
    const { at } = asking()
    const { record } = await readDataset(made.dataset)
    const given = encodeURIComponent(JSON.stringify({ mean: 2, std: 0.5 }))
    const { values } = await floatsOf(await at(`prior-samples?count=1&seed=1&unit=map&given=${given}`))
    const scaled = picture.map((value) => 2 + 0.5 * value)
    const wanted = record.recipe.scale === 'log' ? scaled.map(Math.exp) : scaled
    values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 4))
  })

  it('is refused, naming the wrong parameter', async () => {
    const { at } = asking()
    const refusal = (rest: string) => expect(at(rest)).rejects
    await refusal('walk?patch=1&latent=x&reach=2&steps=3').toThrow(/^latent: /)
    await refusal('interpolation?from=0&steps=3').toThrow(/^to: /)
    await refusal('prior-samples?count=4&seed=1&checkpoint=first').toThrow(/^checkpoint: /)
    await refusal('prior-samples?count=4&seed=1&solverSteps=0').toThrow(/^solverSteps: /)
    await refusal('prior-samples?count=4&seed=1&prior=..').toThrow(/^prior: up to 40 letters/)
    await expect(at('prior-samples?count=4&seed=1', 'nobody')).rejects.toThrow('There is no run nobody.')
  })

  it('needs the patches it uses; samples from the prior outlive them', async () => {
    const { at, decoded } = asking(null)
    await expect(at('walk?patch=1&latent=2&reach=2&steps=3')).rejects.toThrow('There is no dataset iris-64.')
    await at('prior-samples?count=4&seed=1')
    expect(decoded).toHaveLength(1)
  })
})
