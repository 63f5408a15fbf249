import { until } from '../application/harness.ts'
import { smallTraining } from '../application/small-application.ts'
import { openMadeWindow } from './made-window.ts'

const settled = ({ state }: { state: string }) => state !== 'waiting' && state !== 'running'

/**
 * A window on a small home with some of everything: a map, a dataset, two runs, an inpainting, a validation and a study
 * with one trial, made by the real engine in a few seconds.
 */
export async function openTrainedWindow(size?: { width: number; height: number }) {
  const { map, dataset, ...cirrus } = await openMadeWindow(size)
  const { ask } = cirrus
  const train = (seed: number) => ask('runs.start', { datasetId: dataset.id, config: { ...smallTraining, seed } })
  const [run, other] = [await train(1), await train(2)]
  await until(() => ask('runs.get', { id: run.id }), settled)
  const [patch] = (await ask('datasets.patches', { id: dataset.id })).filter(({ split }) => split === 'test')
  const inpainting = await ask('inpaintings.start', {
    datasetId: dataset.id,
    problem: { patch: patch.index, mask: { kind: 'disc' } },
    estimates: [
      { estimator: { kind: 'mean' } },
      { estimator: { kind: 'diffusion' } },
      { estimator: { kind: 'map', maxIterations: 20 }, runId: run.id },
    ],
  })
  const validation = await ask('validations.start', { runId: run.id, config: { samples: 2, priorSamples: 16 } })
  const study = await ask('studies.start', {
    datasetId: dataset.id,
    name: 'small study',
    base: smallTraining,
    epochs: 1,
    budget: 1,
    sampler: { kind: 'random' },
    space: [{ kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true }],
  })
  await until(
    () => ask('inpaintings.get', { id: inpainting.id }),
    ({ estimates }) => estimates.every(settled),
  )
  await until(() => ask('validations.get', { id: validation.id }), settled)
  await until(() => ask('studies.get', { id: study.id }), settled)
  return { ...cirrus, map, dataset, run, other, inpainting, validation, study }
}
