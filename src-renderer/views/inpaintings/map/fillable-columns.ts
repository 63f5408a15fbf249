import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import type { ChannelSet } from '../../../../src-shared/sky/channels.ts'
import { polarisedMaps } from '../../../../src-shared/sky/polarised-columns.ts'

/**
 * What of a map patches with these channels can be cut from: each of its columns of a scalar, or each of its polarised maps,
 * by the name of one of their columns.
 */
export function fillableColumns(
  { columns }: Pick<SkyMap, 'columns'>,
  set: ChannelSet,
): { name: string; label: string }[] {
  const stored = columns.filter(({ derived }) => !derived)
  if (set === 'I') return stored.flatMap(({ name, stokes }) => (stokes ? [] : [{ name, label: name }]))
  return polarisedMaps(stored.map(({ name, unit, stokes = null }) => ({ name, unit, stokes }))).flatMap(
    ({ i, q, u }) => {
      if (set === 'IQU' && !i) return []
      const names = [...(set === 'IQU' && i ? [i.name] : []), q.name, u.name]
      return [{ name: q.name, label: names.join(', ') }]
    },
  )
}
