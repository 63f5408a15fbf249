import type { Validation } from '../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { readValidationRecord, type ValidationRecord } from './validation-folder.ts'

/** Records held at most; one of some thousand latents takes a megabyte. */
const capacity = 8

/** The records of complete validations, which never change: every picture in the map's unit asks for one. */
export function createValidationRecords() {
  const held = new Map<string, Promise<ValidationRecord>>()
  return {
    /** @throws CirrusError not-found until it is complete | refused if its files are damaged; nothing is kept then */
    of({ id, createdAt, state, folder }: Validation): Promise<ValidationRecord> {
      if (state !== 'complete')
        throw new CirrusError('not-found', `${id} is ${state}; what it measures is not there yet.`)
      const key = `${id} ${createdAt}`
      let record = held.get(key)
      if (!record) {
        record = readValidationRecord(folder)
        record.catch(() => held.delete(key))
        held.set(key, record)
        if (held.size > capacity) held.delete(held.keys().next().value!)
      }
      return record
    },
  }
}
export type ValidationRecords = ReturnType<typeof createValidationRecords>
