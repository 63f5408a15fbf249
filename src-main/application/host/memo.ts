import { LRUCache } from 'lru-cache'

/**
 * Results that are costly to make, up to so many bytes: the ones used last stay, and the newest always does, however
 * large. A key that is asked for twice at a time is made once. A failure is not kept.
 * @param sizeOf bytes that a result takes
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

/** Bytes that a plain record takes, near enough: those of its JSON. */
export const jsonBytes = (record: unknown): number => JSON.stringify(record).length

export const MEGABYTE = 2 ** 20
