import type { Configuration, SearchSpace } from '../../../src-shared/optimize/space/index.ts'

/** A function to minimise, with what is known of its minimum. */
export interface Problem {
  name: string
  space: SearchSpace
  minimum: number
  value(configuration: Configuration): number
}

/** Branin's function; minimum 0.397887 at (-pi, 12.275), (pi, 2.275) and (3 pi, 2.475). */
export const branin: Problem = {
  name: 'Branin',
  space: [
    { name: 'x1', kind: 'float', low: -5, high: 10 },
    { name: 'x2', kind: 'float', low: 0, high: 15 },
  ],
  minimum: 10 / (8 * Math.PI),
  value(configuration) {
    const [x1, x2] = [Number(configuration.x1), Number(configuration.x2)]
    const bend = x2 - (5.1 / (4 * Math.PI ** 2)) * x1 ** 2 + (5 / Math.PI) * x1 - 6
    return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10
  },
}

const heights = [1, 1.2, 3, 3.2]
const widths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const centres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]

/** Hartmann's function of six dimensions; minimum at (0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573). */
export const hartmann6: Problem = {
  name: 'Hartmann 6',
  space: [1, 2, 3, 4, 5, 6].map((i) => ({ name: `x${i}`, kind: 'float', low: 0, high: 1 })),
  minimum: -3.3223680114155147,
  value(configuration) {
    let sum = 0
    for (let k = 0; k < 4; k++) {
      let exponent = 0
      for (let i = 0; i < 6; i++) exponent += widths[k][i] * (Number(configuration[`x${i + 1}`]) - centres[k][i]) ** 2
      sum -= heights[k] * Math.exp(-exponent)
    }
    return sum
  },
}

const surfaces: Record<string, (x: number, y: number) => number> = {
  Rosenbrock: (x, y) => (100 * (y - x ** 2) ** 2 + (1 - x) ** 2) / 300,
  'six-hump camel': (x, y) => ((4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (4 * y ** 2 - 4) * y ** 2) / 10,
  Beale: (x, y) => ((1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2) / 50,
}

/**
 * The sum of two surfaces of a choice each (Func2C of Ru et al. 2020, CoCaBO), with tenths for one coordinate;
 * minimum -1/5 with the six-hump camel twice, at x = 0 and y^2 = 1/8.
 */
export const mixed: Problem = {
  name: 'mixed',
  space: [
    { name: 'first', kind: 'categorical', choices: Object.keys(surfaces) },
    { name: 'second', kind: 'categorical', choices: Object.keys(surfaces) },
    { name: 'x', kind: 'int', low: -10, high: 10 },
    { name: 'y', kind: 'float', low: -1, high: 1 },
  ],
  minimum: -0.2,
  value({ first, second, x, y }) {
    const at = [Number(x) / 5, 2 * Number(y)] as const
    return surfaces[String(first)](...at) + surfaces[String(second)](...at)
  },
}

export const problems: readonly Problem[] = [branin, hartmann6, mixed]
