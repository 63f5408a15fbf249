import { setImmediate } from 'node:timers/promises'
import { createGaussianProcessSampler } from '../../../src-shared/optimize/samplers/gaussian-process.ts'
import { createQuasiRandomSampler } from '../../../src-shared/optimize/samplers/quasi-random.ts'
import type { Trial } from '../../../src-shared/optimize/samplers/sampler.ts'
import type { Configuration } from '../../../src-shared/optimize/space/index.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { hartmann6, problems, type Problem } from '../../shared/optimize/problems.ts'
import type { Bench, Figures } from '../bench.ts'
import { median } from '../measure.ts'
import { evaluate, type Row } from '../row.ts'

const TRIALS = 50
const SEEDS = 20
const peers = ['Optuna GP', 'Optuna TPE', 'KerasTuner']

/** How close a search gets to the minimum of known functions, and how long it takes to propose a trial. */
export const search: Figures = async (bench) => {
  const seeds = Array.from({ length: bench.rounds ?? SEEDS }, (_, seed) => seed)
  const [ours, ...theirs] = await Promise.all([
    regrets(seeds, ourSearch),
    ...peers.map((method) => regretsOfPeer(bench, method, seeds)),
  ])
  return [
    ...problems.map(({ name }): Row => {
      const byPeer = peers.map((method, k) => [method, theirs[k]?.[name] ?? null])
      return evaluate({
        figure: `regret on ${name} after ${TRIALS} trials, median of ${seeds.length} seeds`,
        unit: '',
        ours: ours[name],
        peers: Object.fromEntries(byPeer),
        goal: 1,
      })
    }),
    evaluate({
      figure: 'proposing a trial after 200 in 6 dimensions',
      unit: 's of processor',
      ours: await secondsOfAsking(),
      goal: 1,
    }),
  ]
}

/** One search in progress. */
interface Asking {
  /** @param value of the previous configuration; undefined at the start */
  next(value?: number): Promise<Configuration>
}

/** Median regret per problem. */
async function regrets(
  seeds: readonly number[],
  begin: (problem: Problem, seed: number) => Asking,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const problem of problems) {
    const all: number[] = []
    for (const seed of seeds) {
      const asking = begin(problem, seed)
      let [best, value]: [number, number | undefined] = [Infinity, undefined]
      for (let trial = 0; trial < TRIALS; trial++) {
        value = problem.value(await asking.next(value))
        best = Math.min(best, value)
      }
      all.push(best - problem.minimum)
    }
    found[problem.name] = median(all)
  }
  return found
}

function ourSearch({ space }: Problem, seed: number): Asking {
  const sampler = createGaussianProcessSampler(space, { seed })
  const random = seedRandom(1000 + seed)
  const history: Trial[] = []
  return {
    async next(value) {
      // Lets the peers' answers arrive between two trials.
      await setImmediate()
      if (value !== undefined) Object.assign(history.at(-1)!, { state: 'complete', value })
      const configuration = (await sampler.ask(history, random))!
      history.push({ configuration, state: 'running' })
      return configuration
    },
  }
}

/** @returns null without the peer */
async function regretsOfPeer(bench: Bench, method: string, seeds: readonly number[]) {
  const peer = await bench.startPeer('search_peer.py', 'search-requirements.txt')
  if (!peer) return null
  try {
    return await regrets(seeds, ({ space }, seed) => ({
      next: (value) => (value === undefined ? peer.ask('begin', { method, seed, space }) : peer.ask('tell', { value })),
    }))
  } finally {
    await peer.end()
  }
}

/** Processor time, independent of other work on the machine. */
async function secondsOfAsking(): Promise<number> {
  const { space } = hartmann6
  const history: Trial[] = []
  const spread = createQuasiRandomSampler(space, 1)
  for (let i = 0; i < 200; i++) {
    const configuration = (await spread.ask(history, seedRandom(0)))!
    history.push({ configuration, state: 'complete', value: hartmann6.value(configuration) })
  }
  const sampler = createGaussianProcessSampler(space, { seed: 1 })
  const seconds: number[] = []
  for (let i = 0; i < 5; i++) {
    const before = process.cpuUsage()
    await sampler.ask(history, seedRandom(i))
    const { user, system } = process.cpuUsage(before)
    seconds.push((user + system) / 1e6)
  }
  return median(seconds)
}
