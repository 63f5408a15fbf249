import type { App, Session, WebContents } from 'electron'
import { openExternal } from './external-links.ts'
import { isOwnPage } from './own-pages.ts'

/** Prevents navigation: no foreign page in the window or a frame, no second window, no webview. */
export const lockContents = (contents: WebContents): void => {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => {
    stay(event)
    openExternal(event.url)
  })
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}

/** Locks every page that this program creates. */
export const lockAllContents = (app: App): void =>
  void app.on('web-contents-created', (_, contents) => lockContents(contents))

/** The one permission that a page may use: "copy" writes text to the clipboard. Everything else is denied. */
const isAllowed = (permission: string, page: string) => permission === 'clipboard-sanitized-write' && isOwnPage(page)

/** Denies permissions and devices, and blocks the network: everything the session needs comes over cirrus://. */
export const lockSession = (session: Session): void => {
  session.setPermissionRequestHandler((_, permission, answer, { requestingUrl }) =>
    answer(isAllowed(permission, requestingUrl)),
  )
  session.setPermissionCheckHandler((_, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] }, (_, answer) =>
    answer({ cancel: true }),
  )
}
