// What lies between TensorFlow and the function that is recorded. A bundle has no .ts: there nothing is found.
const between = /[\\/]node_modules[\\/]|src-main[\\/]engine[\\/]runtime[\\/]/
const position = /([^\\/()\s]+\.ts):(\d+):\d+\)?$/
// tfjs calls itself some 20 deep.
const deepest = 100

/** Runs `f` with stacks that are deep enough for `callPlace`. */
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

/** The innermost line outside of packages and this folder, as "layers.ts:14"; undefined if there is none. */
export function callPlace(stack = ''): string | undefined {
  const matches = framesOf(stack).map((frame) => (between.test(frame) ? null : position.exec(frame)))
  const [, file, line] = matches.find((match) => match !== null) ?? []
  return file && `${file}:${line}`
}

/** Whether tfjs made the error: what it checks before it asks TensorFlow, in its own words. */
export const isFromTfjs = (error: Error) => /[\\/]@tensorflow[\\/]/.test(framesOf(error.stack ?? '')[0] ?? '')
