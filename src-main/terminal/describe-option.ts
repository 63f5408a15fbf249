import type { Option } from 'commander'

/**
 * An option's line in `--help`: what it is, whether it must be given, and what it is without it, written as it is typed.
 * An empty default (no unit, no settings) says nothing, and an object is shown by its `defaultValueDescription` alone.
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
