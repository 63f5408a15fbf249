/**
 * Output of a command: results go to stdout (aligned text, or one JSON object with --json), everything else to stderr.
 * Progress is a single line on a terminal, and a line for every tenth if stderr is a file or a pipe.
 */
export function createOutput(streams: {
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream & { isTTY?: boolean }
}) {
  let shown = -1
  let open = false
  const closeLine = () => {
    if (open) streams.stderr.write('\n')
    open = false
  }
  return {
    json(value: unknown) {
      closeLine()
      streams.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    line(text: string) {
      closeLine()
      streams.stdout.write(`${text}\n`)
    },
    /** Prints rows as aligned columns: text to the left, numbers to the right. */
    table(rows: readonly (readonly (string | number)[])[]) {
      closeLine()
      streams.stdout.write(alignedTable(rows))
    },
    note(text: string) {
      closeLine()
      streams.stderr.write(`${text}\n`)
    },
    progress(fraction: number | null, text: string) {
      const percent = fraction === null ? '   ' : `${String(Math.floor(fraction * 100)).padStart(3)}%`
      if (streams.stderr.isTTY) {
        streams.stderr.write(`\r\u001b[2K${percent} ${text}`)
        open = true
      } else if (fraction !== null && Math.floor(fraction * 10) !== shown) {
        shown = Math.floor(fraction * 10)
        streams.stderr.write(`${percent} ${text}\n`)
      }
    },
  }
}
export type Output = ReturnType<typeof createOutput>

/** @returns lines of cells, each column as wide as its widest cell, two spaces between */
export function alignedTable(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String))
  const columns = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  )
  return cells
    .map((row, index) =>
      row
        .map((cell, column) =>
          typeof rows[index][column] === 'number' ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((text) => `${text}\n`)
    .join('')
}
