import type { TruffleTestOptions } from '@scaffold-evm/truffle'
import type { TruffleContext } from './truffle-command.js'

/** What `debug()` in a test opens: the debugger, on the sources of the project. The project is compiled for it once. */
export function debugInTest(
  context: TruffleContext,
): NonNullable<TruffleTestOptions['openDebugger']> {
  let tracing: Promise<Tracer> | undefined
  return async ({ title, record }) => {
    tracing ??= createTracer(context)
    const { debugTrace } = await import('../internal/debugger/debug-trace.js')
    const { terminalInput } = await import('../internal/debugger/terminal-input.js')
    const trace = await (await tracing).trace(record)
    await debugTrace(context, { title, trace }, terminalInput(context))
  }
}

type Tracer = ReturnType<typeof import('@scaffold-evm/project')['createExecutionTracer']>

async function createTracer(context: TruffleContext): Promise<Tracer> {
  const { createExecutionTracer } = await import('@scaffold-evm/project')
  const { loadAsScaffold } = await import('./load-as-scaffold.js')
  const project = await loadAsScaffold(context)
  await project.compile({ signal: context.signal })
  return createExecutionTracer(project)
}
