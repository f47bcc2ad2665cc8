/** Where an outbound call goes and how long it may take, as far as the call itself says so. */
import { argumentOf, constantArgument, passesOn } from '../../check/call.ts'
import type { Constant } from '../../model/evaluation.ts'
import type { EffectSite, Project } from '../../model/project.ts'

const HOST = /^https?:\/\/([^/?#\s]+)/

/** ` to host` when the URL is literal. */
export const targetOf = ({ at }: EffectSite, project: Project): string => {
  for (const key of ['url', 0, 1]) {
    const host = HOST.exec(headOf(constantArgument(project, at, key)))?.[1]
    if (host !== undefined) return ` to \`${host}\``
  }
  return ''
}

/** The text up to the first unknown part. */
const headOf = (constant: Constant | undefined): string => {
  if (constant?.is === 'text') return constant.value
  return constant?.is === 'template' ? (constant.parts[0] ?? '') : ''
}

/** Libraries that wait for ever unless a call says otherwise. */
const UNBOUNDED = /^(requests|urllib|http\.client)\./

/** `, without a timeout` or `, for up to n s` when the call says which. */
export const boundOf = ({ at, callee }: EffectSite, project: Project): string => {
  const timeout = argumentOf(project, at, 'timeout')
  if (timeout < 0) return UNBOUNDED.test(callee) && !passesOn(project, at) ? ', without a timeout' : ''
  const constant = project.evaluation.constantOf(at.file, timeout)
  if (constant?.is === 'none') return ', without a timeout'
  return constant?.is === 'number' ? `, for up to ${constant.value} s` : ''
}

/** The default a model client waits by. */
export const modelBoundOf = ({ callee }: EffectSite): string => {
  if (callee.startsWith('openai.') || callee.startsWith('anthropic.')) return ', by default for up to 10 minutes an attempt'
  return callee.startsWith('ollama.') ? ', by default without a timeout' : ''
}
