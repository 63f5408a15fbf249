/** The visible rows of a grid, and the empty space above and below them in pixels. */
export function visibleRows(count: number, columns: number, rowHeight: number, scrollTop: number, height: number) {
  const rows = Math.ceil(count / columns)
  const first = Math.max(0, Math.min(rows - 1, Math.floor(scrollTop / rowHeight) - 1))
  const last = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight) + 1)
  return {
    from: first * columns,
    to: Math.min(count, last * columns),
    above: first * rowHeight,
    total: rows * rowHeight,
  }
}
