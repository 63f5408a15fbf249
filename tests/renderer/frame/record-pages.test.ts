import { describe, expect, it } from 'vitest'
import { recordPages } from '../../../src-preload/contract/record-pages.ts'
import { routes } from '../../../src-renderer/views/routes.ts'

describe('the pages of records that links and jobs lead to', () => {
  it.each(Object.values(recordPages))('%s and the records below it are pages of the window', (page) => {
    const paths = routes.map(({ path }) => path)
    expect(paths).toContain(page)
    expect(paths).toContain(`${page}/:id`)
  })
})
