import type { PatchChannels, SkyMap } from '../../../src-preload/contract/index.ts'

/**
 * The sets of channels that a map has around a column: Q and U if it is one of a polarised map's columns or computed
 * from them, with I if the map has it.
 */
export function channelSetsAt({ columns }: Pick<SkyMap, 'columns'>, column: number): PatchChannels[] {
  const chosen = columns.at(column)
  if (!chosen) return []
  const names = chosen.derived?.from ?? [chosen.name]
  const has = (kind: 'P' | 'fraction') =>
    columns.some(({ derived }) => derived?.kind === kind && names.every((name) => derived.from.includes(name)))
  return [...(has('P') || has('fraction') ? (['QU'] as const) : []), ...(has('fraction') ? (['IQU'] as const) : [])]
}
