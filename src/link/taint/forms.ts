/** Library calls that put paths and addresses together, or give the same one in another form. */
import type { Place } from '../../model/project.ts'
import type { Parts } from '../draft.ts'

export const FORM =
  /^(str|bytes|builtins\.str|(os\.path|posixpath)\.(join|abspath|realpath|normpath|expanduser)|os\.fspath|pathlib\.(Pure)?(Posix)?Path(\.(joinpath|resolve|absolute|expanduser|as_posix|with_name))?|anyio\.Path|urllib\.parse\.(urljoin|unquote|unquote_plus)|httpx\.URL|yarl\.URL|starlette\.datastructures\.URL)$/

export const isForm = ({ effects }: Parts, { file, value }: Place): boolean =>
  effects.callsOf(file, value).some(({ name }) => FORM.test(name.replace(/\.(__init__|__new__)$/, '')))
