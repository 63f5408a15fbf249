import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Makes V8 collect unreachable arrays as soon as the current work has ended. On its own it waits for small objects to
 * accumulate, which a process that only calls compiled functions never creates.
 */
export function collectGarbageSoon(): void {
  setImmediate(() => {
    if (!collect) {
      setFlagsFromString('--expose-gc')
      collect = runInNewContext('gc') as () => void
    }
    collect()
  }).unref()
}
