import { basename, relative, resolve } from 'node:path'
import { type InitOptions, templateNames } from '../definitions/init.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { countOf } from '../internal/print.js'
import { runChild } from '../internal/run-child.js'
import { scaffoldDependencies } from '../internal/scaffold-source.js'
import { planProject, writeProject } from '../internal/template.js'

type TemplateName = (typeof templateNames)[number]

interface Answers {
  readonly folder: string
  readonly template: TemplateName
  readonly install: boolean
}

const summaries: Record<TemplateName, string> = {
  basic: 'a contract, a migration and tests in TypeScript',
  javascript: 'the same in JavaScript',
  token: 'an ERC-20 token with permit on OpenZeppelin Contracts',
}

/** Runs `scaffold init`. */
export async function run(
  context: CommandContext,
  input: CommandInput<InitOptions>,
): Promise<void> {
  const { reporter, cwd } = context
  const answers = await answersFor(context, input)
  const folder = resolve(cwd, answers.folder)
  const files = await planProject({
    template: answers.template,
    name: packageName(basename(folder)),
    scaffold:
      input.options.scaffoldVersion === undefined
        ? await scaffoldDependencies(folder, context.version)
        : { 'scaffold-evm': input.options.scaffoldVersion },
  })
  const { written, kept } = await writeProject(folder, files)
  reporter.info(`Wrote ${countOf(written, 'file')} into ${relative(cwd, folder) || '.'}`)
  if (kept.includes('package.json')) reporter.info('Added to package.json what it lacked')
  const untouched = kept.filter((path) => path !== 'package.json')
  if (untouched.length > 0) reporter.info(`Kept what was there: ${untouched.join(', ')}`)
  if (answers.install) await runChild(context, ['npm', 'install'], folder)
  printNextSteps(context, relative(cwd, folder), answers.install)
}

async function answersFor(
  context: CommandContext,
  { args, options }: CommandInput<InitOptions>,
): Promise<Answers> {
  const [folder] = args
  const isAsking = context.stdin.isTTY === true && context.stdout.isTTY === true && !options.yes
  if (!isAsking || (folder !== undefined && options.template !== undefined)) {
    return {
      folder: folder ?? '.',
      template: options.template ?? 'basic',
      install: options.install,
    }
  }
  const { askChoice, askText, askYesNo } = await import('../internal/ask.js')
  const choices = templateNames.map((name) => ({ value: name, label: name, hint: summaries[name] }))
  const where = folder ?? (await askText('Folder', '.'))
  const chosen = options.template ?? (await askChoice('Template', choices))
  const template = templateNames.find((name) => name === chosen) ?? 'basic'
  return {
    folder: where,
    template,
    install: options.install || (await askYesNo('Run npm install?')),
  }
}

/** A name that npm accepts for a private package. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
  return name === '' ? 'contracts' : name
}

function printNextSteps(context: CommandContext, folder: string, isInstalled: boolean): void {
  const { reporter } = context
  const steps = [
    ...(folder === '' ? [] : [`cd ${folder}`]),
    ...(isInstalled ? [] : ['npm install']),
    'npx scaffold test',
  ]
  reporter.line('Next:')
  for (const step of steps) reporter.line(`  ${reporter.style.cyan(step)}`)
}
