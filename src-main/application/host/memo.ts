import { LRUCache } from 'lru-cache'

/**
 * A cache of costly results with a limit in bytes: the most recently used stay, and the newest always does, whatever
 * its size. Concurrent requests for a key share one computation. Failures are not cached.
 * @param sizeOf size of a result in bytes
 */
export function createMemo<T>({ bytes, sizeOf }: { bytes: number; sizeOf: (result: T) => number }) {
  const held = new LRUCache<string, Promise<T>>({ maxSize: bytes })
  return {
    get(key: string, make: () => Promise<T>): Promise<T> {
      const known = held.get(key)
      if (known) return known
      const made = make()
      const isHeld = () => held.peek(key) === made
      const hold = (size: number) => {
        held.delete(key) // a value that is set again would keep its former size
        held.set(key, made, { size: Math.min(bytes, Math.max(1, Math.round(size))) })
      }
      hold(1)
      made.then(
        (result) => void (isHeld() && hold(sizeOf(result))),
        () => void (isHeld() && held.delete(key)),
      )
      return made
    },
  }
}

/** Approximate size in bytes of a plain record: the length of its JSON. */
export const jsonBytes = (record: unknown): number => JSON.stringify(record).length

export const MEGABYTE = 2 ** 20
