// Matches the frames between TensorFlow and the recorded function. A bundle has no .ts files, so nothing is found
// there.
const between = /[\\/]node_modules[\\/]|src-main[\\/]engine[\\/]runtime[\\/]/
const position = /([^\\/()\s]+\.ts):(\d+):\d+\)?$/
// tfjs adds some 20 frames of its own.
const deepest = 100

/** Runs `f` with stack traces deep enough for `callPlace`. */
export function withDeepStacks<T>(f: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = deepest
  try {
    return f()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const framesOf = (stack: string) => stack.split('\n').filter((line) => line.startsWith('    at '))

/** The innermost line outside packages and this folder, as "layers.ts:14"; undefined if there is none. */
export function callPlace(stack = ''): string | undefined {
  const matches = framesOf(stack).map((frame) => (between.test(frame) ? null : position.exec(frame)))
  const [, file, line] = matches.find((match) => match !== null) ?? []
  return file && `${file}:${line}`
}

/** Whether the error comes from tfjs's own checks, before TensorFlow was called. */
export const isFromTfjs = (error: Error) => /[\\/]@tensorflow[\\/]/.test(framesOf(error.stack ?? '')[0] ?? '')
