import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'

const rule: Rule<'infra/unsupported-dependency'> = defineRule('infra/unsupported-dependency', {
  *support({ ended, asOf, name, version, isExact, development, use, at, node }) {
    if (development || use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    if (ended === null) {
      yield { is: 'fine', at, because: 'supported' }
      return
    }
    const { severity, replacement, source, until = '', state = '', image = '' } = ended
    const violation = {
      is: 'violation',
      at,
      severity,
      confidence: isExact ? 'high' : 'medium',
      subject: nodeSubject(at.file, node),
      expression: ended.release === undefined ? name : `${name} ${ended.release}`,
      evidence: [{ at, label: source }],
    } as const
    const data = { name, replacement, source, today: asOf }
    if (ended.kind === 'variant') yield { ...violation, message: 'variant', data: { ...data, image, until } }
    else if (ended.kind === 'runtime') yield { ...violation, message: 'release', data: { ...data, version: version ?? '', until } }
    else yield { ...violation, message: 'package', data: { ...data, version: version ?? '(any version)', state } }
  },
})
export default rule
