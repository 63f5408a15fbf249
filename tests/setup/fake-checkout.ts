import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A checkout in a temporary folder with the real set-up scripts and stand-ins for the programs they call: npm, pip, the
 * compiler, tfjs-node, electron-vite. Each stand-in writes its name to a log; the one named by FAKE_HANG does half its
 * work, reports its process id and waits, and the one named by FAKE_FAIL fails.
 */
export interface FakeCheckout {
  root: string
  cache: string
  log: () => string[]
  run: (script: string, args?: string[], env?: NodeJS.ProcessEnv) => Promise<Ended>
  start: (script: string, args?: string[], env?: NodeJS.ProcessEnv) => Started
  /** Removes a program from the machine. */
  without: (program: string) => void
  remove: () => void
}

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

export interface Started {
  pid: number
  ended: Promise<Ended>
  /** What it has written to stdout so far. */
  written: () => string
  /** The process id of the hanging stand-in, once it hangs. */
  hanging: () => Promise<number>
}

const preamble = `#!/bin/bash
step() {
  echo "$1" >>"$FAKE_LOG"
  if [ "$FAKE_FAIL" = "$1" ]; then echo "$FAKE_MESSAGE" >&2; exit 1; fi
}
hang() { if [ "$FAKE_HANG" = "$1" ]; then echo $$ >"$FAKE_LOG.hanging"; sleep 60; fi; }
`

const npm = `${preamble}
step npm
rm -rf node_modules; mkdir -p node_modules/.bin
hang npm
ln -s "$REAL_NODE" node_modules/.bin/node
tfjs=node_modules/@tensorflow/tfjs-node-gpu; mkdir -p $tfjs/binding $tfjs/deps node_modules/electron-vite/bin
echo '{"name":"@tensorflow/tfjs-node-gpu","version":"4.22.0","main":"index.js"}' >$tfjs/package.json
echo '// source' >$tfjs/binding/tfjs_binding.cc
cat >$tfjs/index.js <<'JS'
const { readFileSync } = require('node:fs')
const library = readFileSync(__dirname + '/deps/lib/libtensorflow_cc.so.2', 'utf8')
const addon = readFileSync(__dirname + '/lib/napi-v8/tfjs_binding.node', 'utf8')
if (!library.startsWith('library') || addon !== 'addon') throw new Error('undefined symbol: TF_Version')
exports.tensor2d = (rows) => rows
exports.matMul = () => ({ dataSync: () => [11] })
exports.backend = () => ({ binding: { TF_Version: '2.21.0' }, isUsingGpuDevice: false })
JS
cat >node_modules/electron-vite/bin/electron-vite.js <<'JS'
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
appendFileSync(process.env.FAKE_LOG, 'build\\n')
mkdirSync('out/renderer', { recursive: true })
writeFileSync('out/renderer/index.html', '<html></html>')
JS
`

const python = `${preamble}
if [ "$1 $2" != "-m pip" ]; then step unpack; hang unpack; exec "$REAL_PYTHON" "$@"; fi
step pip
while [ $# -gt 1 ]; do [ "$1" = --dest ] && dest=$2; shift; done
case "$1" in nvidia*) hang nvidia;; esac
mkdir -p "$dest"; echo "Downloading $1 (2.0 MB)"
head -c 100 "$FAKE_WHEELS/tensorflow.whl" >"$TMPDIR/growing"
hang pip
name=\${1%%[=<>]*}
cp "$FAKE_WHEELS/\${FAKE_WHEEL:-tensorflow.whl}" "$dest/\${name//-/_}-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl"
`

const compiler = `${preamble}
step g++
while [ $# -gt 1 ]; do [ "$1" = -o ] && out=$2; shift; done
printf ad >"$out"
hang g++
printf addon >"$out"
`

