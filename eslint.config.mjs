import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rules that hold for all TypeScript; each one keeps a sentence of CONTRIBUTING true. */
const house = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', varsIgnorePattern: '^_$' },
  ],
  'no-empty': ['error', { allowEmptyCatch: false }],
  // The logger is the way to speak; console.error only says why a process cannot start.
  'no-console': ['error', { allow: ['error'] }],
  eqeqeq: 'error',
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that everybody calls it the same.' },
    { selector: 'TSEnumDeclaration', message: 'Use a const object or array and derive the union from it.' },
    { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'A file is a namespace already.' },
    {
      selector: 'CatchClause > BlockStatement[body.length=0]',
      message: 'Nothing is swallowed: retry, dead letter or typed result.',
    },
  ],
};

/** Rules that need types: a forgotten `await` loses an error or an order. */
const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  // Frameworks await the functions that are given to them, whatever their types say.
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, properties: false } }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.local/', '.nx/', 'coverage/', 'services/web/src/api/schemas/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    rules: house,
  },
  {
    files: ['{libs,services}/*/{src,test}/**/*.ts', 'deploy/**/*.ts', 'bench/src/**/*.ts'],
    ignores: ['services/web/**'],
    languageOptions: { parserOptions: { project: './tsconfig.all.json', tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['services/web/{src,test}/**/*.{ts,tsx}', 'e2e/{chaos,test}/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./services/web/tsconfig.json', './e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: typed,
  },
  {
    // Emitted decorator metadata needs the classes of injected parameters as values.
    files: ['{libs,services}/*/src/**/*.ts'],
    ignores: ['services/web/**'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    // A Nest module is a class that holds only its decorator.
    rules: { '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    // What people run at a terminal speaks to the terminal.
    files: [
      'deploy/**',
      'bench/**',
      'e2e/**',
      'docs/**',
      'services/simulator/**',
      '**/test/**',
      '**/*command.ts',
      '**/*.mjs',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', setInterval: 'readonly' } },
  },
  { files: ['**/*.config.{ts,mjs}', '.*.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
