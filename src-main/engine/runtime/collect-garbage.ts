import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined

/**
 * Has V8 give back the arrays that nobody holds any more, as soon as what is running now has ended. By itself it waits
 * for small objects to pile up: a process that calls one compiled function after the other makes none.
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
