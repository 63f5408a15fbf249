import type { Job } from '../../../src-preload/contract/jobs.ts'
import { isUnderWay, type Failure, type State } from '../../../src-preload/contract/states.ts'
import type { Repository } from '../../catalog/repository.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { JobControl } from '../../jobs/queue.ts'
import { found } from './found.ts'
import { tellChange } from './tell-change.ts'
import { type Context } from './context.ts'
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

/** Starts, stops and removes computations of one kind, and recovers those whose host died. */
export function computations<T extends Computation>(
  context: Pick<Context, 'jobs' | 'catalog' | 'emit'>,
  kind: Extract<Job['kind'], 'validation' | 'inpainting'>,
  table: Repository<T>,
) {
  const { jobs } = context
  const get = (id: string) => found(table.get(id), kind, id)
  const tell = (id: string) => tellChange(context, `${kind}s`, id)
  const change = (id: string, changes: Partial<Omit<T, 'id'>> | Partial<Omit<Computation, 'id'>>) => {
    table.update(id, changes as Partial<Omit<T, 'id'>>)
    tell(id)
  }
  return {
    get,

    begin(record: T, { title, compute }: Work<T>): T {
      const { id } = record
      table.insert(record)
      tell(id)
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
            const stopped = control.signal.aborted
            change(id, stopped ? { state: 'interrupted' } : { state: 'failed', failure: userFailure(error) })
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
      const { folder } = get(id)
      await jobs.cancelSubject(id)
      table.remove(id)
      await removeFolder(folder)
      tell(id)
    },

    /** Marks as interrupted whatever was running when its host died. */
    recover(): void {
      const message = `Cirrus exited during this ${kind}. Start it again.`
      for (const { id, state } of table.list()) {
        if (isUnderWay({ state })) change(id, { state: 'interrupted', failure: { code: 'interrupted', message } })
      }
    },
  }
}
