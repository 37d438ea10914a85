import { execSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import { externalCommandFailedError, externalTargetError } from '../../compile-errors.js'
import type { TruffleConfig } from '../../truffle-config.js'
import { findFiles } from './find-contracts.js'
import type { ForeignContract } from './foreign-contracts.js'
import { isGlob, parseGlob } from './glob.js'
import { objectOf } from './solc-config.js'

type Target = Readonly<Record<string, unknown>>

/** The ABI of a contract that comes without one: it may be sent ether. */
const defaultAbi = [{ payable: true, stateMutability: 'payable', type: 'fallback' }]

/**
 * Runs `compilers.external.command` and reads the contracts that its targets name.
 *
 * @throws `TRUFFLE_EXTERNAL_FAILED` when the command does, `TRUFFLE_EXTERNAL_TARGET` for a target that names none.
 */
export async function compileExternally(
  config: TruffleConfig,
  reporter: Reporter,
): Promise<readonly ForeignContract[]> {
  const external = objectOf(config.compilers['external'])
  const { command, targets } = external
  if (typeof command !== 'string') throw externalTargetError('compilers.external has no "command"')
  if (!Array.isArray(targets)) throw externalTargetError('compilers.external has no "targets"')
  const folder = external['workingDirectory'] ?? external['working_directory']
  const cwd = resolve(config.working_directory, typeof folder === 'string' ? folder : '.')
  await runCommand(command, cwd, reporter)
  return targets.flatMap((target) => contractsOf(objectOf(target), cwd, reporter))
}

function runCommand(command: string, cwd: string, reporter: Reporter): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      let rest = ''
      stream.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) reporter.line(line)
      })
      stream.on('end', () => {
        if (rest !== '') reporter.line(`${rest}%`)
      })
    }
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) done()
      else fail(externalCommandFailedError({ command, code }))
    })
  })
}

function contractsOf(target: Target, cwd: string, reporter: Reporter): readonly ForeignContract[] {
  const { path, command, properties, fileProperties } = target
  const hasProperties = properties !== undefined || fileProperties !== undefined
  if (hasProperties && (path !== undefined || command !== undefined)) {
    const other = path === undefined ? 'command' : 'path'
    throw externalTargetError(
      `External compilation target cannot define both properties and ${other}`,
    )
  }
  if (hasProperties) return [contractOfProperties(target, cwd, reporter)]
  if (typeof path === 'string') {
    const paths = isGlob(path) ? findFiles(parseGlob(resolve(cwd, path))) : [resolve(cwd, path)]
    return paths.map((file) => contractOfFile(file, target, cwd))
  }
  if (typeof command === 'string') return [parseContract(execSync(command, { cwd }))]
  throw externalTargetError('External compilation target has neither path, command nor properties')
}

function contractOfFile(file: string, { command, stdin }: Target, cwd: string): ForeignContract {
  if (typeof command !== 'string') return parseContract(readFileSync(file))
  const takesInput = stdin === undefined || Boolean(stdin)
  return takesInput
    ? parseContract(execSync(command, { cwd, input: readFileSync(file) }))
    : parseContract(execSync(`${command} ${file}`, { cwd }))
}

function contractOfProperties(target: Target, cwd: string, reporter: Reporter): ForeignContract {
  const contract: Record<string, unknown> = { ...objectOf(target['properties']) }
  for (const [key, path] of Object.entries(objectOf(target['fileProperties']))) {
    contract[key] = decode(readFileSync(resolve(cwd, String(path))))
  }
  contract['abi'] ??= defaultAbi
  const checked = assertNamed(contract)
  if (checked['bytecode'] === undefined) {
    reporter.line(
      `Warning: contract ${checked.contractName} does not specify bytecode. You won't be able to deploy it.`,
    )
  }
  return checked
}

/** JSON, hexadecimal text, or bytes. */
function decode(content: Buffer): unknown {
  const text = content.toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text.startsWith('0x') ? text : `0x${content.toString('hex')}`
  }
}

function parseContract(output: Buffer): ForeignContract {
  return assertNamed(objectOf(JSON.parse(output.toString('utf8'))))
}

function assertNamed(contract: Readonly<Record<string, unknown>>): ForeignContract {
  const { contractName } = contract
  if (typeof contractName === 'string') return { ...contract, contractName }
  throw externalTargetError('External compilation target must specify contractName')
}
