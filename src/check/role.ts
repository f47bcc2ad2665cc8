/** What code is for decides whether a fault in it counts. */
import type { Project, Role } from '../model/project.ts'
import type { RuleDeclaration } from '../model/rule.ts'
import type { FileId } from '../model/type.ts'

/** Why nothing in a file of that role is a fault of the service; null where it is. Every rule declares both ids. */
export const sparedByRole = (project: Project, file: FileId, judges?: RuleDeclaration['judges']): 'test' | 'script' | null => {
  const role: Role = project.role(file)
  if (role === 'migration' && judges === 'migrations') return null
  switch (role) {
    case 'app':
    case 'unreached':
      return null
    case 'test':
      return 'test'
    case 'vendored':
    case 'generated':
    case 'stub':
    case 'migration':
    case 'docs':
    case 'notebook':
    case 'cli':
    case 'script':
      return 'script'
  }
}

/** Code whose faults count in full: what applications run, and what a rule is about. */
export const isReached = (project: Project, file: FileId, judges?: RuleDeclaration['judges']): boolean => {
  const role: Role = project.role(file)
  return role === 'app' || (role === 'migration' && judges === 'migrations')
}
