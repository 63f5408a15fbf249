/** A class of hole sizes in words: "1 to 5 %" of a patch. */
export const holeWords = ({ from, to }: { from: number; to: number }): string =>
  from === 0 ? `up to ${percent(to)} %` : `${percent(from)} to ${percent(to)} %`

const percent = (share: number) => Number((100 * share).toPrecision(3))
