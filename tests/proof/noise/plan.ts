/** Patches of the experiment: pixels, degrees, and how many. */
export interface SkyPlan {
  size: number
  width: number
  count: number
  epochs: number
  /** Posterior samples of the mean reconstruction. */
  samples: number
}

export const plan: SkyPlan = { size: 32, width: 4, count: 4000, epochs: 10, samples: 20 }

/** To see that everything runs: nothing is learned. */
export const trial: SkyPlan = { ...plan, count: 160, epochs: 1, samples: 2 }

/** Root mean square of Q and U over that of their noise, per pixel. */
export const levels = [3, 1, 0.3, 0.1] as const

export const levelName = (level: number) => `sn-${level}`

/** What the likelihood is told of the noise. */
export interface Likelihood {
  name: string
  /** Its name on the page. */
  title: string
  settings: readonly string[]
}

export const likelihoods: readonly Likelihood[] = [
  { name: 'squares', title: 'sum of squares', settings: ['likelihoodWidth=none', 'likelihoodNoise=none'] },
  { name: 'width', title: 'learned width', settings: ['likelihoodWidth=learned', 'likelihoodNoise=none'] },
  { name: 'maps', title: 'noise maps', settings: ['likelihoodWidth=learned', 'likelihoodNoise=maps'] },
]

/** `spatial`, which learns this in minutes: the dense layers of the paper's architecture need hours. */
export const settings = ['encoderFilters=32,64', 'decoderFilters=32,16', 'batchSize=16', 'testEvery=0']
