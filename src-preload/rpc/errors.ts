/** The kinds of failure that a caller can distinguish. */
export const errorCodes = [
  /** The caller cancelled. */
  'cancelled',
  /** The other side exited or closed the connection before it answered. */
  'connection-lost',
  /** The two sides have different versions. */
  'version-mismatch',
  'invalid-params',
  'invalid-result',
  'unknown-method',
  /** Input was refused; the message names the file, the location in it and the reason. */
  'refused',
  'not-found',
  /** It already exists, or its state does not allow this. */
  'conflict',
  'busy',
  /** A file could not be downloaded; the message names the address and what to do. */
  'download-failed',
  /** TensorFlow cannot be loaded on this machine. */
  'engine-missing',
  /** The engine process died while it worked on this. */
  'engine-lost',
  /** The same, by SIGKILL: from a user, or from a system that ran out of memory. */
  'engine-killed',
  /** The engine process was ended because it hung. */
  'engine-hung',
  /** The machine or its graphics card does not have enough memory. */
  'out-of-memory',
  /** A training diverged; the same settings would diverge again. */
  'diverged',
  /** A disk is full, or a file would exceed its size limit; completed data are safe. */
  'disk-full',
  /** The graphics card failed. */
  'device-failed',
  /** The engine did not start, or died too often. */
  'engine-failed',
  /** A bug in Cirrus or a fault of the machine; details contain what to copy into a report. */
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/**
 * A failure that a user may see. `message` says what was wrong, where, and what to do;
 * `details` is longer text to copy into a report; `field` is the path of the parameter it is about (`config.batchSize`),
 * where a form can show it.
 */
export class CirrusError extends Error {
  readonly code: ErrorCode
  readonly details: string | undefined
  readonly field: string | undefined

  constructor(code: ErrorCode, message: string, details?: string, options?: ErrorOptions & { field?: string }) {
    super(message, options)
    this.name = 'CirrusError'
    this.code = code
    this.details = details
    this.field = options?.field
  }
}

/** An input file was refused: which, where in it, and why. The reason is made a sentence. */
export function refused(file: string, place: string, reason: string, field?: string): CirrusError {
  const sentence = /[.!?)]$/.test(reason) ? reason : `${reason}.`
  return new CirrusError(
    'refused',
    place === '' ? `${file}: ${sentence}` : `${file}, ${place}: ${sentence}`,
    undefined,
    {
      field,
    },
  )
}

/** A failure as sent over a connection. */
export interface WireError {
  code: string
  message: string
  details?: string | undefined
  field?: string | undefined
}

/** Converts anything thrown into a WireError; a stack appears only in the details of an internal error. */
export function toWire(thrown: unknown): WireError {
  if (thrown instanceof CirrusError) {
    const { code, message, details, field } = thrown
    return { code, message, ...(details === undefined ? {} : { details }), ...(field === undefined ? {} : { field }) }
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' }
  if (thrown instanceof Error) {
    return { code: 'internal', message: `Internal error: ${thrown.message}`, details: stackWithCauses(thrown) }
  }
  return { code: 'internal', message: `Internal error: ${String(thrown)}` }
}

/** The error received over a connection; an unknown code becomes `internal`. */
export function fromWire({ code, message, details, field }: WireError): CirrusError {
  return isErrorCode(code)
    ? new CirrusError(code, message, details, { field })
    : new CirrusError('internal', message, [`unknown code ${code}`, details].filter(Boolean).join('\n'))
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code)
}

function stackWithCauses(error: Error): string {
  const own = error.stack ?? String(error)
  return error.cause instanceof Error ? `${own}\ncaused by ${stackWithCauses(error.cause)}` : own
}
