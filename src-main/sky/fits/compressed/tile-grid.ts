/** An image and its tiles, whose lengths are at most those of the image. */
export interface TileGrid {
  /** pixels along each axis, the fastest first */
  axes: readonly number[]
  /** those of a tile; tiles at the far edges may be smaller */
  lengths: readonly number[]
  /** of the image */
  pixels: number
}

/** The pixels of one tile. */
export interface TileBox {
  start: readonly number[]
  lengths: readonly number[]
  pixels: number
}

/** Number of tiles of an image. */
export const countTiles = ({ axes, lengths }: TileGrid): number =>
  axes.reduce((product, length, i) => product * Math.ceil(length / lengths[i]), 1)

/** The pixels of tile `index`; tiles are counted along the first axis first (FITS 4.0, Sec. 10.1). */
export function tileBox({ axes, lengths }: TileGrid, index: number): TileBox {
  let rest = index
  const start = axes.map((length, i) => {
    const along = Math.ceil(length / lengths[i])
    const place = rest % along
    rest = Math.floor(rest / along)
    return place * lengths[i]
  })
  const inside = start.map((first, i) => Math.min(lengths[i], axes[i] - first))
  return { start, lengths: inside, pixels: inside.reduce((product, length) => product * length, 1) }
}

/** First pixel of a tile in the order of the image, and the one after its last. */
export function tileSpan({ axes }: TileGrid, { start, lengths }: TileBox): [from: number, to: number] {
  const last = start.map((first, i) => first + lengths[i] - 1)
  return [positionIn(axes, start), positionIn(axes, last) + 1]
}

/**
 * Calls `visit` for each run of a tile's pixels that are neighbours in the image too.
 * @param visit gets the run's position in the image, its first pixel in the tile, and its length
 */
export function visitRuns(
  { axes }: TileGrid,
  { start, lengths, pixels }: TileBox,
  visit: (position: number, first: number, count: number) => void,
): void {
  // Axes that the tile fills are part of the run, as is the first one that it does not fill.
  let run = 0
  let count = 1
  do count *= lengths[run]
  while (lengths[run] === axes[run] && ++run < axes.length)
  const place = [...start]
  for (let first = 0; first < pixels; first += count) {
    visit(positionIn(axes, place), first, count)
    for (let axis = run + 1; axis < axes.length; axis++) {
      if (++place[axis] < start[axis] + lengths[axis]) break
      place[axis] = start[axis]
    }
  }
}

function positionIn(axes: readonly number[], place: readonly number[]): number {
  let position = 0
  for (let axis = axes.length - 1; axis >= 0; axis--) position = position * axes[axis] + place[axis]
  return position
}
