import { readPrior } from '../../engine/prior/prior-folder.ts'
import { EngineError } from '../../engine/runtime/errors.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readRun } from '../runs/run-folder.ts'
import { priorFolder } from './prior-standing.ts'

/**
 * Names of the conditions that samples of a run are drawn under: those of a flow, or of the prior of latents.
 * @param prior its name; N(0, 1), or a flow's own noise, if omitted
 * @throws CirrusError refused for a folder without a run or a prior
 */
export async function drawnUnder(run: string, prior: string | undefined): Promise<readonly string[]> {
  if (prior === undefined) return (await readRun(run)).config.conditions
  const folder = priorFolder(run, prior)
  const { kind } = await readPrior(folder).catch((error: unknown) => {
    throw error instanceof EngineError ? refused(folder, '', error.message) : error
  })
  return kind === 'flow' ? (await readRun(folder)).config.conditions : []
}
