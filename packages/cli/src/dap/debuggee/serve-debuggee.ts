import { createExecutionTracer, type Project } from '@scaffold-evm/project'
import { dapNotLaunched, dapRequestUnknown } from '../../errors.js'
import type { CommandContext } from '../../internal/command.js'
import { compileProject } from '../../internal/compile-project.js'
import { answerError } from '../answer-error.js'
import { type LaunchOptions, parseLaunchOptions } from '../launch-options.js'
import { isJsonObject, type JsonObject } from '../protocol.js'
import { AdapterChannel } from './adapter-channel.js'
import { BreakpointStore } from './breakpoint-store.js'
import { Debugger } from './debugger.js'
import { lookingRequests } from './requests/looking-requests.js'
import { movingRequests } from './requests/moving-requests.js'
import {
  LineCounting,
  type RequestContext,
  type RequestHandler,
  type RequestResult,
} from './requests/request-handler.js'
import { stoppingRequests } from './requests/stopping-requests.js'
import { runDebuggee } from './run-debuggee.js'
import { SourceFiles } from './source-files.js'

const handlers: Readonly<Record<string, RequestHandler>> = {
  ...stoppingRequests,
  ...movingRequests,
  ...lookingRequests,
}

/** What a launch made. */
interface Launched {
  readonly project: Project
  readonly options: LaunchOptions
  readonly requests: RequestContext
}

/**
 * The life of the process that an adapter debugs in: it is told what to run, runs it and stops where it should. Returns the exit
 * code when all has run.
 */
export async function serveDebuggee(context: CommandContext): Promise<number> {
  const channel = new AdapterChannel()
  let launched: Launched | undefined
  return new Promise<number>((resolve, reject) => {
    const answer = async (command: string, args: JsonObject): Promise<RequestResult> => {
      if (command === 'launch') {
        launched = await launch(context, args, channel)
        return {}
      }
      if (launched === undefined) throw dapNotLaunched()
      const { requests } = launched
      if (command === 'configurationDone') {
        const { project, options } = launched
        const run = runDebuggee(context, project, { options, debug: requests.debug })
        return { afterwards: () => run.then(resolve, reject) }
      }
      const handler = Object.hasOwn(handlers, command) ? handlers[command] : undefined
      if (handler === undefined) throw dapRequestUnknown(command)
      return handler(requests, args)
    }
    channel.listen(async (command, args, reply) => {
      try {
        const { body, afterwards } = await answer(command, args)
        reply({ success: true, body })
        await afterwards?.()
      } catch (error) {
        reply(answerError(error))
      }
    })
  })
}

async function launch(
  context: CommandContext,
  args: JsonObject,
  channel: AdapterChannel,
): Promise<Launched> {
  const options = parseLaunchOptions(args)
  const client = isJsonObject(args.client) ? args.client : {}
  const project = await context.loadProject()
  await compileProject(context, project)
  const tracer = createExecutionTracer(project)
  const lines = await tracer.codeLines()
  if (!lines.sourceNames.some((name) => lines.lines(name).length > 0)) {
    context.reporter.warn(
      'Nothing can be stopped at: there are no contracts, or they do not compile without the optimizer (scaffold test --coverage says why).',
    )
  }
  const pathFormat = client.pathFormat === 'uri' ? 'uri' : 'path'
  const debug = new Debugger({
    root: project.root,
    tracer,
    files: new SourceFiles(project.root, lines, pathFormat),
    breakpoints: new BreakpointStore(lines),
    subject: options.transaction === undefined ? 'tests' : 'transaction',
    stopOnEntry: options.stopOnEntry && !options.noDebug,
    stopOnFailure: options.stopOnFailure && !options.noDebug,
    tell: (event) => channel.tell(event),
  })
  return { project, options, requests: { debug, lines, counting: new LineCounting(client) } }
}
