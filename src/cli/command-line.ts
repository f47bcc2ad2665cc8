import { Command, InvalidArgumentError, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { isDay } from '../check/suppression-text.ts'
import { SEVERITIES } from '../config/config.ts'
import { type CheckFlags, check } from './check.ts'
import { debugIr } from './debug-ir.ts'
import type { ColorChoice } from './output.ts'
import { type RouteFlags, listRoutes } from './routes.ts'
import { explainRule, listRules } from './rules.ts'
import { why } from './why.ts'

/** Runs one command. @returns the exit code. @throws UsageError, CommanderError */
export const commandLine = async (argv: readonly string[]): Promise<number> => {
  let exitCode = 0
  const answer = (code: number): void => {
    exitCode = code
  }
  const program = new Command('faultline')
    .description(manifest.description)
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    // Errors are said once, on one line, by main.
    .configureOutput({ writeErr: () => {} })

  review(program, answer)
  review(program.command('check').description('review Python code; the default command, its name can be left out'), answer)
  program
    .command('explain')
    .description('what a rule finds, why, how it decides, and how right it was on real code')
    .argument('<RULE>')
    .addOption(colorOption())
    .action((rule: string, { color }: Colored) => explainRule(rule, color))
  program
    .command('rules')
    .description('every rule, by pack')
    .addOption(colorOption())
    .action(({ color }: Colored) => listRules(color))
  program
    .command('routes')
    .description('the route table: method, path, handler, what guards it and why, through routers, includes and mounts')
    .argument('[PATHS...]', 'folders or files; the current folder if none is given')
    .addOption(new Option('-f, --format <NAME>', 'pretty or json').choices(['pretty', 'json']).default('pretty'))
    .option('--config <FILE>', 'use this configuration file')
    .action(async (paths: string[], _: unknown, self: Command) => listRoutes(paths, self.optsWithGlobals<RouteFlags>()))
  program
    .command('why')
    .description('what is known at a line: where its function runs, what its calls are, which exemption silenced which rule')
    .argument('<FILE:LINE>')
    .argument('[PATH]', 'the folder that was reviewed; the project around the file if none is given')
    .option('--config <FILE>', 'use this configuration file')
    .action(async (place: string, folder: string | undefined, { config }: { config?: string }) => why(place, folder, config))
  program
    .command('debug')
    .description('for work on faultline itself')
    .command('ir')
    .description('the value representation of one file')
    .argument('<FILE>')
    .action(async (file: string) => debugIr(file))

  await program.parseAsync([...argv], { from: 'user' })
  return exitCode
}

interface Colored {
  readonly color?: ColorChoice
}

const review = (command: Command, answer: (exitCode: number) => void): void => {
  command
    .argument('[PATHS...]', 'folders or files to review; the current folder if none is given')
    .option(
      '-f, --format <NAME[:FILE]>',
      'pretty (default on a terminal), concise (default when piped), json, sarif, github, markdown or html; repeatable',
      collect,
    )
    .addOption(
      new Option('--fail-on <SEVERITY>', 'least severity that exits 1 (default blocker); a violated standard always does').choices(
        SEVERITIES,
      ),
    )
    .option('--exit-zero', 'exit 0 also with findings')
    .option('--config <FILE>', 'use this configuration file')
    .addOption(
      new Option('--min-confidence <CONFIDENCE>', 'leave out what is less sure; json always holds all')
        .choices(['high', 'medium', 'low'])
        .default('medium'),
    )
    .option('--brief', 'pretty without code, paths, reasons and fixes; markdown for a comment')
    .option('--show-unresolved', 'say what could not be resolved, by reason')
    .addOption(new Option('--jobs <N>', 'threads that read files (default: one for each processor core)').argParser(threads))
    .option('--no-cache', 'remember nothing and believe nothing remembered')
    .option('--cache-dir <DIR>', 'where to remember (default: .faultline_cache at the git root)')
    .option('--sarif-suppressed', 'list suppressed findings in sarif too, marked as such')
    .option('--today <DATE>', 'YYYY-MM-DD: the day suppressions and waivers are held against (default: the clock, UTC)', day)
    .option(
      '--osv <PATH>',
      'look locked packages up in this export of advisories: a folder or a zip of OSV records (osv.dev); nothing is fetched',
    )
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing that fails the run, 1 findings, 2 wrong usage, wrong configuration or an internal error.',
    )
    .action(async (paths: string[], _: unknown, self: Command) => answer(await check(paths, self.optsWithGlobals<CheckFlags>())))
}

const colorOption = (): Option => new Option('--color <WHEN>', 'colours (default auto)').choices(['auto', 'always', 'never'])

const threads = (value: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError('It is a number from 1 to 999.')
  return Number(value)
}

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), value]

const day = (value: string): string => {
  if (!isDay(value)) throw new InvalidArgumentError('Write a day as YYYY-MM-DD.')
  return value
}
