/** Draws uniform numbers in [0, 1). */
export type Uniform = () => number

/**
 * A stream of random numbers that is fixed by whole-number keys alone, such as (seed, purpose, epoch, step): what a
 * step draws does not depend on what was drawn before it, so that a resumed run draws the same.
 * Generator: sfc32 (PractRand), with its state hashed from the keys by murmur3's finaliser.
 */
export function randomStream(...keys: readonly number[]): Uniform {
  let hash = 0x9e3779b9
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
    return hash
  }
  for (const key of keys) {
    mix(key | 0)
    mix(Math.floor(key / 2 ** 32) | 0)
  }
  let a = mix(1)
  let b = mix(2)
  let c = mix(3)
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** Standard normal numbers (Box & Muller 1958), in pairs. */
export function fillNormal(target: Float32Array, uniform: Uniform): Float32Array {
  for (let i = 0; i < target.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    target[i] = radius * Math.cos(angle)
    if (i + 1 < target.length) target[i + 1] = radius * Math.sin(angle)
  }
  return target
}

/** 0 ... count - 1 in random order (Fisher & Yates). */
export function permutation(count: number, uniform: Uniform): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
