import type { Finding, Root, Severity } from '../model/finding.ts'

/** Findings that one call causes, or a single finding without such a call. */
export interface Group {
  readonly root: Root | null
  /** The one to explain comes first: most severe, then the shortest path; the others in the report's order. */
  readonly findings: readonly Finding[]
}

const RANK: Readonly<Record<Severity, number>> = { blocker: 0, major: 1, minor: 2, suggestion: 3 }

/** Groups by root and rule, the most severe first, then in the report's order. */
export const groups = (findings: readonly Finding[]): readonly Group[] => {
  const byRoot = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { root, rule, id, file, line } = finding
    const key = root ? `${root.file}:${root.line}:${root.column} ${root.callee} ${rule}` : `${id} ${file}:${line}`
    const group = byRoot.get(key)
    if (group) group.push(finding)
    else byRoot.set(key, [finding])
  }
  return [...byRoot.values()]
    .map((group): Group => {
      const lead = group.toSorted((x, y) => RANK[x.severity] - RANK[y.severity] || x.evidence.length - y.evidence.length)[0]
      return { root: lead.root ?? null, findings: [lead, ...group.filter((finding) => finding !== lead)] }
    })
    .toSorted((x, y) => RANK[x.findings[0].severity] - RANK[y.findings[0].severity])
}

/** "2 blockers, 6 major", most severe first; "no" when there are none. */
export const countBySeverity = (findings: readonly Finding[]): string =>
  (['blocker', 'major', 'minor', 'suggestion'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity === 'blocker' || severity === 'suggestion' ? plural(severity, count) : severity}`)
    .join(', ')

export const plural = (word: string, count: number): string =>
  count === 1 ? word : word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`
