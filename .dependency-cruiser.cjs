const only = (name, module, place) => ({
  name,
  comment: `${name}: the one place is ${place}`,
  severity: 'error',
  from: { path: '^src/', pathNot: place },
  to: { path: module },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rooms-import-no-adapter',
      severity: 'error',
      from: { path: '^src/(spec|policy|job|record|report)/' },
      to: {
        path: '^src/(forge|github|platform|commands)/|^src/(run|inputs|outputs)\\.ts$|node_modules/@actions/',
      },
    },
    {
      name: 'stages-import-no-adapter',
      severity: 'error',
      from: { path: '^src/(pipeline|cancellation|sync)/|^src/run\\.ts$' },
      to: { path: '^src/(forge|github|platform)/|node_modules/@actions/' },
    },
    {
      name: 'nobody-imports-a-root',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main\\.ts$' },
      to: { path: '^src/(main|post|action)\\.ts$' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/(forge|github|platform)/' },
      to: { path: '^src/(forge|github|platform)/', pathNot: ['^src/$1/'] },
    },
    {
      name: 'network-imports-nothing',
      severity: 'error',
      from: { path: '^src/network/' },
      to: {},
    },
    only('actions-core', 'node_modules/@actions/core', '^src/platform/runner\\.ts$'),
    only('http-client', 'node_modules/@actions/http-client', '^src/forge/transport\\.ts$'),
    only('actions-github', 'node_modules/@actions/github', '^src/github/octokit\\.ts$'),
    only('yaml', 'node_modules/yaml', '^src/spec/(parse|tree)\\.ts$'),
    only('file-system', '^(node:)?fs(/promises)?$', '^src/platform/(files|manifest-file)\\.ts$'),
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.gen\\.ts$' },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.check.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
