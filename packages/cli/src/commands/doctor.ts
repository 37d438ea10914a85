import { errorMessage, isScaffoldError, type Style } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'
import type { DoctorOptions } from '../definitions/doctor.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { checkCompilers } from '../internal/doctor/check-compilers.js'
import { checkDuplicates } from '../internal/doctor/check-duplicates.js'
import { checkFolders } from '../internal/doctor/check-folders.js'
import { checkNetworks } from '../internal/doctor/check-networks.js'
import { checkNode } from '../internal/doctor/check-node.js'
import type { Finding } from '../internal/doctor/finding.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold doctor`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<DoctorOptions>,
): Promise<number> {
  const { reporter } = context
  const { project, finding } = await examineProject(context)
  const patient = { context, project }
  const checks = [checkNode, checkCompilers, checkFolders, checkDuplicates, checkNetworks]
  const found = await Promise.all(checks.map((check) => check(patient)))
  const findings = [finding, ...found.flat()]
  if (options.json) printJson(reporter, findings)
  else for (const each of findings) reporter.line(formatFinding(each, reporter.style))
  return findings.some(({ status }) => status === 'problem') ? 1 : 0
}

async function examineProject(
  context: CommandContext,
): Promise<{ project: Project | undefined; finding: Finding }> {
  const topic = 'Project'
  try {
    const project = await context.loadProject()
    const message = project.configPath ?? project.root
    return { project, finding: { topic, status: 'ok', message } }
  } catch (error) {
    const isAbsent = isScaffoldError(error, 'PROJECT_NOT_FOUND')
    const [message = ''] = errorMessage(error).split('\n')
    const fix = isScaffoldError(error) ? error.hint : undefined
    const status = isAbsent ? 'warning' : 'problem'
    return {
      project: undefined,
      finding: { topic, status, message, ...(fix === undefined ? {} : { fix }) },
    }
  }
}

function formatFinding({ topic, status, message, fix }: Finding, style: Style): string {
  const marks = {
    ok: style.green('ok     '),
    warning: style.yellow('warning'),
    problem: style.red('problem'),
  }
  const line = `${marks[status]}  ${style.bold(topic)}: ${message}`
  return fix === undefined ? line : `${line}\n         ${style.dim(fix)}`
}
