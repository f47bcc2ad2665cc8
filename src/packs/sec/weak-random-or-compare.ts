import { spanOf } from '../../check/place.ts'
import { sparedByRole } from '../../check/role.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import { isSecretName } from '../../check/secret.ts'

const rule: Rule<'sec/weak-random-or-compare'> = defineRule('sec/weak-random-or-compare', {
  *'secret-comparison'({ at: place, secret, given }, project) {
    const at = spanOf(project, place)
    const role = sparedByRole(project, place.file)
    if (role !== null || !isSecretName(secret)) {
      yield { is: 'fine', at, because: role ?? 'no-secret' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place },
      expression: `comparison with ${secret}`,
      evidence: [{ at, label: `\`${given}\` comes with the request` }],
      severity: 'minor',
      message: 'compared',
      data: { secret, given },
    }
  },

  *'random-draw'({ at: place, callee, name }, project) {
    const at = spanOf(project, place)
    const role = sparedByRole(project, place.file)
    if (role !== null || !ISSUED.test(name)) {
      yield { is: 'fine', at, because: role ?? 'no-secret' }
      return
    }
    yield {
      is: 'violation',
      at,
      subject: { is: 'call', place },
      expression: callee,
      evidence: [{ at, label: `\`${name}\` is drawn here` }],
      message: 'drawn',
      data: { callee, name },
    }
  },
})
export default rule

/** Names of what is issued to prove something later. */
const ISSUED =
  /(?:^|_)(?:otp|passw(?:or)?d|passcode|pin_?code|secret|salt|nonce|csrf|(?:auth|access|refresh|reset|session|verification|invite|invitation|confirm\w*|api|login|security|magic|share)_?(?:token|code|key|id)|api_?key|token)$/i
