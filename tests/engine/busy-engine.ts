import { endWithParent } from '../../src-main/engine/end-with-parent.ts'

// An engine in a step of half a minute: nothing that reaches its thread is noticed before.

endWithParent()
process.send!('busy', () => undefined)
const end = performance.now() + 30_000
setTimeout(() => {
  while (performance.now() < end);
}, 10)