/** Wheels as pip downloads them: one intact, one whose RECORD does not match its library. */
const makeWheels = `
import base64, hashlib, sys, zipfile
def make(path, spoil):
    files = {
        "tensorflow/libtensorflow_cc.so.2": b"library" * 1000,
        "tensorflow/libtensorflow_framework.so.2": b"framework" * 1000,
        "tensorflow/include/tensorflow/c/c_api.h": b"// header",
        "tensorflow/python/not_needed.py": b"pass",
        "nvidia/cublas/lib/libcublas.so.12": b"cublas",
        "nvidia/cublas/include/cublas.h": b"// not needed",
        "x.dist-info/METADATA": b'Name: x\\nRequires-Dist: numpy\\nRequires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"\\n\\nText',
    }
    record = ""
    for name, data in files.items():
        digest = hashlib.sha256(data + (b"!" if spoil and name.endswith("cc.so.2") else b"")).digest()
        record += f"{name},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()},{len(data)}\\n"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, data in files.items():
            wheel.writestr(name, data)
        wheel.writestr("x.dist-info/RECORD", record)
make(sys.argv[1] + "/tensorflow.whl", False)
make(sys.argv[1] + "/spoilt.whl", True)
`

const realPython = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()

export function fakeCheckout(): FakeCheckout {
  const base = mkdtempSync(join(tmpdir(), 'cirrus-setup-'))
  const root = join(base, 'project')
  const programs = join(base, 'programs')
  const wheels = join(base, 'wheels')
  const cache = join(base, 'cache', 'cirrus')
  const log = join(base, 'log')
  for (const folder of [root, programs, wheels, join(root, 'src-main')]) mkdirSync(folder, { recursive: true })
  cpSync(join(import.meta.dirname, '../../resources/setup'), join(root, 'resources/setup'), { recursive: true })
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'cirrus', type: 'module' }))
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/x': { version: '1.0.0' } } }),
  )
  writeFileSync(join(root, 'src-main/cli.ts'), cli)
  writeFileSync(
    join(root, 'src-main/serve.ts'),
    "const words: string = 'http://127.0.0.1:1/?token=x'\nconsole.log(words)\n",
  )
  for (const [name, text] of Object.entries({ npm, python3: python, 'g++': compiler })) {
    writeFileSync(join(programs, name), text)
    chmodSync(join(programs, name), 0o755)
  }
  // Only these: a program that the test removes must not be found elsewhere on the PATH.
  for (const name of ['bash', 'rm', 'mkdir', 'ln', 'cat', 'cp', 'head', 'sleep'])
    writeProgram(join(programs, name), execFileSync('which', [name], { encoding: 'utf8' }).trim())
  execFileSync(realPython, ['-c', makeWheels, wheels])

  const environment = (env: NodeJS.ProcessEnv = {}) => ({
    PATH: programs,
    HOME: base,
    XDG_CACHE_HOME: join(base, 'cache'),
    FAKE_LOG: log,
    FAKE_WHEELS: wheels,
    REAL_NODE: process.execPath,
    REAL_PYTHON: realPython,
    CIRRUS_TENSORFLOW: 'cpu',
    ...env,
  })
  const start = (script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Started => {
    rmSync(`${log}.hanging`, { force: true })
    const child = spawn(process.execPath, [join(root, 'resources/setup', script), ...args], { env: environment(env) })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    const ended = new Promise<Ended>((resolve) =>
      child.on('exit', (status) => setImmediate(() => resolve({ status, stdout, stderr }))),
    )
    return { pid: child.pid!, ended, written: () => stdout, hanging: () => appears(`${log}.hanging`) }
  }
  return {
    root,
    cache,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
    run: (script, args, env) => start(script, args, env).ended,
    start,
    without: (program) => rmSync(join(programs, program)),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}

const cli = `
const args: string[] = process.argv.slice(2)
if (args[0] === 'wait') { process.on('SIGTERM', () => process.exit(7)); console.log('waiting'); setInterval(() => {}, 1000) }
else { console.log(JSON.stringify({ args })); process.exitCode = Number(args[1] ?? 0) }
`

function writeProgram(path: string, target: string) {
  writeFileSync(path, `#!/bin/sh\nexec ${target} "$@"\n`)
  chmodSync(path, 0o755)
}

async function appears(path: string): Promise<number> {
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
    if (text) return Number(text)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Names in the cache other than locks and leftovers. */
export const cacheEntries = (checkout: FakeCheckout) => readdirSync(checkout.cache).sort()

/** True while the process runs (a zombie does not count). */
export function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
