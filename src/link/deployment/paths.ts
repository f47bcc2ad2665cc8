/** A relative path put behind a folder, dots resolved: what a manifest in that folder means by it. */
export function joined(folder: string, relative: string): string {
  const parts = folder.split('/').filter((part) => part !== '')
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
