import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import type { SolcInput, SolcOutput } from '@scaffold-evm/compiler'
import { nativeSolcFailedError } from '../../compile-errors.js'
import type { SolcBackend } from './solc-backend.js'

/** The `solc` on the search path; undefined when there is none that runs. */
export async function findNativeSolc(command = 'solc'): Promise<SolcBackend | undefined> {
  const fullVersion = await versionOf(command)
  if (fullVersion === undefined) return undefined
  return {
    version: /^\d+\.\d+\.\d+/.exec(fullVersion)?.[0] ?? fullVersion,
    fullVersion,
    prepare() {},
    compile: ({ language, sources, targets, settings, outputs, input, signal }) => {
      const selection = { '': outputs.file, '*': outputs.contract }
      const standardInput: SolcInput = {
        ...input,
        language,
        sources: Object.fromEntries(
          Object.entries(sources).map(([name, content]) => [name, { content }]),
        ),
        settings: {
          ...settings,
          outputSelection: Object.fromEntries(targets.map((name) => [name, selection])),
        },
      }
      return runNative(command, standardInput, signal)
    },
  }
}

async function versionOf(command: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'])
    return /^Version:\s*(\S+)/m.exec(stdout)?.[1]
  } catch {
    // Not there, or not to be run: as good as not there.
    return undefined
  }
}

function runNative(
  command: string,
  input: SolcInput,
  signal: AbortSignal | undefined,
): Promise<SolcOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, ['--standard-json'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    })
    const chunks: Buffer[] = []
    let problems = ''
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => {
      problems += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')))
      } catch (cause) {
        reject(nativeSolcFailedError({ command, problems, cause }))
      }
    })
    // A compiler that ends early says why by itself.
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(input))
  })
}
