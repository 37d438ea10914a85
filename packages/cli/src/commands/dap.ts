import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DapAdapter, type DebuggeeStarter } from '../dap/adapter/adapter.js'
import type { ClientStreams } from '../dap/adapter/client.js'
import { parseLaunchOptions } from '../dap/launch-options.js'
import type { DapOptions } from '../definitions/dap.js'
import { dapArgumentInvalid, dapPortUnavailable } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'

/** Runs `scaffold dap`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<DapOptions>,
): Promise<ExitCode> {
  if (options.debuggee) {
    const { serveDebuggee } = await import('../dap/debuggee/serve-debuggee.js')
    return { exitCode: await serveDebuggee(context) }
  }
  if (options.port !== undefined) return servePort(context, options.port)
  await new DapAdapter(
    { input: process.stdin, output: process.stdout },
    debuggeeStarter(context),
  ).serve(context.signal)
  return { exitCode: 0 }
}

/** Serves each client that connects, until the command is interrupted. */
async function servePort(context: CommandContext, port: number): Promise<ExitCode> {
  const { signal, reporter } = context
  const serving = new Set<Promise<void>>()
  const server = createServer((socket) => {
    const streams: ClientStreams = { input: socket, output: socket }
    const served = new DapAdapter(streams, debuggeeStarter(context)).serve(signal)
    serving.add(served)
    served.then(() => {
      socket.end()
      serving.delete(served)
    })
  })
  await new Promise<void>((ready, fail) => {
    server.once('error', (error) => fail(dapPortUnavailable(port, error)))
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo
      reporter.line(`Debug adapter listening on 127.0.0.1:${taken}`)
    })
    signal.addEventListener('abort', () => ready(), { once: true })
  })
  server.close()
  await Promise.all(serving)
  return { exitCode: 0 }
}

function debuggeeStarter({ cwd, env, globals }: CommandContext): DebuggeeStarter {
  return (launch) => {
    const options = parseLaunchOptions(launch)
    const config = options.config ?? globals.config
    const folder = resolve(cwd, options.cwd ?? '.')
    if (!existsSync(folder)) throw dapArgumentInvalid('cwd', 'a folder that is there', folder)
    const entry = fileURLToPath(new URL('./bin.js', import.meta.url))
    return {
      args: [entry, 'dap', '--debuggee', ...(config === undefined ? [] : ['--config', config])],
      cwd: folder,
      env: { ...env, ...options.env },
    }
  }
}
