import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** Paths of the tree named on a page: full ones from a top folder, without wildcards and placeholders. */
const namedPaths = (text: string) =>
  [
    ...text.matchAll(
      /(?<![\w/.~-])((?:src-(?:main|preload|renderer|shared)|tests|resources|docs)\/[\w./-]*[\w/])(?![\w*<{-]|\/[*<{])/g,
    ),
  ].map(([, path]) => path)
/** Targets of a page's links to files of the tree. */
const links = (text: string) => [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target)

describe('the pages for developers', () => {
  it.each(pages)('%s names only files and folders that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    expect(namedPaths(text).filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(links(text).filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([])
  })

  it('name many of them', () => {
    const named = new Set(pages.flatMap((page) => namedPaths(readFileSync(join(root, page), 'utf8'))))
    expect(named.size).toBeGreaterThan(60)
  })

  it('are searched for full paths only', () => {
    const text =
      'see `src-main/cli.ts`, src-main/sky/ and `tests/reference/a.json`; not src-renderer/views/<domain>/ or docs/*.md'
    expect(namedPaths(text)).toEqual(['src-main/cli.ts', 'src-main/sky/', 'tests/reference/a.json'])
  })

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const page of pages)
      for (const [, name] of readFileSync(join(root, page), 'utf8').matchAll(/npm run (?:-s )?([a-z0-9]+)/g))
        expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name)
  })
})
