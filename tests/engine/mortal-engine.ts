import { tensorflow } from '../../src-main/engine/runtime/tensorflow.ts'

// The engine's own program, ended by SIGKILL when it makes the call of a compiled function that DIES_IN_CALL numbers: a
// step, a evaluation, the weights on their way into a checkpoint or out of one. Without it the program lives on.

const fatal = Number(process.env.DIES_IN_CALL ?? Infinity)
const flow = tensorflow()
const native = flow.binding
let calls = 0
// The addon's properties are read-only: another object has to stand in its place.
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
