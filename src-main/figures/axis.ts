import { roundNumbers, roundStep, ticksOf } from '../../src-shared/axes/ticks.ts'
import { superscript } from '../../src-shared/text/format.ts'
import { ink, rule, typeSize } from './svg.ts'
import { familyStack } from './typeface.ts'

export interface Axis {
  /** Quantity and unit. */
  label: string
  scale: 'linear' | 'log'
  /** Ends of the axis; by default those of the data, rounded. */
  range?: readonly [number, number]
}

/** Most steps of a linear axis. */
const ticks = 5

export const axisOption = ({ label, scale, range }: Axis) => ({
  type: scale === 'log' ? ('log' as const) : ('value' as const),
  name: label,
  nameLocation: 'middle' as const,
  nameTextStyle: { fontSize: typeSize.label, color: ink, fontFamily: familyStack },
  axisLabel: {
    fontSize: typeSize.label,
    color: ink,
    fontFamily: familyStack,
    hideOverlap: true,
    ...atRoundNumbers(scale, range),
    formatter: (value: number) => (scale === 'log' ? powerOfTen(value) : tick(value)),
  },
  axisLine: { show: true, onZero: false, lineStyle: { color: ink } },
  axisTick: { show: true, ...atRoundNumbers(scale, range) },
  minorTick: { show: scale === 'log', splitNumber: 9 },
  splitLine: { lineStyle: { color: rule } },
  ...(range ? { min: range[0], max: range[1] } : { scale: true }),
})

/**
 * By default ECharts counts ticks from the axis's lower end, so they would miss 0 if that is not a multiple of the
 * step; and a logarithmic axis of less than two decades would have at most one label.
 */
function atRoundNumbers(scale: Axis['scale'], range: Axis['range']) {
  if (!range) return {}
  if (scale === 'linear') return { customValues: roundNumbers(range, ticks) }
  return range[1] < 100 * range[0] ? { customValues: ticksOf(range, ticks, true) } : {}
}

/** Text of a tick: a true minus, no binary rounding noise, powers of ten for long numbers. */
export function tick(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size >= 1e-3 && size < 1e5) return sign + String(Number(size.toPrecision(6)))
  const [mantissa, exponent] = size.toExponential().split('e')
  const digits = String(Number(Number(mantissa).toPrecision(3)))
  return `${sign}${digits === '1' ? '' : `${digits} × `}10${superscript(Number(exponent))}`
}

/** A tick of a logarithmic axis: plain near 1, otherwise a power of ten. */
const powerOfTen = (value: number) => {
  const power = Math.log10(value)
  return Number.isInteger(power) && Math.abs(power) > 1 ? `10${superscript(power)}` : tick(value)
}

/** The range of the values, rounded outwards, for a linear axis; a single value gets a margin. */
export function roundRange(values: Iterable<number | null>, { from }: { from?: number } = {}): [number, number] {
  let [low, high] = [from ?? Infinity, from ?? -Infinity]
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return [0, 1]
  if (low === high) return [low - (Math.abs(low) / 2 || 1), high + (Math.abs(high) / 2 || 1)]
  // After rounding, the range may be wide enough for a larger step.
  for (let step = 0; step !== roundStep(high - low, ticks);) {
    step = roundStep(high - low, ticks)
    low = Number((Math.floor(low / step + 1e-9) * step).toPrecision(12))
    high = Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12))
  }
  return [low, high]
}

/** Whole decades around the positive values, at most `decades` below the highest. */
export function decadeRange(values: Iterable<number | null>, decades = 8): [number, number] {
  let [low, high] = [Infinity, 0]
  for (const value of values) {
    if (value === null || !(value > 0) || !Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (high === 0) return [0.1, 1]
  const top = Math.ceil(Math.log10(high) - 1e-9)
  const bottom = Math.max(top - decades, Math.floor(Math.log10(low) + 1e-9))
  return [10 ** Math.min(bottom, top - 1), 10 ** top]
}
