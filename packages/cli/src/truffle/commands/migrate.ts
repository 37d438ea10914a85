import { runMigrate, type TruffleProject } from '@scaffold-evm/truffle'
import { compileFor } from '../compile-for.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `migrate`. */
export async function run(context: TruffleContext, { options }: TruffleInput): Promise<void> {
  const project = await context.loadTruffleProject()
  await runMigrate(
    project,
    {
      reset: options['reset'] === true,
      from: numberOf(options['f']),
      to: numberOf(options['to']),
      dryRun: options['dry-run'] === true,
      skipDryRun: options['skip-dry-run'] === true,
      interactive: options['interactive'] === true,
      describeJson: options['describe-json'] === true,
      save: options['save'] !== false,
    },
    {
      stderr: context.stderr,
      compile: () => compileBefore(context, project, options),
      confirm: (question) => confirm(context, question),
    },
  )
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined
}

async function compileBefore(
  context: TruffleContext,
  project: TruffleProject,
  options: TruffleInput['options'],
): Promise<void> {
  const isNone = options['compile-none'] === true || options['compiler'] === 'none'
  await compileFor(context, project, {
    all: options['compile-all'] === true,
    ...(isNone ? { compiler: 'none' } : {}),
  })
}

async function confirm({ stdin, stdout }: TruffleContext, question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises')
  const prompt = createInterface({ input: stdin, output: stdout })
  try {
    return /^y(es)?$/i.test((await prompt.question(question)).trim())
  } finally {
    prompt.close()
  }
}
