import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

const script = /<script setup lang="ts"(?: generic="(?<parameter>\w+) extends(?<bound>[^"]*)")?>(?<code>.*)<\/script>/s

/** The script of a component as vue-eslint-parser passes it to a parser: with its type parameter as a type. */
function scriptOf(/** @type {string} */ path) {
  const { parameter, bound, code } = script.exec(readFileSync(path, 'utf8'))?.groups ?? {}
  return parameter ? `type ${parameter} = ${bound};\n${code}` : (code ?? '')
}

/**
 * A parser with types for the scripts of components. With typescript-eslint alone, each component is an unknown file:
 * the program is rebuilt for each, and linting components takes four times as long.
 * @param {string} folder holds tsconfig.json and, at any depth, the components
 */
export function componentParser(folder) {
  /** @type {ts.Program | undefined} */
  let program
  return {
    meta: { name: 'components', version: ts.version },
    parseForESLint(
      /** @type {string} */ code,
      /** @type {import('@typescript-eslint/parser').ParserOptions} */ options,
    ) {
      if (!options.project) return tseslint.parser.parseForESLint(code, options)
      program ??= programOf(folder)
      const known = program.getSourceFile(options.filePath)?.text === code
      return tseslint.parser.parseForESLint(code, known ? { ...options, project: null, programs: [program] } : options)
    },
  }
}

/** One program of all components' scripts and their imports. */
function programOf(/** @type {string} */ folder) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(folder, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} },
  )
  const components = globSync('**/*.vue', { cwd: folder }).map((path) => join(folder, path))
  const options = { ...config?.options, allowNonTsExtensions: true, incremental: false, tsBuildInfoFile: undefined }
  const host = ts.createCompilerHost(options, true)
  const plain = host.getSourceFile.bind(host)
  host.getSourceFile = (path, version, ...rest) =>
    path.endsWith('.vue')
      ? ts.createSourceFile(path, scriptOf(path), version, true, ts.ScriptKind.TS)
      : plain(path, version, ...rest)
  const declarations = config?.fileNames.filter((path) => path.endsWith('.d.ts')) ?? []
  return ts.createProgram([...components, ...declarations], options, host)
}
