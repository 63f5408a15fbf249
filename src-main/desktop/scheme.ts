import { protocol } from 'electron'
import { isOwnPage, scheme } from './own-pages.ts'

/**
 * Registers cirrus:// as an origin of its own, with fetch and streams but without the privileges of file://. Call it
 * before `ready`.
 */
export const registerScheme = () =>
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])

/** Answers the window's requests in this process: nothing listens on a network port. */
export const handleScheme = (site: (request: Request) => Promise<Response>) =>
  protocol.handle(scheme, (request) =>
    isOwnPage(request.url) ? site(request) : new Response('No such host.\n', { status: 404 }),
  )
