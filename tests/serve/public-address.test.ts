import { describe, expect, it } from 'vitest'
import { givenToken } from '../../src-main/serve/given-token.ts'
import { pageInDepth } from '../../src-main/serve/page-in-depth.ts'
import { basePathOf, belowBase, originOf } from '../../src-main/serve/public-address.ts'

describe('a base path', () => {
  it.each([
    ['/node/gpu01.cluster/4400/', '/node/gpu01.cluster/4400'],
    ['node/gpu01/4400', '/node/gpu01/4400'],
    ['/user/ada@example.org/proxy/4400/', '/user/ada@example.org/proxy/4400'],
    ['/', ''],
    ['', ''],
  ])('"%s" is "%s"', (words, path) => {
    expect(basePathOf(words)).toBe(path)
  })

  it.each([
    '//evil.example/',
    '/a//b',
    '/../',
    '/a/./b',
    '/a b',
    '/a?b',
    '/a#b',
    '/a%2fb',
    '\\a',
    'https://a.example/',
  ])('refuses "%s"', (words) => {
    expect(() => basePathOf(words)).toThrow(`--base-path takes the path of an address`)
  })

  it('is taken off a path that has it', () => {
    expect(belowBase('/a/b/runs/c', '/a/b')).toBe('/runs/c')
    expect(belowBase('/a/b/', '/a/b')).toBe('/')
    expect(belowBase('/a/b', '/a/b')).toBeNull()
  })

  it('may have been taken off already', () => {
    for (const path of ['/', '/runs/c', '/a/bc', '/a']) expect(belowBase(path, '/a/b')).toBe(path)
    for (const path of ['/', '/runs']) expect(belowBase(path, '')).toBe(path)
  })
})

describe('an origin', () => {
  it.each([
    ['https://ondemand.example.org', 'https://ondemand.example.org'],
    ['https://OnDemand.example.org:443/', 'https://ondemand.example.org'],
    ['http://gpu01:4400', 'http://gpu01:4400'],
  ])('%s is %s', (words, origin) => {
    expect(originOf(words)).toBe(origin)
  })

  it.each([
    'ondemand.example.org',
    'https://a.example/node',
    'https://u@a.example',
    '*',
    'https://*.example',
    'file:///',
  ])('refuses %s', (words) => {
    expect(() => originOf(words)).toThrow('--origin takes the address of a proxy without a path')
  })
})

describe('a token from a portal', () => {
  it('is taken from the environment, and is not inherited', () => {
    const environment: NodeJS.ProcessEnv = { CIRRUS_TOKEN: 'a'.repeat(32), OTHER: '1' }
    expect(givenToken(environment)).toBe('a'.repeat(32))
    expect(environment).toEqual({ OTHER: '1' })
    expect(givenToken(environment)).toBeUndefined()
  })

  it.each(['short', 'a'.repeat(31), `${'a'.repeat(40)};`, `${'a'.repeat(40)} b`, 'a'.repeat(513)])(
    'is refused if it can be guessed or is no cookie: %s',
    (CIRRUS_TOKEN) => {
      expect(() => givenToken({ CIRRUS_TOKEN })).toThrow('CIRRUS_TOKEN takes 32 to 512')
    },
  )
})

describe('the page of a view', () => {
  const html = '<meta name="cirrus-base" content="./" /><script src="./assets/a.js"></script><a title="./b">./c</a>'

  it.each([
    ['/', './'],
    ['/runs', './'],
    ['/runs/a', '../'],
    ['/maps/iris/', '../../'],
  ])('at %s leads to the top by %s', (path, way) => {
    expect(pageInDepth(html, path)).toBe(
      `<meta name="cirrus-base" content="${way}" /><script src="${way}assets/a.js"></script><a title="./b">./c</a>`,
    )
    expect(new URL(way, `http://localhost/base${path}`).pathname).toBe('/base/')
  })
})
