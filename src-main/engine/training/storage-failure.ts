import { EngineError } from '../runtime/errors.ts'

/** System error codes for a file that can't grow, and the remedies. */
const reasons: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space',
  EDQUOT: 'The disk quota is used up: free some space or have the quota raised',
  EFBIG: 'A file would be larger than the limit of this session or file system: raise the limit (ulimit -f)',
}

/**
 * Explains a training's error to the user if its folder can no longer be written; otherwise returns the error
 * unchanged.
 */
export function storageFailure(error: unknown, runFolder: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException | null)?.code ?? '']
  if (reason === undefined) return error
  const safe = 'Everything up to the last checkpoint is safe'
  return new EngineError('disk-full', `${reason}, then resume. ${safe} in ${runFolder}.`, {
    details: String(error),
    cause: error,
  })
}
