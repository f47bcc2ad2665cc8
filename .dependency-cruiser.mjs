/** The layers of src/, each rule with its reason. `npm run layers` and test/layers read this. */

/** Folders from the nouns outwards: a folder may import those before it, unless a rule below is stricter. */
const PIPELINE = ['model', 'parse', 'lower', 'evaluate', 'link', 'check', 'packs', 'correlate', 'judge']

const noArrowBack = PIPELINE.slice(0, -1).map((folder, at) => ({
  name: `${folder}-points-only-inwards`,
  comment: `The pipeline has one direction: ${PIPELINE.join(' <- ')}. If ${folder} needs something of a later stage, hand it over as data, or move the noun to model.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: `^src/(${PIPELINE.slice(at + 1).join('|')}|report|cli|generate)/|^src/analyse` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...noArrowBack,
    {
      name: 'model-imports-nothing',
      comment: 'Nouns have no behaviour. What computes something belongs to the stage that computes it.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'stages-know-no-threads-and-no-memory',
      comment:
        'A stage is the same function on any thread, cold or remembered. Who runs it where, and what is kept, is decided outside: in summarise-files.ts and review.ts.',
      severity: 'error',
      from: { path: '^src/(model|config|discover|parse|lower|evaluate|link|check|packs|report)/' },
      to: { path: '^src/(cache|threads)/' },
    },
    {
      name: 'memory-and-threads-carry-the-per-file-half-only',
      comment:
        'What crosses threads and what is kept are summaries and reports as plain data: no stage of the other half is needed for that.',
      severity: 'error',
      from: { path: '^src/(cache|threads)/' },
      to: { path: '^src/(evaluate|link|check|packs|report|cli|generate)/|^src/(analyse|review)\\.ts$' },
    },
    {
      name: 'one-folder-knows-the-parser',
      comment:
        'Syntax leaves parse/ as flat tables only, so the parser can be swapped by touching one folder. Ask parse/ for what is missing.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/parse/' },
      to: { path: 'node_modules/(web-tree-sitter|tree-sitter-python)' },
    },
    {
      name: 'packs-stay-apart',
      comment: 'Packs share facts, never code. What two packs need is a fact: compute it once in link/.',
      severity: 'error',
      from: { path: '^src/packs/([^/]+)/' },
      to: { path: '^src/packs/', pathNot: '^src/packs/$1/' },
    },
    {
      name: 'rules-see-facts-only',
      comment: 'A rule is a pure function of facts: no files, no syntax, no evaluator internals. It asks the Project.',
      severity: 'error',
      from: { path: '^src/packs/' },
      to: { pathNot: '^src/(packs|model|check)/' },
    },
    {
      name: 'engine-knows-no-rule',
      comment: 'check/ runs whatever list it is given; rules are found by generation, never by name.',
      severity: 'error',
      from: { path: '^src/check/' },
      to: { path: '^src/', pathNot: '^src/(check|model)/|^src/generated/rules|^src/config/nearest' },
    },
    {
      name: 'correlation-knows-findings-and-facts',
      comment:
        'correlate/ joins what check/ found by what the Project knows; which rules make a compound is data in rules/compound, never code here.',
      severity: 'error',
      from: { path: '^src/correlate/' },
      to: { path: '^src/', pathNot: '^src/(correlate|check|model)/' },
    },
    {
      name: 'the-chair-judges-findings-only',
      comment: 'judge/ is a function of findings, compounds and tallies: it asks no project, so that a saved report can be judged again.',
      severity: 'error',
      from: { path: '^src/judge/' },
      to: { path: '^src/', pathNot: '^src/(judge|check/(place|severity|vote)|model/)' },
    },
    {
      name: 'reports-are-pure',
      comment:
        'A format is a function of the report, so that it can be made again from a saved one. Pass in what it needs. `sarif` is types only, `crypto` hashes the style of a page for its content security policy.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { pathNot: '^src/(report|model)/|^sarif$|^crypto$' },
    },
    {
      name: 'files-are-read-at-the-edges',
      comment: 'Only these folders touch the file system; everything between is a function of bytes and can run anywhere.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(parse|discover|config|cache|threads|cli|generate)/' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads)$' },
    },
    {
      name: 'nothing-is-run-and-nothing-is-fetched',
      comment: 'The reviewed project is never executed and the network is never used: that is what people trust.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/generate/' },
      to: { path: '^(node:)?(child_process|net|http|http2|https|dns|dgram|tls|vm)$' },
    },
    {
      name: 'nobody-imports-the-command-line',
      comment: 'cli/ prints and sets the exit code; a stage that wants to say something returns it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'the-pipeline-is-run-by-the-command-line',
      comment:
        'analyse.ts is the sentence that names every stage, review.ts spares it where nothing changed; a stage that imports them would be a circle.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|generate)/|^src/review' },
      to: { path: '^src/(analyse|review)\\.ts$' },
    },
    {
      name: 'configuration-comes-first',
      comment: 'config/ and discover/ decide what is read; they know nothing of how it is understood.',
      severity: 'error',
      from: { path: '^src/(config|discover)/' },
      to: { path: '^src/(parse|lower|evaluate|link|check|packs|report|cli|generate)/' },
    },
    {
      name: 'generation-is-build-time',
      comment: 'src/generate/ writes src/generated/ and dist/; nothing of it may be needed when a user runs the tool.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/generate/' },
      to: { path: '^src/generate/|node_modules/(esbuild|ajv|typescript|pyright)/' },
    },
    {
      name: 'manifest-parsers-stay-in-parse',
      comment:
        'What a YAML file or a Dockerfile says leaves parse/ as plain nodes with places, so that a parser can be swapped in one folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(parse/manifest|generate)/' },
      to: { path: 'node_modules/(yaml|toml-eslint-parser|dockerfile-ast|pip-requirements-js|tree-sitter-bash)/' },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What a test needs stays in test/; what the product needs does not come from there.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports is dead: delete it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(generate|model)/|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'everything-is-reachable',
      comment: 'Code that neither the command line nor generation reaches is dead: wire it, or delete it.',
      severity: 'error',
      from: { path: '^src/(cli/main|generate/[^/]+)\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(generate|model)/|^src/cli/main|\\.d\\.ts$', reachable: false },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that resolves to nothing is not checked by any rule above. `sarif` has types and no code.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^sarif$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
