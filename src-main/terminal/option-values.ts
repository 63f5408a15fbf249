import { nameSchema } from '../../src-preload/contract/states.ts'
import { UsageError } from './exit-code.ts'

/** Collects the values of an option that may be repeated. */
export const repeated = (word: string, all: string[]): string[] => [...all, word]

const boundsText = (min: number, max: number) => {
  if (min > -Infinity && max < Infinity) return ` from ${min} to ${max}`
  if (min > -Infinity) return ` of at least ${min}`
  return max < Infinity ? ` of at most ${max}` : ''
}

/** A numeric option value. @throws UsageError naming the option */
export function numberOption(name: string, { min = -Infinity, max = Infinity, integer = false } = {}) {
  return (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text)
    if (!Number.isFinite(value) || value < min || value > max || (integer && !Number.isInteger(value))) {
      const kind = integer ? 'a whole number' : 'a number'
      throw new UsageError(`${name} takes ${kind}${boundsText(min, max)}, not "${text}"`)
    }
    return value
  }
}

/** One of several words. @throws UsageError naming the option and the allowed words */
export function choiceOption<T extends string>(name: string, choices: readonly T[]) {
  return (text: string): T => {
    if (!choices.includes(text as T)) throw new UsageError(`${name} takes ${choices.join(' or ')}, not "${text}"`)
    return text as T
  }
}

/** Several of these words, separated by commas. @throws UsageError */
export function listOption<T extends string>(name: string, choices: readonly T[]) {
  return (text: string): T[] => text.split(',').map((word) => choiceOption(name, choices)(word.trim()))
}

/** The name of a record. @throws UsageError */
export function nameOption(text: string): string {
  if (nameSchema.safeParse(text).success) return text
  throw new UsageError('--name takes one line of at most 120 characters, without control characters')
}
