/** The import order of ARCHITECTURE.md: a folder imports only from its left; each rule says why. */
const order = [
  ['kernel'],
  ['config'],
  ['database'],
  ['jobs'],
  ['users'],
  ['billing'],
  ['conversations'],
  ['broadcasts'],
  ['analytics'],
  ['telegram', 'payments', 'dashboard', 'health'],
];

const inFolder = (names) => `^src/(${names.join('|')})/`;
const leftOf = (index) => order.slice(0, index).flat();

const directions = order.flatMap((group, index) =>
  group.map((folder) => ({
    name: `order-${folder}`,
    comment: `src/${folder} may know only what stands left of it, so that every part can be read and tested without what is built on it.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      path: '^src/',
      pathNot: [inFolder([...leftOf(index), folder])],
    },
  })),
);

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one room with two doors; draw an order instead.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '^src/main\\.ts$',
          '^src/database/data-source\\.ts$',
          '\\.spec\\.ts$',
          '^sandbox/page/public/',
          '^test/support/',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'telegraf-only-in-telegram',
      comment: 'Telegram is one edge: nothing else may depend on the shape of its library.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/telegram/' },
      to: { path: 'node_modules/(telegraf|nestjs-telegraf)/' },
    },
    {
      name: 'stripe-only-in-payments',
      comment: 'Stripe is one payment provider behind a port.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/payments/' },
      to: { path: 'node_modules/stripe/' },
    },
    {
      name: 'production-knows-no-sandbox',
      comment: 'The emulators never get into the image.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(sandbox|test|bench|scripts)/' },
    },
    {
      name: 'emulators-know-no-product',
      comment: 'An emulator that shared code with the product would share its mistakes.',
      severity: 'error',
      from: { path: '^sandbox/(telegram|stripe)/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-dev-dependencies-in-production',
      comment: 'The image installs production dependencies only.',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
