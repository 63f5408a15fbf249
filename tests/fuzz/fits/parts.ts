/** An HDU of a file to be mutated. */
export interface Part {
  /** its records of 80 bytes as Latin-1, without END and padding */
  cards: string[]
  /** its data with their padding, as in the file */
  data: Buffer
}

/** A file as HDUs. */
export interface Parts {
  hdus: Part[]
  /** zeros that stand for the end of a large file, of which only the beginning is kept */
  zeros: number
  /** whether the file has all data that its headers declare */
  complete: boolean
}

const block = 2880

/** A number in a card, as a lenient reader takes it; undefined if there is none. */
export function numberIn(cards: string[], keyword: string): number | undefined {
  const card = cards.find((record) => record.startsWith(keyword.padEnd(8) + '='))
  const number = /^[^/]*?(-?\d+)/.exec(card?.slice(9) ?? '')?.[1]
  return number === undefined ? undefined : Number(number)
}

/** Divides a valid file into HDUs. Written apart from the readers, whose faults it must not share. */
export function splitFile(bytes: Buffer, size = bytes.length): Parts {
  const hdus: Part[] = []
  let at = 0
  while (at < bytes.length) {
    const cards: string[] = []
    for (; at < bytes.length; at += 80) {
      const record = bytes.toString('latin1', at, at + 80)
      if (record.trimEnd() === 'END') break
      cards.push(record)
    }
    at = Math.ceil((at + 80) / block) * block
    const length = dataLength(cards)
    const end = at + Math.ceil(length / block) * block
    hdus.push({ cards, data: bytes.subarray(at, end) })
    at = end
  }
  return { hdus, zeros: size - bytes.length, complete: at <= size }
}

function dataLength(cards: string[]): number {
  const axes = Array.from({ length: numberIn(cards, 'NAXIS') ?? 0 }, (_, i) => numberIn(cards, `NAXIS${i + 1}`) ?? 0)
  if (axes.length === 0) return 0
  const values = axes.reduce((product, length) => product * length, 1) + (numberIn(cards, 'PCOUNT') ?? 0)
  return (Math.abs(numberIn(cards, 'BITPIX') ?? 8) / 8) * (numberIn(cards, 'GCOUNT') ?? 1) * values
}

/** The bytes of HDUs, without the zeros at the end. */
export function joinParts({ hdus }: Pick<Parts, 'hdus'>): Buffer {
  return Buffer.concat(hdus.flatMap(({ cards, data }) => [headerOf(cards), data]))
}

function headerOf(cards: string[]): Buffer {
  const text = [...cards, 'END'].map((card) => card.padEnd(80).slice(0, 80)).join('')
  return Buffer.from(text.padEnd(Math.ceil(text.length / block) * block), 'latin1')
}
