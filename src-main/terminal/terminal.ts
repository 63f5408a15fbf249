import type { Output } from './output.ts'

/** What every command is given: where to print, and how it learns of Ctrl-C. */
export interface Terminal {
  output: Output
  signal: AbortSignal
}
