import { visible, wellFormed } from './visible.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for HTML, inside elements and quoted attributes: nothing in it is markup, nothing acts on the reader. */
export const escapeHtml = (text: string): string => wellFormed(visible(text)).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign])
