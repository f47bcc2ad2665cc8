import { instructionSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Installation } from '../../model/deployment.ts'
import type { Project } from '../../model/project.ts'

const rule: Rule<'infra/no-lockfile'> = defineRule('infra/no-lockfile', {
  *installation(installation, project) {
    const { image, installer, at, locked } = installation
    if (locked === 'unknown' || isSaidBefore(installation, project)) return
    if (image.use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    if (locked === 'yes') {
      yield { is: 'fine', at, because: 'locked' }
      return
    }
    const violation = {
      is: 'violation',
      at,
      subject: instructionSubject(project, at.file, at),
      expression: installer,
      evidence: [{ at, label: `\`${installer}\` installs here` }],
    } as const
    if (locked === 'not-kept-to') yield { ...violation, severity: 'minor', message: 'ignored', data: {} }
    else if (installation.requirements.length === 0) yield { ...violation, message: 'project', data: { installer } }
    else yield { ...violation, message: 'open', data: opennessOf(installation, project) }
  },
})
export default rule

/** The same tool installs the same without a lock further up. */
const isSaidBefore = ({ image, installer, locked, requirements, at }: Installation, { deployment }: Project): boolean =>
  locked === 'no' &&
  deployment.installations.some(
    (other) =>
      other.image === image &&
      other.installer === installer &&
      other.locked === 'no' &&
      other.at.start < at.start &&
      other.requirements.join() === requirements.join(),
  )

/** What breaks most when it moves. */
const RISKY = ['fastapi', 'pydantic', 'starlette', 'sqlalchemy', 'celery', 'redis', 'uvicorn', 'openai', 'langchain']
const NAMED = 3

function opennessOf({ requirements }: Installation, project: Project) {
  const all = requirements.flatMap((file) => project.manifest(file).requirements?.requirements ?? [])
  const open = all.filter(({ specifier, url, hashes }) => !hashes && url === null && !specifier.startsWith('=='))
  const named = [...RISKY.filter((name) => open.some((each) => each.name === name)), ...open.map(({ name }) => name)]
  return {
    open: String(open.length),
    all: String(all.length),
    file: requirements.map((file) => `\`${project.manifest(file).path}\``).join(', '),
    names: [...new Set(named)].slice(0, NAMED).join(', '),
  }
}
