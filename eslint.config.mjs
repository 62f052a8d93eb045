import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const houseRules = (extra = []) => [
  'error',
  {
    selector: "CallExpression[callee.name='forwardRef']",
    message: 'Draw an import order instead (DESIGN: no cycles).',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import the file that declares the name.' },
  { selector: 'TSEnumDeclaration', message: 'Use string literal unions.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  ...extra,
];
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only src/config reads the environment.',
};
const injectedClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Inject the Clock.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Inject the Clock.',
  },
];
const noDirectReply = {
  selector:
    "CallExpression[callee.object.name='ctx'][callee.property.name=/^(reply|send|edit|answer|delete|copy|forward|pin|react)/]",
  message: 'Every Bot API call goes through the outbound gateway.',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.sandbox', 'coverage', 'sandbox/page/public'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Ports and AppConfig are abstract classes that serve as injection tokens; plain objects satisfy them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true, allowStaticOnly: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250 }],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      'no-restricted-syntax': houseRules([noEnvironment]),
    },
  },
  {
    // Nest's injection reads constructor types at run time, so a type-only import would break it.
    files: ['src/**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-syntax': houseRules([noEnvironment, ...injectedClock, noDirectReply]),
    },
  },
  {
    files: ['src/config/**/*.ts', 'src/kernel/clock.ts', 'src/main.ts'],
    rules: { 'no-restricted-syntax': houseRules() },
  },
  {
    files: [
      'test/**/*.ts',
      'sandbox/**/*.ts',
      'bench/**/*.ts',
      'scripts/**/*.ts',
      'vitest.config.ts',
      '**/*.spec.ts',
    ],
    rules: {
      'no-restricted-syntax': houseRules().filter((rule) => rule.selector !== 'ExportDefaultDeclaration'),
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
);
