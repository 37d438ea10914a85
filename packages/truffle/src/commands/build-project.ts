import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buildFailedError, buildInvalidError } from '../errors/command.js'
import type { TruffleConfig } from '../truffle-config.js'
import type { TruffleProject } from '../truffle-project.js'

/** What building needs from the command line. */
export interface BuildOptions {
  /** Compiles what changed. */
  compile(): Promise<unknown>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly signal: AbortSignal
}

type Builder = (config: TruffleConfig, done: (error?: unknown) => void) => unknown

/**
 * Compiles, then runs what `build` of the config says: a command, a function, or an object with one. Truffle emptied
 * the build folder before; here it is left as it is.
 *
 * @throws `TRUFFLE_BUILD_INVALID`, `TRUFFLE_BUILD_FAILED`, and what a function throws
 */
export async function buildProject(
  { config, env }: TruffleProject,
  { compile, ...output }: BuildOptions,
): Promise<void> {
  const build: unknown = config['build']
  if (build === undefined || build === null) {
    config.logger.log('No build configuration found. Preparing to compile contracts.')
    await compile()
    return
  }
  const builder = typeof build === 'string' ? undefined : builderOf(build)
  await compile()
  if (builder === undefined) await runCommand(String(build), config, { ...output, env })
  else await callBuilder(builder, config)
}

function builderOf(build: unknown): Builder {
  const builder: unknown = typeof build === 'function' ? build : Reflect.get(Object(build), 'build')
  if (typeof builder !== 'function') throw buildInvalidError()
  return Object.defineProperty(
    (config: TruffleConfig, done: () => void) => Reflect.apply(builder, build, [config, done]),
    'length',
    { value: builder.length },
  )
}

/** Through when its promise is, else when it calls back; at once when it takes nothing to call. */
async function callBuilder(builder: Builder, config: TruffleConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown): void => {
      if (!error) resolve()
      else reject(typeof error === 'string' ? buildFailedError(error) : error)
    }
    const result = builder(config, done)
    if (result instanceof Promise) result.then(() => resolve(), reject)
    else if (builder.length < 2) resolve()
  })
}

async function runCommand(
  command: string,
  config: TruffleConfig,
  { stdout, stderr, signal, env }: Omit<BuildOptions, 'compile'> & { env: NodeJS.ProcessEnv },
): Promise<void> {
  config.logger.log(`Running \`${command}\`...`)
  const { working_directory: root, build_directory: destination } = config
  const child = spawn(command, {
    cwd: root,
    shell: true,
    signal,
    stdio: ['inherit', 'pipe', 'pipe'],
    env: {
      ...env,
      WORKING_DIRECTORY: root,
      BUILD_DESTINATION_DIRECTORY: destination,
      BUILD_CONTRACTS_DIRECTORY: config.contracts_build_directory,
    },
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.write(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.write(text))
  const [code] = await once(child, 'close')
  if (code !== 0) throw buildFailedError(`Command exited with code ${code}`)
}
