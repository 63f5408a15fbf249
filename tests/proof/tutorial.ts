import { spawn } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { mapsWith, root } from './cirrus.ts'

// Runs the commands of docs/tutorial.md in an empty folder, and puts what they print below them. A block `console` has
// commands after `$ `; a block `csv NAME` is written to the file of that name. Some minutes on two cores:
//   node tests/proof/tutorial.ts FOLDER

const [given] = process.argv.slice(2)
if (!given) {
  process.stderr.write('node tests/proof/tutorial.ts FOLDER\n')
  process.exit(2)
}
const folder = resolve(given)
await mkdir(folder)
const { demo } = mapsWith('')
await copyFile(demo, join(folder, basename(demo)))

/** What a command prints, without its progress. @throws Error for one that fails */
async function outputOf(command: string): Promise<string> {
  process.stderr.write(`${command}\n`)
  const [, ...words] = command.split(' ')
  const child = spawn(process.execPath, [join(root, 'src-main/cli.ts'), ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const code = await new Promise((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`${command} ended with ${code}.`)
  return printed.replaceAll(`${folder}/`, '').trimEnd()
}

const file = join(root, 'docs/tutorial.md')
let page = await readFile(file, 'utf8')
for (const [block, language, name, content] of page.matchAll(/^```(console|csv) ?(\S*)\n([\s\S]*?)^```$/gm)) {
  if (language === 'csv') {
    await writeFile(join(folder, name), content)
    continue
  }
  const commands = content.split('\n').filter((line) => line.startsWith('$ '))
  const lines: string[] = []
  for (const line of commands) lines.push(line, await outputOf(line.slice(2)))
  page = page.replace(block, () => `\`\`\`console\n${lines.filter(Boolean).join('\n')}\n\`\`\``)
}
await writeFile(file, page)
