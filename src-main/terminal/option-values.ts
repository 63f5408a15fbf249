import { UsageError } from './exit-code.ts'

/** Every word of an option that may be repeated. */
export const repeated = (word: string, all: string[]): string[] => [...all, word]

/** A number of a command line. @throws UsageError naming the option */
export function numberOption(name: string, { min = -Infinity, max = Infinity, integer = false } = {}) {
  return (text: string): number => {
    const value = text.trim() === '' ? NaN : Number(text)
    if (!Number.isFinite(value) || value < min || value > max || (integer && !Number.isInteger(value))) {
      const kind = integer ? 'a whole number' : 'a number'
      const range = Number.isFinite(min) || Number.isFinite(max) ? ` from ${min} to ${max}` : ''
      throw new UsageError(`${name} takes ${kind}${range}, not "${text}"`)
    }
    return value
  }
}

/** One of several words. @throws UsageError naming the option and the words */
export function choiceOption<T extends string>(name: string, choices: readonly T[]) {
  return (text: string): T => {
    if (!choices.includes(text as T)) throw new UsageError(`${name} takes ${choices.join(' or ')}, not "${text}"`)
    return text as T
  }
}

/** Several of several words, with commas between. @throws UsageError */
export function listOption<T extends string>(name: string, choices: readonly T[]) {
  return (text: string): T[] => text.split(',').map((word) => choiceOption(name, choices)(word.trim()))
}
