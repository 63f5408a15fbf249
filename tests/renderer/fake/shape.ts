const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)

/**
 * Where made-up records lack something that real ones have: a key, or a value of the same kind. Both are given as lists
 * of examples; null and empty lists match anything.
 * @returns paths; none if the made-up records are complete
 */
export function lacking(real: readonly unknown[], made: readonly unknown[], path = ''): string[] {
  const known = real.filter((value) => value !== null && value !== undefined)
  const others = made.filter((value) => value !== null && value !== undefined)
  if (known.length === 0 || others.length === 0) return []
  const kinds = [...new Set(known.map(kindOf))].filter((kind) => !others.some((value) => kindOf(value) === kind))
  if (kinds.length > 0) return [`${path}: ${kinds.join(' or ')}`]
  const lists = (values: readonly unknown[]) => values.filter((value) => Array.isArray(value)).flat() as unknown[]
  const objects = (values: readonly unknown[]) =>
    values.filter((value) => kindOf(value) === 'object') as Record<string, unknown>[]
  const keys = new Set(objects(known).flatMap((value) => Object.keys(value)))
  return [
    ...lacking(lists(known), lists(others), `${path}[]`),
    ...[...keys].flatMap((key) => {
      const having = objects(others).filter((value) => key in value)
      if (having.length === 0) return [`${path}.${key}: absent`]
      return lacking(
        objects(known).map((value) => value[key]),
        having.map((value) => value[key]),
        `${path}.${key}`,
      )
    }),
  ]
}
