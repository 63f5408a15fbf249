import { formatCount } from './format.ts'

/** A count with its noun: "1 epoch", "1 200 epochs" with thin spaces. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : several}`
