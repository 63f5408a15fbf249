import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/**
 * The channel that an address of pictures asks for; the first if it names none.
 * @throws CirrusError invalid-params for a channel that the pictures do not have
 */
export function channelOfQuery(query: URLSearchParams, channels: readonly unknown[]): number {
  const channel = Number(query.get('channel') ?? 0)
  if (Number.isInteger(channel) && channel >= 0 && channel < channels.length) return channel
  throw new CirrusError(
    'invalid-params',
    `channel must be a whole number from 0 to ${channels.length - 1}, not ${query.get('channel')}.`,
  )
}
