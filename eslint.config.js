import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import prettier from 'eslint-config-prettier'
import importX, { createNodeResolver } from 'eslint-plugin-import-x'
import { join } from 'node:path'
import { componentParser } from './resources/lint/component-parser.mjs'

/** Who may import whom: a room's files may reach only the rooms listed beside it, and packages. */
const rooms = {
  'src-shared': [],
  'src-main/files': ['src-shared'],
  'src-main/workers': [],
  'src-main/sky': ['src-shared', 'src-main/files', 'src-main/workers'],
  'src-main/figures': ['src-shared', 'src-main/files', 'src-main/workers', 'src-preload/contract'],
  'src-main/engine': [
    'src-shared',
    'src-main/files',
    'src-main/sky',
    'src-main/workers',
    'src-preload/rpc',
    'src-preload/contract',
  ],
  'src-main/catalog': ['src-shared', 'src-preload/contract'],
  'src-main/jobs': ['src-shared', 'src-preload/contract', 'src-preload/rpc'],
  'src-main/application': [
    'src-shared',
    'src-main/files',
    'src-main/sky',
    'src-main/figures',
    'src-main/engine',
    'src-main/workers',
    'src-main/catalog',
    'src-main/jobs',
    'src-preload/contract',
    'src-preload/rpc',
  ],
  'src-main/desktop': [
    'src-shared',
    'src-main/application',
    'src-main/serve',
    'src-preload/contract',
    'src-preload/rpc',
  ],
  'src-main/serve': ['src-shared', 'src-main/application', 'src-preload/contract', 'src-preload/rpc'],
  'src-main/terminal': [
    'src-shared',
    'src-main/application',
    'src-main/serve',
    'src-preload/contract',
    'src-preload/rpc',
  ],
  'src-preload': [],
  'src-preload/contract': ['src-shared', 'src-preload/rpc'],
  'src-preload/rpc': [],
  'src-renderer': ['src-shared', 'src-preload'],
}

const zones = Object.entries(rooms).map(([target, allowed]) => ({
  target: `./${target}`,
  allowed,
}))

const importRules = zones.map(({ target, allowed }) => {
  const reach = [target.slice(2), ...allowed]
  return {
    files: [`${target.slice(2)}/**/*.{ts,vue}`],
    ...(target === './src-preload' ? { ignores: ['src-preload/contract/**', 'src-preload/rpc/**'] } : {}),
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'tests'].map((top) => ({
            target,
            from: `./${top}`,
            except: reach
              .filter((room) => room.startsWith(`${top}/`) || room === top)
              .map((room) => (room === top ? '.' : `./${room.slice(top.length + 1)}`)),
            message: `${target.slice(2)} may import only ${allowed.join(', ') || 'packages'} (see eslint.config.js).`,
          })),
        },
      ],
    },
  }
})

// Two packages belong to one place each.
const electron = {
  group: ['electron'],
  message: 'Only src-main/index.ts, src-main/desktop and the preload know Electron.',
}
const tensorflow = { group: ['@tensorflow/*'], message: 'TensorFlow lives in the engine process: src-main/engine.' }
const knowElectron = ['src-main/index.ts', 'src-main/desktop/**', 'src-preload/index.ts']
const knowTensorFlow = ['src-main/engine/**']
const node = { group: ['node:*'], message: 'src-shared runs in the window too: no Node there.' }
/** Rules of one kind in several blocks replace each other, so each file gets one block with all that it may not import. */
const packagesOf = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'tests/output/'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.vue', '.mjs'] })] },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': [
        'error',
        // A locale's commas in a file of data make other numbers of it.
        ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map((property) => ({
          property,
          message: 'Numbers and dates look the same in every locale: see src-shared/text/format.ts.',
        })),
      ],
      'vue/multi-word-component-names': 'off',
      'vue/v-bind-style': ['error', 'shorthand', { sameNameShorthand: 'always' }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
    },
  },
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: ['./tsconfig.json', './src-shared/tsconfig.json', './src-renderer/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: {
      // Not for other files: with it, the parser watches their programs for changes instead of setting them up once.
      parserOptions: {
        parser: componentParser(join(import.meta.dirname, 'src-renderer')),
        extraFileExtensions: ['.vue'],
      },
    },
  },
  ...importRules,
  packagesOf(['src-*/**'], [...knowElectron, ...knowTensorFlow, 'src-shared/**'], [electron, tensorflow]),
  packagesOf(['src-shared/**'], [], [electron, tensorflow, node]),
  packagesOf(knowElectron, [], [tensorflow]),
  packagesOf(knowTensorFlow, [], [electron]),
)
