import { nodeSubject } from '../../check/manifest.ts'
import type { Rule, Verdict } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Datastore, ImageRef, ManifestUse } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/unpinned-image'

const rule: Rule<Id> = defineRule('infra/unpinned-image', {
  *dockerStage({ image, development }, project) {
    if (image !== null) yield* judged(image, { use: development ? 'development' : 'production', by: 'FROM', datastore: null }, project)
  },
  *composeService({ image, build, use, name, datastore }, project) {
    if (image === null) return
    if (build !== null) yield { is: 'fine', at: image.at, because: 'built-here' }
    else yield* judged(image, { use, by: `service ${name}`, datastore }, project)
  },
  *workload({ containers, use }, project) {
    for (const { image, name, datastore } of containers) {
      if (image !== null) yield* judged(image, { use, by: `container ${name}`, datastore }, project)
    }
  },
})
export default rule

interface Used {
  readonly use: ManifestUse
  readonly by: string
  readonly datastore: Datastore | null
}

const FLOATING = /^(?:latest|stable|edge|main|master|nightly|dev|develop|rolling|lts|current|mainline)(?:$|-)/
/** Minor versions of these are languages of their own. */
const LANGUAGES: Readonly<Record<string, { readonly label: string; readonly version: RegExp }>> = {
  python: { label: 'Python', version: /^(?:rc-)?\d+\.\d+/ },
  pypy: { label: 'Python', version: /^\d+\.\d+/ },
  node: { label: 'Node.js', version: /^\d+/ },
}

function* judged(image: ImageRef, { use, by, datastore }: Used, project: Project): Generator<Verdict<Id>> {
  const { at, text, tag, digest, known, name } = image
  if (!known) return
  const own = ownImage(image, project)
  if (use !== 'production') yield { is: 'fine', at, because: 'development' }
  else if (own) yield { is: 'fine', at, because: 'own-image' }
  else if (digest !== null) yield { is: 'fine', at, because: 'pinned' }
  else {
    const violation = {
      is: 'violation',
      at,
      subject: nodeSubject(at.file, placeOf(image, project)),
      expression: text,
      evidence: [{ at, label: `${by} uses \`${text}\`` }],
    } as const
    const language = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : null
    if (datastore !== null && !/^(?:\w+-)?v?(?:RELEASE\.)?(?:[a-z]+-?)?\d/i.test(tag ?? ''))
      yield { ...violation, message: 'datastore', data: { image: text, by, label: datastore.label } }
    else if (tag === null || FLOATING.test(tag)) yield { ...violation, severity: 'minor', message: 'floating', data: { image: text, by } }
    else if (language !== null && !language.version.test(tag))
      yield { ...violation, severity: 'minor', message: 'language', data: { image: text, by, label: language.label } }
    else yield { is: 'fine', at, because: 'pinned' }
  }
}

const placeOf = ({ at }: ImageRef, project: Project): number => {
  const { instructions, nodes } = project.manifest(at.file)
  return instructions.length > 0
    ? instructions.findIndex(({ start, end }) => start <= at.start && end >= at.end)
    : nodes.findIndex(({ start, end, is }) => is === 'scalar' && start === at.start && end === at.end)
}

/** Built by a service beside it, or pushed by a workflow of the project. */
function ownImage({ name }: ImageRef, { deployment, manifests }: Project): boolean {
  if (deployment.composeServices.some(({ build, image }) => build !== null && image?.name === name)) return true
  if (!name.includes('/')) return false
  return manifests.some(
    ({ path, nodes }) =>
      /(?:^|\/)\.github\/workflows\/|\.gitlab-ci\.ya?ml$/.test(path) &&
      nodes.some(({ value }) => typeof value === 'string' && value.includes(name)),
  )
}
