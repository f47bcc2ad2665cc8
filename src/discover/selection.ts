import path from 'node:path'
import { patterns } from './ignored.ts'
import { isInside } from './location.ts'
import type { Selection } from './walk.ts'
import type { Config } from '../config/config.ts'

/** Which files a configuration lets through. What lies outside its folder is not its business. */
export const selectionOf = ({ folder, include, exclude }: Config): Selection => {
  const excluded = patterns(exclude)
  const included = patterns(include)
  const relative = (absolute: string): string => path.relative(folder, absolute).split(path.sep).join('/')
  const concerns = (absolute: string): boolean => absolute !== folder && isInside(folder, absolute)
  return {
    excludes: (absolute, isFolder) => exclude.length > 0 && concerns(absolute) && excluded(relative(absolute), isFolder),
    includes: (absolute) => include.length === 0 || !concerns(absolute) || included(relative(absolute), false),
  }
}
