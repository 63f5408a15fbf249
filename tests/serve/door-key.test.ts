import { describe, expect, it } from 'vitest'
import { cookieName, cookieOf, createToken, sameToken, setCookie } from '../../src-main/serve/door-key.ts'
import { openCommand } from '../../src-main/serve/open-browser.ts'
import { refuseVisit } from '../../src-main/serve/visitor-check.ts'

describe('sameToken', () => {
  const token = createToken()
  it('accepts the token, and nothing else', () => {
    expect(sameToken(token, token)).toBe(true)
    for (const other of [token.slice(1), `${token}a`, token.toLowerCase(), '', null, undefined])
      expect(sameToken(other, token)).toBe(false)
  })
})

describe('the cookie', () => {
  it('is found among others by its full name', () => {
    const header = 'theme=dark; cirrus-80=old; cirrus-8080=new; xcirrus-8080=other'
    expect(cookieOf(header, 'cirrus-8080')).toBe('new')
    expect(cookieOf(header, 'cirrus-808')).toBeUndefined()
    expect(cookieOf(undefined, 'cirrus-8080')).toBeUndefined()
  })

  it('is named by the port that the browser sees', () => {
    expect([cookieName('localhost:8080'), cookieName('[::1]:9'), cookieName('localhost')]).toEqual([
      'cirrus-8080',
      'cirrus-9',
      'cirrus-80',
    ])
    expect(setCookie('localhost:1234', 'abc')).toBe('cirrus-1234=abc; Path=/; HttpOnly; SameSite=Strict')
  })

  it('may be restricted to a path and to https', () => {
    expect(setCookie('a:1', 'abc', { path: '/b', secure: true })).toBe(
      'cirrus-1=abc; Path=/b; HttpOnly; SameSite=Strict; Secure',
    )
    expect(setCookie('a:1', 'abc', { path: null })).toBe('cirrus-1=abc; HttpOnly; SameSite=Strict')
  })
})

describe('refuseVisit', () => {
  const own = { host: 'localhost:80', origin: undefined, fetchSite: undefined, fetchMode: undefined, upgrade: false }

  it.each(['localhost', '127.0.0.1:8080', '[::1]:8080', 'LOCALHOST:1'])('lets in who calls it %s', (host) => {
    expect(refuseVisit({ ...own, host }, '127.0.0.1')).toBeNull()
  })

  it('admits the address it listens on', () => {
    expect(refuseVisit({ ...own, host: '192.168.1.5:8080' }, '192.168.1.5')).toBeNull()
    expect(refuseVisit({ ...own, host: '[fe80::1]:8080' }, 'fe80::1')).toBeNull()
    expect(refuseVisit({ ...own, host: '192.168.1.5:8080' }, '127.0.0.1')).toContain('192.168.1.5')
    expect(refuseVisit({ ...own, host: 'GPU01.cluster:8080' }, 'Gpu01.cluster')).toBeNull()
  })

  it.each(['localhost.evil.example', 'evil.example', '127.0.0.1.nip.io', '0.0.0.0', undefined])(
    'refuses the name %s',
    (host) => {
      expect(refuseVisit({ ...own, host }, '127.0.0.1')).not.toBeNull()
    },
  )

  it('lets a person follow a link from another site, but lets no other site load from it', () => {
    const foreign = { ...own, fetchSite: 'cross-site' }
    expect(refuseVisit({ ...foreign, fetchMode: 'navigate' }, '127.0.0.1')).toBeNull()
    expect(refuseVisit({ ...foreign, fetchMode: 'cors' }, '127.0.0.1')).toContain('another site')
  })
})

it.each([
  ['linux', ['xdg-open']],
  ['darwin', ['open']],
  ['win32', ['rundll32', 'url.dll,FileProtocolHandler']],
] as const)('on %s the address is opened without a shell in between', (platform, command) => {
  expect(openCommand(platform)).toEqual(command)
})
