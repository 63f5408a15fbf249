import { recordPage, recordPages, type RecordKind } from '../../src-preload/contract/record-pages.ts'
import { idSchema } from '../../src-preload/contract/states.ts'

const lists = new Map(Object.values(recordPages).map((path) => [path.slice(1), path]))
const isRecordKind = (name: string): name is RecordKind => Object.hasOwn(recordPages, name)

/**
 * The page of the window that a link from outside names: `cirrus://run/ID` and likewise for other records,
 * `cirrus://runs` and other lists, `cirrus://settings`. Anyone can write such a link, so it may name a page and nothing
 * else: a query could open a file.
 * @returns the page's address, or null for anything else
 */
export function pageOfLink(link: string): string | null {
  const parts = /^cirrus:\/\/([a-z]+)(?:\/([^/]*))?$/.exec(link)
  if (!parts) return null
  const [, host, id] = parts
  if (id && isRecordKind(host)) return idSchema.safeParse(id).success ? recordPage(host, id) : null
  return id ? null : host === 'settings' ? '/settings' : (lists.get(host) ?? null)
}
