import type { CirrusError } from '../../../../src-preload/rpc/errors.ts'

/** A host's refusal of a study, and the part of the form that it is about. */
export interface Refusal {
  place: 'name' | 'parameter' | 'objective' | 'executor' | 'form'
  /** Of `parameter`: which. */
  parameter?: string
  text: string
}

/** Finds the part of the form that a refusal speaks of. */
export function refusalOf({ code, message }: CirrusError): Refusal {
  const [, parameter, reason] = /^Parameter "([^"]+)": (.*)$/s.exec(message) ?? []
  if (parameter) return { place: 'parameter', parameter, text: reason }
  if (code === 'conflict' && message.startsWith('There is a study')) return { place: 'name', text: message }
  if (message.includes('is never measured')) return { place: 'objective', text: message }
  if (message.includes('Slurm profile')) return { place: 'executor', text: message }
  return { place: 'form', text: message }
}
