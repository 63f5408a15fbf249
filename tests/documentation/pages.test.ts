import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { contract } from '../../src-preload/contract/index.ts'
import { contractPage } from './contract-page.ts'
import { docComments } from './doc-comments.ts'
import { filesPage } from './files-page.ts'
import { folders } from './folders.ts'
import { namedTypes } from './named-types.ts'

const root = join(import.meta.dirname, '..', '..')
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const filesIn = (...globs: string[]) => globs.flatMap((glob) => globSync(glob, { cwd: root })).toSorted()
const withTypes = filesIn('src-preload/contract/*.ts', 'src-shared/**/*.ts')
const withRecords = filesIn('src-main/application/**/*-folder.ts', 'src-main/engine/**/*-folder.ts')
const comments = docComments([...withTypes, ...withRecords].map(textOf))
const isDefining = (file: string) => textOf(file).includes('Schema = ')
const modules = await Promise.all(withTypes.filter(isDefining).map((file) => import(join(root, file))))
const recordModules = await Promise.all(withRecords.filter(isDefining).map((file) => import(join(root, file))))

// The contract's page defines the types of both.
const types = namedTypes([...modules, ...recordModules], comments)
const pages = { 'files.md': filesPage(folders, types), 'contract.md': contractPage(contract, types) }

describe('a page of the documentation', () => {
  it.each(Object.entries(pages))(
    '%s is as its schemas are (after a change: npm run unit -- tests/documentation -u)',
    async (name, page) => {
      const file = join(root, 'docs', name)
      const formatted = await format(page, { ...(await resolveConfig(file)), filepath: file })
      await expect(formatted).toMatchFileSnapshot(file)
    },
  )
})
