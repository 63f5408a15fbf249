import type { Run, RunMarks } from '../../../src-preload/contract/index.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { call } from '../../connection/index.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRuns } from '../../stores/runs.ts'

/** Changes the name, star, tags, note and archived flag of runs. Archiving can be undone. */
export function useRunChanges() {
  const runs = useRuns()
  const notices = useNotices()
  const change = async (id: string, changes: Partial<RunMarks & Pick<Run, 'name'>>) => {
    const changed = await notices.attempt(() => call('runs.update', { id, ...changes }))
    if (changed) runs.put(changed)
    return changed
  }
  const archive = async (some: readonly Run[], archived = true) => {
    const changed = await Promise.all(some.map(({ id }) => change(id, { archived })))
    const done = some.filter((_, i) => changed[i])
    if (done.length === 0) return
    const what = done.length === 1 ? done[0].name : counted(done.length, 'run')
    notices.done(archived ? `${what} archived.` : `${what} unarchived.`, {
      label: 'Undo',
      run: () => void archive(done, !archived),
    })
  }
  return { change, archive }
}
