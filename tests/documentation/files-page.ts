import type { z } from 'zod'
import type { NamedTypes } from './named-types.ts'
import { structureText } from './type-text.ts'

/** A folder that Cirrus writes: what it is, its files, and the schemas of its records. */
export interface DocumentedFolder {
  title: string
  /** Where it lies in the home folder, or where a command is told to write it. */
  place: string
  /** Names and contents, the record last. */
  files: [name: string, contents: string][]
  records: { file: string; schema: z.ZodType }[]
}

const intro = `# Files

What Cirrus writes to the folders of datasets, runs, and what is made with them: the window in its home folder (\`CIRRUS_HOME\`), the terminal where \`--out\` says. Arrays are .npy, tables .csv, weights .safetensors, records JSON; all of them can be read without Cirrus. In a patch, row 0 is south and column 0 is east. Every file is written under a temporary name, synced and renamed, and a folder's record is written last, so that a folder with a record is complete. Records are parsed when they are read: one that does not fit is refused with the file, the field and the reason.

This page is made from the schemas of the records by \`npm run unit -- tests/documentation -u\`; a test holds it to them. Types without a definition here are in [the contract](contract.md#types).
`

/** The page of the folders that Cirrus writes, with the type of each record. */
export function filesPage(folders: readonly DocumentedFolder[], types: NamedTypes): string {
  const sections = folders.map(({ title, place, files, records }) => {
    const rows = files.map(([name, contents]) => `| \`${name}\` | ${contents} |`)
    const table = ['| file | contents |', '| --- | --- |', ...rows].join('\n')
    const blocks = records.map(
      ({ file, schema }) => `\`${file}\`:\n\n\`\`\`ts\ntype Record = ${structureText(schema, types)}\n\`\`\``,
    )
    return [`## ${title}`, place, table, ...blocks].join('\n\n')
  })
  return `${[intro.trim(), ...sections].join('\n\n')}\n`
}
