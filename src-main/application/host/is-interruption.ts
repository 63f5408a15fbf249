import { CirrusError, type ErrorCode } from '../../../src-preload/rpc/errors.ts'

/** Ends that the work itself is not to blame for: it was stopped, or a process, a card or a disk failed under it. */
const interruptions: readonly ErrorCode[] = [
  'cancelled',
  'busy',
  'engine-lost',
  'engine-killed',
  'engine-hung',
  'device-failed',
  'disk-full',
]

/** Whether work that ended with this error can go on, or be done again, as it was: it is interrupted, not failed. */
export const isInterruption = (error: unknown) => error instanceof CirrusError && interruptions.includes(error.code)
