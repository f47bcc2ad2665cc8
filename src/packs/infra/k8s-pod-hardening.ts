import { nodeSubject } from '../../check/manifest.ts'
import type { Rule } from '../../check/rule.ts'
import { defineRule } from '../../check/rule.ts'
import type { Container, Workload } from '../../model/deployment.ts'

const rule: Rule<'infra/k8s-pod-hardening'> = defineRule('infra/k8s-pod-hardening', {
  *workload(workload) {
    const { use, at, file, node, kind, name, containers, hostNetwork, hostPaths } = workload
    if (use !== 'production') {
      yield { is: 'fine', at, because: 'development' }
      return
    }
    const called = `${kind} ${name}`
    const violation = { is: 'violation', subject: nodeSubject(file, node) } as const
    const seen = (place: Workload['at']) => [{ at: place, label: called }]
    for (const { security, name: container } of containers) {
      if (security.privileged === null) continue
      const place = security.privileged
      yield {
        ...violation,
        at: place,
        expression: 'privileged',
        evidence: seen(place),
        message: 'privileged',
        data: { container, workload: called },
      }
    }
    if (hostNetwork !== null) {
      yield {
        ...violation,
        at: hostNetwork,
        expression: 'hostNetwork',
        evidence: seen(hostNetwork),
        message: 'host',
        data: { workload: called },
      }
    }
    for (const { path, at: place } of hostPaths) {
      if (!/(?:docker|containerd|crio|podman)[\w.-]*\.sock$/.test(path)) continue
      yield { ...violation, at: place, expression: 'socket', evidence: seen(place), message: 'socket', data: { path, workload: called } }
    }
    const missing = missingIn(workload)
    if (missing.length === 0) yield { is: 'fine', at, because: 'hardened' }
    else {
      yield {
        ...violation,
        at,
        severity: 'minor',
        expression: called,
        evidence: seen(at),
        message: 'context',
        data: { workload: called, missing: missing.join(' and ') },
      }
    }
  },
})
export default rule

/** What no container of a datastore needs to say: its image decides whom it runs as. */
function missingIn(workload: Workload): readonly string[] {
  const own = workload.containers.filter(({ datastore }) => datastore === null)
  const asRoot = own.some((container) => !runsAsOther(workload, container))
  const escalates = own.some(({ security }) => security.allowPrivilegeEscalation !== false)
  return [...(asRoot ? ['`runAsNonRoot`'] : []), ...(escalates ? ['`allowPrivilegeEscalation: false`'] : [])]
}

function runsAsOther(pod: Workload, { security }: Container): boolean {
  const nonRoot = security.runAsNonRoot ?? pod.runAsNonRoot
  const user = security.runAsUser ?? pod.runAsUser
  return nonRoot === true || (user !== null && user > 0)
}
