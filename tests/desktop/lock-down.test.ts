import * as electron from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isAllowedExternal } from '../../src-main/desktop/external-links.ts'
import { lockAllContents, lockContents, lockSession } from '../../src-main/desktop/lock-down.ts'
import { isOwnPage } from '../../src-main/desktop/own-pages.ts'
import { createContents, createSession } from './fake-electron.ts'

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron())
const { app, shell } = electron
beforeEach(() => void vi.mocked(shell.openExternal).mockClear())

const foreign = [
  'https://evil.example/',
  'http://localhost/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'cirrus://other/',
  'cirrus://app.evil.example/',
  'cirrus://user@app/',
  'cirrusx://app/',
  'about:blank',
  '',
]

describe('isOwnPage', () => {
  it.each(['cirrus://app/', 'cirrus://app/runs/a?x=1', 'CIRRUS://app/'])('knows %s', (address) => {
    expect(isOwnPage(address)).toBe(true)
  })
  it.each(foreign)('does not accept "%s"', (address) => {
    expect(isOwnPage(address)).toBe(false)
  })
})

describe('a page', () => {
  let contents: ReturnType<typeof createContents>
  beforeEach(() => {
    contents = createContents()
    lockContents(contents as never)
  })
  const go = (name: string, url: string) => {
    const event = { url, preventDefault: vi.fn() }
    contents.emit(name, event)
    return event.preventDefault.mock.calls.length
  }

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays with Cirrus at %s', (name) => {
    expect(foreign.map((url) => go(name, url))).toEqual(foreign.map(() => 1))
    expect(go(name, 'cirrus://app/maps')).toBe(0)
  })

  it('opens no second window, and passes allowed https links to the browser', () => {
    const handler = contents.setWindowOpenHandler.mock.calls[0][0]
    expect(handler({ url: 'https://doi.org/10.1051/0004-6361/202038044' })).toEqual({ action: 'deny' })
    expect(handler({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(vi.mocked(shell.openExternal).mock.calls).toEqual([['https://doi.org/10.1051/0004-6361/202038044']])
  })

  it('attaches no webview', () => {
    expect(go('will-attach-webview', '')).toBe(1)
  })

  it('is locked whoever creates it', () => {
    lockAllContents(app)
    const made = createContents()
    app.emit('web-contents-created', {}, made)
    expect(made.eventNames()).toEqual(
      expect.arrayContaining(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']),
    )
  })
})

describe('isAllowedExternal', () => {
  it.each(['https://arxiv.org/abs/1708.08487', 'https://ui.adsabs.harvard.edu/abs/2020'])('allows %s', (address) => {
    expect(isAllowedExternal(address)).toBe(true)
  })
  it.each([
    ...foreign,
    'http://arxiv.org/',
    'https://arxiv.org.evil.example/',
    'https://arxiv.org:8443/',
    'https://me@arxiv.org/',
    'smb://arxiv.org/share',
    'ms-msdt:/id',
  ])('refuses "%s"', (address) => {
    expect(isAllowedExternal(address)).toBe(false)
  })
})

describe('the session', () => {
  let session: ReturnType<typeof createSession>
  beforeEach(() => {
    session = createSession()
    lockSession(session as never)
  })
  const request = (permission: string, requestingUrl: string) => {
    const answer = vi.fn()
    session.setPermissionRequestHandler.mock.calls[0][0](null, permission, answer, { requestingUrl })
    return answer.mock.calls[0][0]
  }
  const check = (permission: string, origin: string) =>
    session.setPermissionCheckHandler.mock.calls[0][0](null, permission, origin)

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'unknown'])(
    'denies %s',
    (permission) => {
      expect(request(permission, 'cirrus://app/')).toBe(false)
      expect(check(permission, 'cirrus://app')).toBe(false)
    },
  )

  it('lets only our page copy text', () => {
    expect(request('clipboard-sanitized-write', 'cirrus://app/runs')).toBe(true)
    expect(check('clipboard-sanitized-write', 'cirrus://app')).toBe(true)
    expect(request('clipboard-sanitized-write', 'https://evil.example/')).toBe(false)
  })

  it('denies every device', () => {
    expect(session.setDevicePermissionHandler.mock.calls[0][0]({ deviceType: 'usb' })).toBe(false)
  })

  it('cancels all network requests, encrypted or not', () => {
    const [{ urls }, handler] = session.webRequest.onBeforeRequest.mock.calls[0]
    expect(urls).toEqual(['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'])
    const answer = vi.fn()
    handler({ url: 'http://evil.example/' }, answer)
    expect(answer).toHaveBeenCalledWith({ cancel: true })
  })
})
