import { positionOf, spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { EnvironmentRead } from '../../model/output.ts'
import type { Project } from '../../model/project.ts'

type Id = 'infra/scattered-env'

/** From these on, in one service, it is a way of configuring it, not an exception. */
const FILES = 3
const READS = 10
const SHOWN = 5
/** Names of values that a log or a crash report must not show. */
const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIAL)/i

const rule: Rule<Id> = defineRule('infra/scattered-env', {
  *environment({ file, reads, settings, forked }, project) {
    const at = spanOf(project, reads[0].at)
    const role = sparedByRole(project, file)
    if (role !== null || settings || project.role(file) !== 'app') {
      yield { is: 'fine', at, because: role ?? (settings ? 'settings' : 'unreached') }
      return
    }
    const services = project.servicesAt(file)
    const scattered = project
      .facts('environment')
      .filter(
        (one) =>
          !one.settings &&
          project.role(one.file) === 'app' &&
          (one.file === file || project.servicesAt(one.file).some((service) => services.includes(service))),
      )
    const isHabit = scattered.length >= FILES || scattered.reduce((sum, one) => sum + one.reads.length, 0) >= READS
    const violation = {
      is: 'violation',
      at,
      subject: { is: 'function', place: reads[0].at },
      expression: `environment of ${project.evaluation.file(file).summary.path}`,
    } as const
    if (forked.length > 0) {
      const [{ name, here, there }] = forked
      const other = positionOf(project, spanOf(project, there.at))
      yield {
        ...violation,
        at: spanOf(project, here.at),
        evidence: [{ at: spanOf(project, there.at), label: `\`${name}\` is ${quoted(there)} here` }],
        message: 'forked',
        data: { name, here: quoted(here), there: quoted(there), place: `${other.file}:${other.line}`, more: more(forked.length - 1) },
      }
      return
    }
    const isSecret = reads.some(({ name }) => SECRET.test(name))
    yield {
      ...violation,
      evidence: reads.slice(0, SHOWN).map((read) => stepAt(project, read)),
      ...(isHabit || isSecret ? {} : { severity: 'minor' as const }),
      message: 'scattered',
      data: { names: listed(reads), files: scattered.length === 1 ? 'the only such file' : `${scattered.length} such files` },
    }
  },
})
export default rule

const stepAt = (project: Project, { at, name }: EnvironmentRead) => ({ at: spanOf(project, at), label: `reads \`${name}\`` })

const quoted = ({ fallback }: EnvironmentRead): string => (fallback === '' ? 'the empty text' : `\`${fallback}\``)

const more = (count: number): string => (count === 0 ? '' : `, and so ${count === 1 ? 'is one more' : `are ${count} more`}`)

const listed = (reads: readonly EnvironmentRead[]): string => {
  const names = [...new Set(reads.map(({ name }) => name))]
  const shown = names.slice(0, SHOWN).map((name) => `\`${name}\``)
  return shown.join(', ') + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '')
}
