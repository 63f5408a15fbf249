import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const statement = /(?:^|\n)\s*(?:import|export)\b[^'"]*?\bfrom\s*'(\.[^']+)'/g

/** The files that a file imports at run time, and those from which it imports only types. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(statement)].map(([, specifier]) =>
    relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/'),
  )
}

/** A cycle in the graph; null if there is none (depth-first search). */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (node: string): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return null
    path.push(node)
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(node)
    return null
  }
  for (const node of graph.keys()) {
    const cycle = visit(node)
    if (cycle) return cycle
  }
  return null
}

test('finds a cycle', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ])
  expect(cycleIn(graph)).toEqual(['b', 'd', 'b'])
  expect(cycleIn(new Map([['a', ['b']]]))).toBeNull()
})

test('no source file imports itself through others, not even types', () => {
  const files = globSync('src-*/**/*.{ts,vue}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  expect(files.length).toBeGreaterThan(500)
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  for (const [file, imports] of graph)
    for (const target of imports)
      expect(graph.has(target) || !/\.(ts|vue)$/.test(target), `${file} imports ${target}`).toBe(true)
  expect(cycleIn(graph)).toBeNull()
})
