import { answerTasks } from '../../workers/answer-tasks.ts'
import { previewTiles } from './all-sky.ts'
import type { TileTask } from './tile-task.ts'
import { hipsTile } from './tile.ts'

answerTasks((task: TileTask) => {
  const { field, zero } = task
  if (task.kind === 'previews') {
    const { buffer } = previewTiles(field, task.tiles, zero, task.isCyclic)
    return { answer: buffer, transfer: [buffer] }
  }
  // A copy of its own: small buffers are parts of one that Node shares.
  const { buffer } = new Uint8Array(hipsTile(field, task.tile, zero))
  return { answer: buffer, transfer: [buffer] }
})
