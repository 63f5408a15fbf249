import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import prettier from 'eslint-config-prettier'
import importX from 'eslint-plugin-import-x'

/** Who may import whom: a room's files may reach only the rooms listed beside it (and packages, unless `packages` is false). */
const rooms = {
  'src-main/files': [],
  'src-main/random': [],
  'src-main/threads': [],
  'src-main/sky': ['src-main/files', 'src-main/random', 'src-main/threads'],
  'src-main/statistics': ['src-main/random', 'src-main/threads'],
  'src-main/optimize': ['src-main/random'],
  'src-main/figures': ['src-main/files', 'src-main/statistics', 'src-main/threads', 'src-preload/contract'],
  'src-main/engine': [
    'src-main/files',
    'src-main/random',
    'src-main/sky',
    'src-main/statistics',
    'src-main/optimize',
    'src-main/threads',
    'src-preload/rpc',
    'src-preload/contract',
  ],
  'src-main/catalog': ['src-preload/contract'],
  'src-main/jobs': ['src-preload/contract', 'src-preload/rpc'],
  'src-main/application': [
    'src-main/files',
    'src-main/random',
    'src-main/sky',
    'src-main/statistics',
    'src-main/optimize',
    'src-main/figures',
    'src-main/engine',
    'src-main/threads',
    'src-main/catalog',
    'src-main/jobs',
    'src-preload/contract',
    'src-preload/rpc',
  ],
  'src-main/desktop': ['src-main/application', 'src-main/serve', 'src-preload/contract', 'src-preload/rpc'],
  'src-main/serve': ['src-main/application', 'src-preload/contract', 'src-preload/rpc'],
  'src-main/terminal': ['src-main/application', 'src-main/serve', 'src-preload/contract', 'src-preload/rpc'],
  'src-preload': [],
  'src-preload/contract': ['src-preload/rpc'],
  'src-preload/rpc': [],
  'src-renderer': ['src-preload'],
}

const zones = Object.entries(rooms).map(([target, allowed]) => ({
  target: `./${target}`,
  from: ['./src-main', './src-preload', './src-renderer', './tests', './resources/setup'],
  except: [],
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
          zones: ['src-main', 'src-preload', 'src-renderer', 'tests'].map((top) => ({
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
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js', '.vue', '.mjs'] } } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
    },
  },
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  ...importRules,
  packagesOf(['src-*/**'], [...knowElectron, ...knowTensorFlow], [electron, tensorflow]),
  packagesOf(knowElectron, [], [tensorflow]),
  packagesOf(knowTensorFlow, [], [electron]),
)
