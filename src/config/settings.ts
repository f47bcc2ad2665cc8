import path from 'node:path'
import { patterns } from '../discover/ignored.ts'
import { isInside } from '../discover/location.ts'
import type { Config, RuleSetting, RuleSettings } from './config.ts'

/** What a rule is set to for a file; undefined where it is left as declared. */
export type SettingOf = (rule: string, file: string) => RuleSetting | undefined

/** The settings of a configuration for files named relative to `base`. Its patterns say nothing of files outside its folder. */
export const settingsOf = ({ folder, rules, paths }: Config, base: string): SettingOf => {
  const byPath = paths.map((entry) => ({ rules: entry.rules, matches: patterns([entry.pattern]) })).toReversed()
  return (rule, file) => {
    const absolute = path.join(base, file)
    if (byPath.length > 0 && absolute !== folder && isInside(folder, absolute)) {
      const relative = path.relative(folder, absolute).split(path.sep).join('/')
      for (const entry of byPath) {
        const setting = settingIn(entry.rules, rule)
        if (setting !== undefined && entry.matches(relative, false)) return setting
      }
    }
    return settingIn(rules, rule)
  }
}

/** A rule's own setting, else its pack's. */
export const settingIn = (settings: RuleSettings, rule: string): RuleSetting | undefined => settings[rule] ?? settings[rule.split('/')[0]]
