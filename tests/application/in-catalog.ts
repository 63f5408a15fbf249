import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Changes a home's catalog behind the application's back, as a crash at a bad moment would leave it. */
export function inCatalog(home: string, change: (database: Database.Database) => void) {
  const database = new Database(join(home, 'catalog.db'))
  change(database)
  database.close()
}
