import { answerAside } from '../host/aside.ts'
import { cutPatchToFile } from './cut-patch.ts'
import type { PatchTask } from './patch-aside.ts'
import { patchValues } from './patch-values.ts'

answerAside<PatchTask, Float32Array<ArrayBuffer> | null>(
  async (task) => {
    if (task.kind === 'values') return patchValues(task.order)
    await cutPatchToFile(task.order)
    return null
  },
  (answer) => (answer ? [answer.buffer] : []),
)
