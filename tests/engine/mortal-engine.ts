import { tensorflow } from '../../src-main/engine/runtime/tensorflow.ts'

// The engine's own program, killed by SIGKILL at the call of a compiled function numbered DIES_IN_CALL: a step, an
// evaluation, or a transfer of weights to or from a checkpoint. Without that variable it stays alive.

const fatal = Number(process.env.DIES_IN_CALL ?? Infinity)
const flow = tensorflow()
const native = flow.binding
let calls = 0
// The addon's properties are read-only, so another object must take its place.
const names = Object.getOwnPropertyNames(native) as (keyof typeof native)[]
flow.binding = {
  ...(Object.fromEntries(names.map((name) => [name, native[name]])) as unknown as typeof native),
  runSavedModel(...order) {
    calls++
    if (calls === fatal) process.kill(process.pid, 'SIGKILL')
    return native.runSavedModel(...order)
  },
}

await import('../../src-main/engine/process.ts')
