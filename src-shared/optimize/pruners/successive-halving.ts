import type { Direction } from '../samplers/sampler.ts'
import type { Curve, Pruner } from './pruner.ts'

export interface SuccessiveHalvingOptions {
  direction?: Direction
  /** The step of the first rung. */
  firstRung?: number
  /** Each rung is this many times as far as the last, and about one trial in this many passes it. */
  reductionFactor?: number
}

/**
 * Asynchronous successive halving (Li et al. 2018, arXiv 1810.05934): at the steps firstRung, firstRung x factor,
 * firstRung x factor^2, ... a trial continues only if it is among the best 1 / factor of the trials that have reached
 * the step so far. While fewer than `factor` have, the best one continues. No trial waits for others.
 */
export function createSuccessiveHalvingPruner({
  direction = 'minimise',
  firstRung = 1,
  reductionFactor = 4,
}: SuccessiveHalvingOptions = {}): Pruner {
  const sign = direction === 'minimise' ? 1 : -1
  /** The value at a rung; undefined if the curve has not reached it. */
  const valueAt = (curve: Curve, rung: number) => {
    const found = curve.find(({ step }) => step >= rung)
    return found && sign * found.value
  }
  return {
    shouldPrune(curve, others) {
      const last = curve.at(-1)
      if (last === undefined || last.step < firstRung) return false
      if (Number.isNaN(last.value)) return true
      const rung = firstRung * reductionFactor ** highestRung(last.step / firstRung, reductionFactor)
      const before = curve.at(-2)
      if (before && before.step >= rung) return false
      const value = sign * last.value
      const rivals = others.flatMap((other) => valueAt(other, rung) ?? []).filter((each) => !Number.isNaN(each))
      const passing = Math.max(1, Math.floor((rivals.length + 1) / reductionFactor))
      return rivals.filter((each) => each < value).length >= passing
    },
  }
}

/** The largest k for which factor^k is at most x. */
function highestRung(x: number, factor: number): number {
  let k = 0
  for (let power = factor; power <= x; power *= factor) k++
  return k
}
