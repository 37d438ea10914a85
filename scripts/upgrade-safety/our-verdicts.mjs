import { checkImplementation, checkUpgrade } from '../../packages/migrations/dist/upgrades.js'
import { Build } from '../../packages/trace/dist/index.js'

/** What we say of the contracts of a run of solc. */
export async function ourVerdicts({ version, input, output }) {
  const info = { id: 'run', solcVersion: version, solcLongVersion: version, input, output }
  const contracts = new Map()
  for (const [sourceName, found] of Object.entries(output.contracts)) {
    if (!sourceName.startsWith('contracts/')) continue
    for (const [contractName, { abi, evm }] of Object.entries(found)) {
      const artifact = {
        contractName,
        sourceName,
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        deployedBytecode: `0x${evm.deployedBytecode?.object ?? ''}`,
        linkReferences: evm.bytecode.linkReferences ?? {},
        deployedLinkReferences: {},
        immutableReferences: {},
        buildInfoId: 'run',
      }
      contracts.set(`${sourceName}:${contractName}`, artifact)
    }
  }
  const build = new Build({ artifacts: [...contracts.values()], readBuildInfo: async () => info })
  const compiled = new Map()
  for (const [name, artifact] of contracts) compiled.set(name, await build.load(artifact))
  return {
    names: compiled.keys(),
    implementation(name, kind) {
      if (contracts.get(name).bytecode === '0x') return undefined
      return attempt(() => {
        const { isSafe, findings } = checkImplementation(compiled.get(name), { kind })
        return { isSafe, why: textOf(findings, isSafe) }
      })
    },
    storage(old, now) {
      return attempt(() => {
        const report = checkUpgrade(compiled.get(old), compiled.get(now))
        const findings = report.findings.filter(({ code }) => /^(?:storage|namespace)-/.test(code))
        const isSafe = findings.every(({ severity }) => severity !== 'error')
        return { isSafe, why: textOf(findings, isSafe) }
      })
    },
  }
}

function attempt(check) {
  try {
    return check()
  } catch (error) {
    if (error.code === undefined) throw error
    return { isSafe: false, why: `${error.code} ${error.message}` }
  }
}

function textOf(findings, isSafe) {
  return findings
    .filter(({ severity }) => isSafe || severity === 'error')
    .map(({ code, message }) => `${code} ${message}`)
    .join('; ')
}
