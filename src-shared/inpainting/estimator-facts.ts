/** What is known of an estimator before it is used. */
export interface EstimatorFacts {
  /** Its name in titles. */
  title: string
  /** One line: what it computes, and what it is good for. */
  purpose: string
  /** The model it needs, if any: an autoencoder, or a flow that was trained to fill holes. */
  model: 'autoencoder' | 'filler' | null
  /** What it takes into account of that through which data are seen: a beam, a pixel window. */
  undoes: 'both' | 'beam' | 'neither'
  /** Whether it fills each channel from what is seen of that channel around the hole, and needs some of it. */
  fillsAlone: boolean
  /** Whether it gives a standard deviation, and with it intervals that can be compared with the truth. */
  hasDeviation: boolean
  /** Whether it minimises an objective, whose curve is shown while it works. */
  hasObjective: boolean
}

/** The estimators of an inpainting, simple ones first. */
export const estimatorFacts = {
  mean: {
    title: 'Mean',
    purpose: 'The mean of what is seen, everywhere: the error that any other estimate should stay below.',
    model: null,
    undoes: 'both',
    fillsAlone: false,
    hasDeviation: false,
    hasObjective: false,
  },
  diffusion: {
    title: 'Diffusion',
    purpose:
      'Each pixel of the hole is the mean of its neighbours: smooth, for masking sources in maps to be smoothed anyway.',
    model: null,
    undoes: 'neither',
    fillsAlone: true,
    hasDeviation: false,
    hasObjective: false,
  },
  biharmonic: {
    title: 'Biharmonic',
    purpose:
      'A surface that leaves the border of the hole with its slope: for small holes; in wide ones it may overshoot.',
    model: null,
    undoes: 'neither',
    fillsAlone: true,
    hasDeviation: false,
    hasObjective: false,
  },
  wiener: {
    title: 'Wiener',
    purpose:
      'The mean, standard deviation and realisations of a Gaussian field with the covariance of the training patches: the best that can be known without higher statistics.',
    model: null,
    undoes: 'both',
    fillsAlone: false,
    hasDeviation: true,
    hasObjective: false,
  },
  map: {
    title: 'MAP',
    purpose:
      'The most probable patch under the model (Eq. 13). It is smoother than the sky, and one of many that fit the data.',
    model: 'autoencoder',
    undoes: 'both',
    fillsAlone: false,
    hasDeviation: false,
    hasObjective: true,
  },
  laplace: {
    title: 'Laplace',
    purpose:
      'A Gaussian in the latents of an autoencoder about the MAP, as wide as the decoder says: the mean, standard deviation and realisations of its posterior in seconds, as far as that has one peak.',
    model: 'autoencoder',
    undoes: 'both',
    fillsAlone: false,
    hasDeviation: true,
    hasObjective: true,
  },
  hmc: {
    title: 'HMC',
    purpose:
      'Draws from the posterior of an autoencoder by Hamiltonian Monte Carlo: the mean and standard deviation of all that its decoder makes of the data, and realisations.',
    model: 'autoencoder',
    undoes: 'both',
    fillsAlone: false,
    hasDeviation: true,
    hasObjective: false,
  },
  flow: {
    title: 'Flow',
    purpose:
      'The mean, standard deviation and realisations of a flow that was trained to fill holes (preset inpainting): realisations have the texture of the sky.',
    model: 'filler',
    undoes: 'beam',
    fillsAlone: false,
    hasDeviation: true,
    hasObjective: false,
  },
} as const satisfies Record<string, EstimatorFacts>
export type EstimatorKind = keyof typeof estimatorFacts
export const estimatorKinds = Object.keys(estimatorFacts) as EstimatorKind[]

/** Title of one of a problem's estimates from its name: map is MAP, map-2 is MAP 2. */
export function estimateTitle(name: string): string {
  const [, kind, number] = /^(.*?)(?:-(\d+))?$/.exec(name)!
  const { title } = estimatorFacts[kind as EstimatorKind] ?? { title: kind }
  return number ? `${title} ${number}` : title
}
