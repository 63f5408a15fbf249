/** The kinds of failure that a caller can distinguish. */
export const errorCodes = [
  /** The caller cancelled. */
  'cancelled',
  /** The other side died or closed before it answered. */
  'connection-lost',
  /** The two sides are of different versions. */
  'version-mismatch',
  'invalid-params',
  'invalid-result',
  'unknown-method',
  /** Input was refused; the message names the file, the place in it and the reason. */
  'refused',
  'not-found',
  /** It exists already, or its state does not allow this. */
  'conflict',
  'busy',
  /** TensorFlow cannot be loaded on this machine. */
  'engine-missing',
  /** The engine process died while it worked on this. */
  'engine-lost',
  /** The same, by SIGKILL: by hand, or by a system that ran out of memory. */
  'engine-killed',
  /** The engine process was ended because it hung. */
  'engine-hung',
  /** The machine or its graphics card does not have enough memory. */
  'out-of-memory',
  /** A training's numbers left all bounds; the same settings do it again. */
  'diverged',
  /** A disk is full, or a file would be larger than its limit; what was complete is safe. */
  'disk-full',
  /** The graphics card failed. */
  'device-failed',
  /** The engine did not start, or died too often. */
  'engine-failed',
  /** A defect of Cirrus, or of the machine; details hold what to copy into a report. */
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

/** An input file was refused: which, where in it, why. The reason becomes a sentence with its full stop. */
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

/** A failure as it crosses a border. */
export interface WireError {
  code: string
  message: string
  details?: string | undefined
  field?: string | undefined
}

/** Turns anything thrown into what may cross a border: a stack only ever in the details of an internal error. */
export function toWire(thrown: unknown): WireError {
  if (thrown instanceof CirrusError) {
    const { code, message, details, field } = thrown
    return { code, message, ...(details === undefined ? {} : { details }), ...(field === undefined ? {} : { field }) }
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' }
  if (thrown instanceof Error) {
    return { code: 'internal', message: `Cirrus failed inside: ${thrown.message}`, details: stackWithCauses(thrown) }
  }
  return { code: 'internal', message: `Cirrus failed inside: ${String(thrown)}` }
}

/** The error that came over a border; a code that this side does not know becomes `internal`. */
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
