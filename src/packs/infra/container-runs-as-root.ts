import { instructionSubject, stageName } from '../../check/manifest.ts'
import type { Rule, SilentId } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { BuiltImage } from '../../model/deployment.ts'

type Id = 'infra/container-runs-as-root'

const rule: Rule<Id> = defineRule('infra/container-runs-as-root', {
  *builtImage(image, project) {
    const { stage, user, base, unusedUsers } = image
    if (user.is === 'unknown') return
    const because = silenceOf(image)
    if (because !== null || user.is === 'other') {
      yield { is: 'fine', at: stage.at, because: because ?? 'switched' }
      return
    }
    const violation = {
      is: 'violation',
      at: user.at,
      subject: instructionSubject(project, stage.file, stage.at),
      expression: `root ${stageName(stage)}`,
      evidence: [{ at: user.at, label: `${stageName(stage)} ends as root` }],
    } as const
    const [unused] = unusedUsers
    if (unused !== undefined) yield { ...violation, message: 'unused', data: { stage: stageName(stage), user: unused } }
    else if (user.because === 'user') yield { ...violation, message: 'explicit', data: { stage: stageName(stage), user: lastUser(image) } }
    else yield { ...violation, message: 'base', data: { stage: stageName(stage), base: base?.text ?? '' } }
  },
})
export default rule

function silenceOf({ use, user, services, instructions, processes }: BuiltImage): SilentId<Id> | null {
  if (use === 'development') return 'development'
  if (user.is === 'other')
    return ({ user: 'switched', base: 'non-root-base', 'entry-point': 'drops', orchestrator: 'orchestrator' } as const)[user.because]
  const users = services.map(({ settings }) => settings.user)
  if (users.length > 0 && users.every((each) => each !== null && !/^(?:root|0)(?::|$)/.test(each))) return 'compose-user'
  const isStarted =
    processes.length > 0 || services.length > 0 || instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
  return isStarted ? null : 'starts-nothing'
}

const lastUser = ({ instructions }: BuiltImage): string =>
  instructions.findLast(({ keyword }) => keyword === 'USER')?.rest.text.trim() ?? ''
