import { describe, expect, it } from 'vitest'
import { pageOfLink } from '../../src-main/desktop/page-of-link.ts'
import { recordPages } from '../../src-preload/contract/record-pages.ts'

describe('a link from outside', () => {
  it.each([
    ['cirrus://run/demo-2026-11-23-a', '/runs/demo-2026-11-23-a'],
    ['cirrus://map/iris-100um', '/maps/iris-100um'],
    ['cirrus://dataset/a', '/datasets/a'],
    ['cirrus://study/paper.v2', '/studies/paper.v2'],
    ['cirrus://validation/a', '/validations/a'],
    ['cirrus://inpainting/a', '/inpaintings/a'],
    ['cirrus://runs', '/runs'],
    ['cirrus://runs/', '/runs'],
    ['cirrus://settings', '/settings'],
  ])('%s leads to %s', (link, page) => {
    expect(pageOfLink(link)).toBe(page)
  })

  it.each([
    'cirrus:',
    'cirrus://',
    'cirrus://run',
    'cirrus://run/',
    'cirrus://app/maps',
    'cirrus://maps?open=/etc/passwd',
    'cirrus://run/a?view=priors',
    'cirrus://run/a#x',
    'cirrus://run/a/b',
    'cirrus://run/a/',
    'cirrus://run/..',
    'cirrus://run/../settings',
    'cirrus://run/%2e%2e',
    'cirrus://run/a%20b',
    'cirrus://run/a\nb',
    'cirrus://run/a\n',
    'cirrus://me@run/a',
    'cirrus://run:80/a',
    'cirrus://constructor/a',
    'cirrus://runs/a',
    'cirrus://settings/a',
    ' cirrus://run/a',
    'CIRRUS://run/a',
    'https://run/a',
    `cirrus://run/${'a'.repeat(121)}`,
  ])('%j leads nowhere', (link) => {
    expect(pageOfLink(link)).toBeNull()
  })

  it('can name every list of records', () => {
    for (const page of Object.values(recordPages)) expect(pageOfLink(`cirrus:/${page}`)).toBe(page)
  })
})
