import { CirrusError, type ErrorCode } from '../../../src-preload/rpc/errors.ts'

/** Kinds of engine failure, and how each is reported to the rest of Cirrus. */
const codes = {
  'tensorflow-missing': 'engine-missing',
  'not-recordable': 'internal',
  shape: 'internal',
  graph: 'internal',
  config: 'invalid-params',
  dataset: 'refused',
  checkpoint: 'refused',
  weights: 'refused',
  file: 'refused',
  diverged: 'diverged',
  'out-of-memory': 'out-of-memory',
  'device-failed': 'device-failed',
  'disk-full': 'disk-full',
} as const satisfies Record<string, ErrorCode>
export type EngineErrorKind = keyof typeof codes

/** A failure of the engine: the message says what was wrong, where, and what to do. */
export class EngineError extends CirrusError {
  readonly kind: EngineErrorKind

  /** @param options.details what a report needs besides the message: TensorFlow's own text, a path */
  constructor(kind: EngineErrorKind, message: string, options: { details?: string; cause?: unknown } = {}) {
    super(codes[kind], message, options.details, { cause: options.cause })
    this.name = 'EngineError'
    this.kind = kind
  }
}
