/** JSON manifests (app.json, vercel.json): JSON is YAML, which has places. */
import { type ParsedDocument, parseYaml } from './yaml.ts'

export const parseJson = (text: string): ParsedDocument => {
  const parsed = parseYaml(text)
  return { ...parsed, comments: [] }
}
