import { createReporter, errorMessage } from '@scaffold-evm/common'
import { loadTruffleProject } from '../../../load-truffle-project.js'
import { TestRun } from '../test-run.js'
import {
  endOfFile,
  type WorkerRequest,
  type WorkerResponse,
  type WorkerSettings,
} from './worker-protocol.js'

/** Where files are run that the main process names, on a chain of this process. It lives until it is killed. */
let run: TestRun | undefined

async function start(settings: WorkerSettings): Promise<TestRun> {
  const { root, configPath, overrides, hasColor } = settings
  const project = await loadTruffleProject({ cwd: root, configPath, overrides })
  const output = createReporter({
    stdout: process.stdout,
    stderr: process.stderr,
    env: { ...process.env, FORCE_COLOR: hasColor ? '1' : '0' },
  })
  // The main process has said what is to be known of the network.
  const { gas, ...options } = settings
  const opened = await TestRun.open(project, {
    ...options,
    ...(gas === undefined ? {} : { gas: { ...gas, onMeasured: async () => undefined } }),
    output,
    onNotice: () => undefined,
  })
  await opened.prepare()
  return opened
}

async function answer(request: WorkerRequest): Promise<WorkerResponse> {
  if (request.kind === 'start') {
    run = await start(request.settings)
    return { kind: 'started' }
  }
  if (run === undefined) return { kind: 'broken', message: 'The worker was not started.' }
  if (request.kind === 'end') return { kind: 'ended', gas: await run.measuredGas() }
  const counts = await run.runAnew([request.file])
  return { kind: 'ran', counts }
}

process.on('message', (request: WorkerRequest) => {
  void answer(request)
    .catch(
      (error: unknown): WorkerResponse => ({
        kind: 'broken',
        message: error instanceof Error ? (error.stack ?? error.message) : errorMessage(error),
      }),
    )
    .then((response) => {
      process.stdout.write(endOfFile)
      process.send?.(response)
    })
})
