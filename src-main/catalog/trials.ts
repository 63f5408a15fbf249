import type Database from 'better-sqlite3'
import { trialSchema, type Trial } from '../../src-preload/contract/studies.ts'
import { brokenRow, readRow } from './read-row.ts'
import { columnName } from './repository.ts'

const json: readonly (keyof Trial)[] = ['params', 'intermediate', 'failure']
const fields = Object.keys(trialSchema.shape) as (keyof Trial)[]

const encode = (trial: Trial) =>
  Object.fromEntries(
    fields.map((field) => [
      field,
      json.includes(field) && trial[field] !== null ? JSON.stringify(trial[field]) : trial[field],
    ]),
  )
const decode = (row: unknown): Trial => {
  const { studyId, number } = row as Trial
  return readRow('trials', `${studyId} ${number}`, () =>
    trialSchema.parse(
      Object.fromEntries(
        Object.entries(row as Record<keyof Trial, string>).map(([field, value]) => [
          field,
          json.includes(field as keyof Trial) && value !== null ? JSON.parse(value) : value,
        ]),
      ),
    ),
  )
}

/** The trials of studies, by study and number. Every record read is parsed by its schema. */
export function createTrials(database: Database.Database) {
  const columnsWith = (curve: string) =>
    fields.map((field) => `${field === 'intermediate' ? curve : columnName(field)} ${field}`).join(', ')
  const columns = columnsWith(columnName('intermediate'))
  const insert = database.prepare(
    `insert into trials (${fields.map(columnName).join(', ')}) values (${fields.map((field) => `@${field}`).join(', ')})`,
  )
  const changeable = fields.filter((field) => field !== 'studyId' && field !== 'number')
  const update = database.prepare(
    `update trials set ${changeable.map((field) => `${columnName(field)} = @${field}`).join(', ')}
    where study_id = @studyId and number = @number`,
  )
  const select = database.prepare(`select ${columns} from trials where study_id = ? and number = ?`)
  const of = database.prepare(`select ${columns} from trials where study_id = ? order by number`)
  const outcomes = database.prepare(`select ${columnsWith("'[]'")} from trials where study_id = ? order by number`)

  const get = (studyId: string, number: number): Trial | null => {
    const row = select.get(studyId, number)
    return row ? decode(row) : null
  }
  return {
    /** The first trial with text that should be JSON and isn't; null if there is none. */
    damage: () => brokenRow(database, 'trials', `study_id || ' ' || number`, json.map(columnName)),
    get,
    of: (studyId: string): Trial[] => of.all(studyId).map(decode),
    /** Like `of`, but without the curves, by far the largest part to read: `intermediate` is empty. */
    outcomes: (studyId: string): Trial[] => outcomes.all(studyId).map(decode),
    insert: (trial: Trial) => void insert.run(encode(trial)),
    /** @returns the changed trial; null if there is no such trial */
    update(studyId: string, number: number, changes: Partial<Omit<Trial, 'studyId' | 'number'>>): Trial | null {
      const trial = get(studyId, number)
      if (trial) update.run(encode({ ...trial, ...changes }))
      return get(studyId, number)
    },
  }
}
