import type { Option } from 'commander'

/**
 * An option's line in `--help`: its description, whether it is required, and its default as it would be typed. An empty
 * default (no unit, no settings) is not shown, and an object is shown only by its `defaultValueDescription`.
 */
export function describeOption({ description, mandatory, defaultValue, defaultValueDescription }: Option): string {
  if (mandatory) return `${description} (required)`
  const typed = defaultValueDescription ?? typedDefault(defaultValue)
  return typed === '' ? description : `${description} (default: ${typed})`
}

function typedDefault(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
