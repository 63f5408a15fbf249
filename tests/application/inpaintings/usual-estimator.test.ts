import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { usualEstimator } from '../../../src-main/application/inpaintings/usual-estimator.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { madeRun } from '../made-run.ts'

const { run, newFolder } = madeRun()

it('the usual estimator is that of the run’s model, or the Wiener filter without a run', async () => {
  expect(await usualEstimator(null)).toBe('wiener')
  expect(await usualEstimator(run)).toBe('map')
  const { config } = runFiles(run)
  const filler = { ...JSON.parse(readFileSync(config, 'utf8')), architecture: 'flow', observation: 'masked' }
  writeFileSync(config, JSON.stringify(filler))
  expect(await usualEstimator(run)).toBe('flow')
  await expect(usualEstimator(newFolder())).rejects.toMatchObject({ code: 'refused' })
})
