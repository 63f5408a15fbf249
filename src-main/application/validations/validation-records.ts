import type { Validation } from '../../../src-preload/contract/validations.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { createMemo, jsonBytes, MEGABYTE } from '../host/memo.ts'
import { readValidationRecord, type ValidationRecord } from './validation-folder.ts'

/** Caches the records of complete validations, which never change and which every picture in the map's unit needs. */
export function createValidationRecords() {
  const records = createMemo<ValidationRecord>({ bytes: 16 * MEGABYTE, sizeOf: jsonBytes })
  return {
    /**
     * @throws CirrusError not-found until it is complete | refused if its files are damaged; failures are not cached
     */
    of({ id, createdAt, state, folder }: Validation): Promise<ValidationRecord> {
      if (state !== 'complete') throw new CirrusError('not-found', `${id} is ${state}; it has no results yet.`)
      return records.get(`${id} ${createdAt}`, () => readValidationRecord(folder))
    },
  }
}
export type ValidationRecords = ReturnType<typeof createValidationRecords>
