import { type InspectOptions, inspectFields } from '../definitions/inspect.js'
import { choiceError } from '../errors.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { type ContractFields, inspectContract } from '../internal/inspect-contract.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold inspect`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<InspectOptions>,
): Promise<void> {
  const [contract = '', got] = args
  const field = inspectFields.find((candidate) => candidate === got)
  if (got !== undefined && field === undefined) throw choiceError('The field', got, inspectFields)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { reporter } = context
  const fields = await inspectContract(project, contract, reporter.style)
  if (field === undefined) return printOverview(context, fields, options.json)
  if (options.json) return printJson(reporter, fields[field].json())
  const text = fields[field].text()
  if (text === '') reporter.info(`${contract} has no ${field}`)
  else reporter.line(text)
}

function printOverview(
  { reporter }: CommandContext,
  fields: ContractFields,
  isJson: boolean,
): void {
  const overview = ['constructor', 'methods', 'events', 'errors', 'size'] as const
  if (isJson) {
    const all = overview.map((name) => [name, fields[name].json()])
    printJson(reporter, Object.fromEntries(all))
    return
  }
  const sections = overview
    .map((name) => ({ name, text: fields[name].text() }))
    .filter(({ text }) => text !== '')
    .map(({ name, text }) => `${reporter.style.bold(name)}\n${text}`)
  reporter.line(sections.join('\n\n'))
}
