import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readStudies } from '../../../src-main/application/studies/read-studies.ts'
import { seedRandom, uniform } from '../../../src-shared/random/index.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { smallStudy } from './small-study.ts'

/** Number of kills before studies must end, and the seed of their times: KILLS=20 KILL_SEED=3 vitest run ... */
const kills = Number(process.env.KILLS ?? 6)
const seed = Number(process.env.KILL_SEED ?? 1)

const folder = mkdtempSync(join(tmpdir(), 'cirrus-killed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)
const program = fileURLToPath(new URL('mortal-host.ts', import.meta.url))

const { datasetId: _, ...order } = smallStudy('', {
  sampler: { kind: 'gp-ei', startupTrials: 3 },
  pruner: { kind: 'median', startupTrials: 2 },
  epochs: 30,
  budget: 7,
})

/** Starts a host in a home, and kills it after this many milliseconds. @returns whether it reached the study's end */
async function host(home: string, life: number): Promise<boolean> {
  const environment = { ...process.env, HOME_FOLDER: home, DATASET: at('dataset'), ORDER: JSON.stringify(order) }
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const timer = new AbortController()
  const died = setTimeout(life, null, { signal: timer.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  )
  const code = await exited
  timer.abort()
  await died
  if (code !== 0 && code !== null) throw new Error(`the host ended by itself with exit code ${code}`)
  return code === 0
}

const trialsOf = async (home: string): Promise<Trial[]> =>
  existsSync(join(home, 'catalog.db')) ? ((await readStudies(home)).studies[0]?.trials ?? []) : []

/** What must not depend on when the host was killed. */
const bare = (trials: readonly Trial[]) =>
  trials.map(({ number, state, params, value, epochs, intermediate, failure }) => {
    return { number, state, params, value, epochs, intermediate, failure }
  })
const isOver = ({ state }: Trial) => state === 'complete' || state === 'pruned' || state === 'failed'

it(
  `a study whose host is killed ${kills} times loses no trial, repeats none, and ends with the numbers of an undisturbed one`,
  { timeout: 900_000 },
  async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 10, minLatitude: 20 })
    await cutDataset({ path: writeMadeMap(at('map.fits'), waves, { nside: 32 }), recipe, folder: at('dataset') })

    const began = performance.now()
    expect(await host(at('undisturbed'), 600_000)).toBe(true)
    const whole = performance.now() - began
    const expected = bare(await trialsOf(at('undisturbed')))
    expect(expected.map(({ state }) => state)).not.toContain('failed')
    expect(expected).toHaveLength(7)

    const random = seedRandom(seed)
    for (let [n, study] = [0, 1]; n < kills; study++) {
      const home = at(`killed-${study}`)
      let finished: Trial[] = []
      while (!(await host(home, n < kills ? 300 + uniform(random) * (whole / 3) : 600_000))) {
        n++
        const trials = await trialsOf(home)
        // Ended trials are unchanged; at most one was running.
        expect(trials.slice(0, finished.length)).toEqual(finished)
        finished = trials.filter(isOver)
        expect(trials.length - finished.length).toBeLessThanOrEqual(1)
      }
      expect(bare(await trialsOf(home))).toEqual(expected)
    }
  },
)
