import { EngineError } from '../runtime/errors.ts'

/** What the system says where a file can't grow, and what to do about it. */
const reasons: Record<string, string> = {
  ENOSPC: 'The disk is full: make room on it',
  EDQUOT: 'The disk quota is used up: make room, or have it raised',
  EFBIG: 'A file would be larger than the limit of this session or file system: raise the limit (ulimit -f)',
}

/** What ended a training, in the user's words where its folder can't be written any more; else the error as it is. */
export function storageFailure(error: unknown, runFolder: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException | null)?.code ?? '']
  if (reason === undefined) return error
  const safe = 'Everything up to the last checkpoint is safe'
  return new EngineError('disk-full', `${reason}, then resume. ${safe} in ${runFolder}.`, {
    details: String(error),
    cause: error,
  })
}
