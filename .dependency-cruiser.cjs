const onlyFrom = (name, module, importer) => ({
  name,
  comment: `only ${importer} imports ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: importer },
  to: { path: module },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-imports-no-adapter',
      severity: 'error',
      from: {
        path: '^src/(job-spec|policy|approval|jobs|state|report|cancellation|sync)/|^src/commands/run\\.ts$',
      },
      to: { path: '^src/(forge|github|runtime)/|node_modules/@actions/' },
    },
    {
      name: 'core-imports-no-command',
      comment: 'Only the pipeline stages of `run` may import commands, inputs and outputs',
      severity: 'error',
      from: {
        path: '^src/(job-spec|policy|approval|jobs|state|report)/',
        pathNot:
          '^src/jobs/(create-job-states|deduplicate|interrupted-submissions|renew-claim|previous-attempt|reuse-job|submit-all|supersede|supersede-task|mark-superseded|cancel-recorded-jobs|announce-cancellation|announce-following|claim-outcomes|recorded-baseline|close-pull-request|wait-for-jobs|plan-step|plan-origin|usage-limits|cancel-over-limits|obsolete-ids|list-counted-jobs|submission-judge|step-approvals|approval-answers)\\.ts$',
      },
      to: { path: '^src/commands/|^src/(inputs|outputs)\\.ts$' },
    },
    {
      name: 'only-upper-layers-import-reports',
      severity: 'error',
      from: { path: '^src/(job-spec|policy|approval|jobs|state)/' },
      to: { path: '^src/report/' },
    },
    {
      name: 'no-import-of-an-entry-point',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(action|main|post|terminal)\\.ts$' },
      to: { path: '^src/(action|main|post|terminal|run-main|run-post)\\.ts$' },
    },
    {
      name: 'adapters-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/(forge|github|runtime)/' },
      to: { path: '^src/(forge|github|runtime)/', pathNot: ['^src/$1/'] },
    },
    {
      name: 'network-imports-no-room',
      severity: 'error',
      from: { path: '^src/network/' },
      to: { pathNot: '^(src/network/|node_modules/@actions/http-client/)', dependencyTypesNot: ['core'] },
    },
    onlyFrom('messages', '^src/report/messages\\.ts$', '^src/(report|cancellation)/'),
    onlyFrom('http-client', 'node_modules/@actions/http-client', '^src/network/send-request\\.ts$'),
    onlyFrom('actions-core', 'node_modules/@actions/core', '^src/runtime/runner\\.ts$'),
    onlyFrom('http', '^(node:)?https?$', '^src/(network/(send-request|tunnel)|github/github-fetch)\\.ts$'),
    onlyFrom('actions-github', 'node_modules/@actions/github', '^src/github/github-client\\.ts$'),
    onlyFrom('yaml', 'node_modules/yaml', '^src/job-spec/yaml/(parse|node-reader)\\.ts$'),
    onlyFrom('file-system', '^(node:)?fs(/promises)?$', '^src/runtime/(files|manifest-file)\\.ts$'),
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
