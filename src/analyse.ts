/** The pipeline on one page: discover, summarise each file, evaluate, link, check, correlate, judge. */
import type { Input } from './cache/reports.ts'
import type { RuleVerdict } from './check/dispatch.ts'
import { routeEntries } from './check/route-entries.ts'
import { serviceEntries } from './check/service-entries.ts'
import { check } from './check/run.ts'
import type { Config } from './config/config.ts'
import { settingIn, settingsOf } from './config/settings.ts'
import { expiredWaivers, waiversOn } from './config/waivers.ts'
import type { Location } from './discover/location.ts'
import { selectionOf } from './discover/selection.ts'
import { type Discovery, walk } from './discover/walk.ts'
import { createEvaluation } from './evaluate/evaluation.ts'
import { type KnowledgeSource, loadLibrary } from './evaluate/library.ts'
import { correlate } from './correlate/correlate.ts'
import { scorecardsOf } from './correlate/scorecards/scorecards.ts'
import { compounds as compoundPatterns } from './generated/compounds.ts'
import { rules } from './generated/packs.ts'
import { captureNames, queryIds } from './generated/queries.ts'
import { declarations } from './generated/rules.ts'
import { standards } from './generated/standards.ts'
import type { Law } from './judge/judge.ts'
import { judge } from './judge/judge.ts'
import { linkProject } from './link/project.ts'
import { applicationOf, linkStats } from './link/stats.ts'
import type { Advisories } from './model/advisory.ts'
import type { Project } from './model/project.ts'
import type { NotAnalysed, Report } from './model/report.ts'
import { mended } from './report/mend.ts'
import { compoundUnder, findingUnder, notAnalysedUnder, problemsUnder, tallyUnder } from './report/under-root.ts'
import { placeIn, reviewedSources } from './reviewed-sources.ts'
import { type Reading, summariseFiles } from './summarise-files.ts'
import { summariseManifests } from './summarise-manifests.ts'

/** What the chair judges by. */
const law: Law = { declarations, standards }

/** Told about progress: the stage's name, and how many of its files are done (0 of 0 where it has no files). */
export type Notify = (stage: string, done: number, total: number) => void

/** What the pipeline needs besides the code. */
export interface Equipment {
  readonly version: string
  /** `src/generated/knowledge.bin`: what is known about libraries. */
  readonly knowledge: KnowledgeSource
  readonly reading?: Reading
  /** YYYY-MM-DD: the day suppressions and waivers are held against. */
  readonly today: string
  /** What is known of released packages; null: nothing was given to look them up in. */
  readonly advisories?: Advisories | null
}

export interface Analysis {
  readonly report: Report
  readonly project: Project
  readonly verdicts: readonly RuleVerdict[]
  /** The text of a reviewed file (as the report names it), if it is still the one that was reviewed. */
  readonly sourceOf: (file: string) => string | undefined
  /** The same file as every UTF-8 reader sees it, whatever encoding it declares: with its byte order mark. */
  readonly rawTextOf: (file: string) => string | undefined
  /** The Python files that were read; null if this run is not to be repeated from memory: a bug of ours cost a file, or one changed meanwhile. */
  readonly inputs: readonly Input[] | null
}

/** Reviews the Python code at a location. Never fails because of a file: what cannot be analysed is listed with the reason. */
export const analyse = async (
  location: Location,
  config: Config,
  { version, knowledge, today, reading, advisories = null }: Equipment,
  notify: Notify,
  found: Discovery = walk(location, selectionOf(config)),
): Promise<Analysis> => {
  const total = found.files.length
  const read = await summariseFiles(location.base, found.files, (done) => notify('reading', done, total), reading)
  const { summaries, notAnalysed, inputs } = read
  const { manifests, notRead } = await summariseManifests(location.base, found.manifests)

  notify('linking', 0, 0)
  const library = loadLibrary(knowledge)
  const evaluation = createEvaluation(summaries, library)
  const project = linkProject({
    evaluation,
    library,
    manifests,
    tracked: found.tracked,
    advisories,
    queries: { queries: queryIds, captures: captureNames },
  })

  notify('checking', 0, 0)
  const idle = idleWithout(advisories)
  const active = rules.filter(({ id }) => isOnSomewhere(config, id) && !idle.has(id))
  const checked = check(project, { rules: active, settingOf: settingsOf(config, location.base), today })
  const predicateOf = (rule: string): string | undefined => law.declarations[rule]?.predicate
  const place = placeIn(location)
  const patterns = [...compoundPatterns, ...config.compounds]
  const { findings, elevations, compounds } = correlate(project, checked, { patterns, predicateOf, told: config.facts, place })

  const { sourceOf, rawTextOf, isIntact } = reviewedSources(location, [
    ...inputs,
    ...manifests.map(({ path, hash }) => ({ file: path, content: hash })),
  ])
  const placed = {
    findings: findings.map((finding) => {
      const under = findingUnder(finding, place)
      return mended(under, checked.edits.get(finding.id) ?? [], sourceOf(under.file))
    }),
    compounds: compounds.map((compound) => compoundUnder(compound, place)),
  }
  const application = applicationOf(project)
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'faultline', version },
    services: serviceEntries(project, place),
    routes: routeEntries(project, place),
    ...placed,
    elevations,
    scorecards: scorecardsOf(project, findings),
    ...judge(
      {
        ...placed,
        tallies: checked.tallies.map((tally) => tallyUnder(tally, place)),
        hasApplication: application.found,
        files: application.files,
        waivers: waiversOn(config, today),
        idle,
      },
      law,
    ),
    suppressions: problemsUnder(checked.suppressions, place, expiredWaivers(config, today, location.root)),
    notAnalysed: notAnalysedUnder([...found.notAnalysed, ...notAnalysed, ...notRead], place),
    stats: {
      files: summaries.length,
      lines: summaries.reduce((lines, { lineStarts }) => lines + lineStarts.length, 0),
      ...linkStats(project),
    },
  }
  const isRepeatable = read.isRepeatable && !notRead.some(isInternal) && isIntact()
  return { report, project, verdicts: checked.verdicts, sourceOf, rawTextOf, inputs: isRepeatable ? inputs : null }
}

/** Rules that have nothing to go by in this run, with the reason: silence must not look like a clean bill. */
const idleWithout = (advisories: Advisories | null): ReadonlyMap<string, string> =>
  new Map(
    advisories === null ? [['sec/vulnerable-dependency', 'known vulnerabilities were not looked up, no `--osv` export was given']] : [],
  )

const isInternal = ({ because }: NotAnalysed): boolean => because.startsWith('Internal error')

/** Whether a rule is left on for any file. */
const isOnSomewhere = ({ rules: settings, paths }: Config, id: string): boolean =>
  settingIn(settings, id) !== 'off' || paths.some((entry) => (settingIn(entry.rules, id) ?? 'off') !== 'off')
