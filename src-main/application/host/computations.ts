import type { Job } from '../../../src-preload/contract/jobs.ts'
import { isUnderWay, type Failure, type State } from '../../../src-preload/contract/states.ts'
import type { Repository } from '../../catalog/repository.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { JobControl } from '../../jobs/queue.ts'
import { found } from './found.ts'
import { type Context } from './context.ts'
import { isInterruption } from './is-interruption.ts'
import { userFailure } from './user-errors.ts'

/** A job that computes something with a run's model, with a catalog row and a folder of its own. */
interface Computation {
  id: string
  folder: string
  state: State
  failure: Failure | null
}

interface Work<T> {
  title: string
  /** @returns changes to the row, and one line about the result */
  compute(control: JobControl): Promise<{ changes: Partial<Omit<T, 'id'>>; note: string }>
}

interface Kind<T extends Computation> {
  kind: Extract<Job['kind'], 'validation' | 'inpainting'>
  /** What one of them is called. */
  of: string
  table: Repository<T>
  /** Tells windows of a change; of a removed one with the row that it had. */
  tell(record: T): void
}

/** Starts, stops and removes computations of one kind, and recovers those whose host died. */
export function computations<T extends Computation>(
  { jobs }: Pick<Context, 'jobs'>,
  { kind, of, table, tell }: Kind<T>,
) {
  const get = (id: string) => found(table.get(id), of, id)
  const change = (id: string, changes: Partial<Omit<T, 'id'>> | Partial<Omit<Computation, 'id'>>) => {
    const changed = table.update(id, changes as Partial<Omit<T, 'id'>>)
    if (changed) tell(changed)
  }
  return {
    get,

    begin(record: T, { title, compute }: Work<T>): T {
      const { id } = record
      tell(table.insert(record))
      jobs.start({
        kind,
        title,
        subject: id,
        lane: 'interactive',
        dropped: () => change(id, { state: 'interrupted' }),
        async work(control) {
          change(id, { state: 'running' })
          try {
            const { changes, note } = await compute(control)
            change(id, { ...changes, state: 'complete' })
            return note
          } catch (error) {
            const state = isInterruption(error) ? 'interrupted' : 'failed'
            change(id, control.signal.aborted ? { state: 'interrupted' } : { state, failure: userFailure(error) })
            throw error
          }
        },
      })
      return get(id)
    },

    async stop(id: string): Promise<T> {
      get(id)
      await jobs.stopMaking(id)
      return get(id)
    },

    async remove(id: string): Promise<void> {
      const record = get(id)
      await jobs.cancelSubject(id)
      table.remove(id)
      await removeFolder(record.folder)
      tell(record)
    },

    /** Marks as interrupted whatever was running when its host died. */
    recover(): void {
      const message = `Cirrus exited during this ${of}. Start it again.`
      for (const { id, state } of table.list()) {
        if (isUnderWay({ state })) change(id, { state: 'interrupted', failure: { code: 'interrupted', message } })
      }
    },
  }
}
