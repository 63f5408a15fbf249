export type CardValue = string | number | boolean | null

/** One record of a header. COMMENT, HISTORY and blank records have no value; their text is in `comment`. */
export interface Card {
  keyword: string
  value: CardValue
  comment: string
}

/**
 * Parses one record (FITS 4.0, Sec. 4.1 and 4.2), with the HIERARCH and CONTINUE conventions. A value that is neither
 * string, number nor logical is kept as text, so that one odd card does not make the file unreadable.
 */
export function parseCard(record: string): Card {
  const keyword = record.slice(0, 8).trimEnd()
  if (keyword === 'HIERARCH') return parseHierarch(record)
  if (keyword === 'CONTINUE') return { keyword, ...parseValue(record.slice(8)) }
  if (record.slice(8, 10) !== '= ' || keyword === 'COMMENT' || keyword === 'HISTORY' || keyword === '') {
    // Some writers leave out the blank after '='.
    if (record[8] === '=' && /^[A-Z0-9_-]+$/.test(keyword) && keyword !== 'COMMENT' && keyword !== 'HISTORY') {
      return { keyword, ...parseValue(record.slice(9)) }
    }
    return { keyword, value: null, comment: record.slice(8).trimEnd() }
  }
  return { keyword, ...parseValue(record.slice(10)) }
}

function parseHierarch(record: string): Card {
  const equals = record.indexOf('=')
  if (equals < 0) return { keyword: 'HIERARCH', value: null, comment: record.slice(8).trimEnd() }
  return { keyword: record.slice(9, equals).trim(), ...parseValue(record.slice(equals + 1)) }
}

function parseValue(text: string): { value: CardValue; comment: string } {
  const string = /^\s*'((?:[^']|'')*)'?/.exec(text)
  if (string) {
    return { value: string[1].replaceAll("''", "'").trimEnd(), comment: commentOf(text.slice(string[0].length)) }
  }
  const slash = text.indexOf('/')
  const bare = (slash < 0 ? text : text.slice(0, slash)).trim()
  return { value: parseBare(bare), comment: slash < 0 ? '' : text.slice(slash + 1).trim() }
}

function commentOf(rest: string): string {
  const slash = rest.indexOf('/')
  return slash < 0 ? '' : rest.slice(slash + 1).trim()
}

function parseBare(text: string): CardValue {
  if (text === '') return null
  if (text === 'T') return true
  if (text === 'F') return false
  // Fortran writes double precision exponents with a D.
  return /^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/.test(text) ? Number(text.replace(/[Dd]/, 'e')) : text
}
