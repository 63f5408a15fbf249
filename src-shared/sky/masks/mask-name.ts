import { isOneLine } from '../../text/names.ts'
import { figureMasks } from './figure-masks.ts'

const longest = 60
/** What file systems or `--mask random:7` need for themselves. */
const forbidden = /[\\/:*?"<>|]/u
/** Words of `--mask` and `--mask-of`. */
const words: readonly string[] = [...figureMasks, 'all', 'none']
/** Names of devices on Windows, with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Why a text can't name a mask of the library, whose file has the same name; null if it can. */
export function maskNameFault(name: string): string | null {
  if (name.trim() === '') return 'a mask needs a name'
  if (name !== name.trim()) return 'a name has no blanks at its ends'
  if (name.length > longest) return `a name has at most ${longest} characters`
  if (!isOneLine(name)) return 'a name is one line of text, without control characters'
  if (forbidden.test(name)) return 'a name has none of the characters \\ / : * ? " < > |'
  if (name.startsWith('.') || name.endsWith('.')) return 'a name has no dot at its ends'
  if (devices.test(name) || words.includes(name.toLowerCase()))
    return `${name} means something else; choose another name`
  return null
}
