import { answerTasks } from '../../workers/answer-tasks.ts'
import { hipsAllSky } from './all-sky.ts'
import type { TileTask } from './tile-task.ts'
import { hipsTile } from './tile.ts'

answerTasks((task: TileTask) => {
  const { field, zero } = task
  const made = task.kind === 'tile' ? hipsTile(field, task.tile, zero) : hipsAllSky(field, zero, task.isCyclic)
  // A copy of its own: small buffers are parts of one that Node shares.
  const answer = new Uint8Array(made)
  return { answer, transfer: [answer.buffer] }
})
