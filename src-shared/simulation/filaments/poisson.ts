import { uniform, type RandomState } from '../../random/index.ts'

/** How many events happen of which `mean` are expected: as many as fit into it with exponential gaps. */
export function poisson(random: RandomState, mean: number): number {
  let count = -1
  for (let sum = 0; sum < mean; count++) sum -= Math.log(1 - uniform(random))
  return Math.max(0, count)
}
