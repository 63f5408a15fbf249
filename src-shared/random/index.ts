export { nextUint32, seedRandom } from './xoshiro128.ts'
export type { RandomState } from './xoshiro128.ts'
export { integerBelow, normal, uniform } from './draws.ts'
export { permutation } from './shuffle.ts'
