/** One configuration for every project: TypeScript compiled by SWC, native ES modules, sources of workspace packages. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@motcua/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.local/'],
  testMatch: ['**/*.spec.ts'],
  // A topic or database made on a busy machine may take its time; only what hangs takes longer.
  testTimeout: 60_000,
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};
