import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import type { ModuleMirror, Project } from '@scaffold-evm/project'
import { isRecord } from './internal/guards.js'
import type { RunEvent } from './internal/runner/events.js'
import { TestSession } from './internal/runner/session.js'
import { type RunTestsOptions, resolveSettings } from './internal/runner/settings.js'
import type { WorkerRequest, WorkerResponse } from './internal/runner/worker-protocol.js'

/**
 * The life of a worker process of a parallel run: started by `workerCommand`, it runs the test files that the
 * main process names, and returns when that says so. The options must be the main process's.
 */
export async function serveTests(project: Project, options: RunTestsOptions = {}): Promise<void> {
  const { selection } = resolveSettings(project, options)
  try {
    const session = await TestSession.open({ ...options, project, selection })
    session.handles.start()
    await serve(session, project.modules)
    const coverage = await session.coverage()
    const gas = await session.gas()
    await session.close()
    await send({ kind: 'closed', openHandles: await session.end(), coverage, gas })
  } catch (error) {
    const code = isScaffoldError(error) ? error.code : undefined
    await send({ kind: 'broken', code, message: errorMessage(error) })
  } finally {
    if (process.connected) process.disconnect()
  }
}

async function serve(session: TestSession, modules: ModuleMirror): Promise<void> {
  for await (const request of requests()) {
    if (request.kind === 'close') return
    const [module] = await modules.prepare([request.file])
    const events: RunEvent[] = []
    if (module !== undefined) await session.run(module, (event) => events.push(event))
    await send({ kind: 'ran', events })
  }
}

/** Requests in order; ends when the main process is gone. */
async function* requests(): AsyncGenerator<WorkerRequest> {
  const queue: WorkerRequest[] = []
  let wake = (): void => undefined
  let isConnected = true
  process.on('message', (message: unknown) => {
    if (isRequest(message)) queue.push(message)
    wake()
  })
  process.on('disconnect', () => {
    isConnected = false
    wake()
  })
  while (isConnected || queue.length > 0) {
    const request = queue.shift()
    if (request !== undefined) yield request
    else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}

async function send(response: WorkerResponse): Promise<void> {
  if (!process.connected) return
  await new Promise<void>((resolve) => process.send?.(response, () => resolve()))
}

function isRequest(message: unknown): message is WorkerRequest {
  return isRecord(message) && (message.kind === 'run' || message.kind === 'close')
}
