import { describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { pageOf, routes } from '../../../src-renderer/views/routes.ts'

describe('the page of an address', () => {
  const router = createRouter({ history: createMemoryHistory(), routes })
  it.each([
    '/maps',
    '/maps/iris-100um.fits',
    '/runs/',
    '/runs/new',
    '/runs/compare',
    '/runs/demo-a',
    '/studies',
    '/studies/new',
    '/studies/paper-search',
    '/validations/a',
    '/settings',
    '/nothing/like/it',
  ])('is the one that the router resolves for %s', (address) => {
    expect(pageOf(address)).toBe(router.resolve(address).matched[0].components!.default)
  })
  it('is null if the router redirects', () => expect(pageOf('/')).toBeNull())
})
