import type { Quartiles } from './results.ts'

/** A median with its quartiles: 0.163 (0.120 … 0.200). */
export const quartilesText = ({ low, median, high }: Quartiles, format: (value: number | null) => string): string =>
  `${format(median)} (${format(low)} … ${format(high)})`
