import type { PartFacts } from './part-file.ts'
import { AttemptFailure } from './attempt-failure.ts'

/**
 * What an answer says about the whole file, and the byte that its body begins with.
 * @param asked the byte from which on the file was requested
 * @throws AttemptFailure for an answer that is no file
 */
export function readAnswer(response: Response, url: string, asked: number): { facts: PartFacts; start: number } {
  const { status, headers } = response
  // A compressed answer is decompressed on arrival, so its length says nothing about the file.
  const encoded = headers.has('content-encoding') && headers.get('content-encoding') !== 'identity'
  const validator = encoded ? null : validatorOf(headers)
  if (status === 200) {
    const length = encoded ? null : wholeNumber(headers.get('content-length'))
    return { facts: { url, validator, length }, start: 0 }
  }
  if (status === 206) {
    // RFC 9110, Sec. 14.4: bytes first-last/complete-length
    const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? []
    if (first !== undefined && Number(first) === asked)
      return { facts: { url, validator, length: wholeNumber(total) }, start: asked }
    throw new AttemptFailure(`the server sent other bytes than requested (${headers.get('content-range')})`, true)
  }
  const busy = status >= 500 || status === 408 || status === 429
  throw new AttemptFailure(
    `the server answered ${status}${response.statusText ? ` ${response.statusText}` : ''}`,
    busy || status === 416,
  )
}

/** For If-Range, RFC 9110, Sec. 13.1.5: a weak ETag does not count. */
function validatorOf(headers: Headers): string | null {
  const tag = headers.get('etag')
  return tag && !tag.startsWith('W/') ? tag : headers.get('last-modified')
}

const wholeNumber = (text: string | null | undefined) => (text && /^\d+$/.test(text) ? Number(text) : null)
