import { createDevchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { boxProject } from '../support/projects.js'
import { type CliResult, runScaffold } from '../support/run-scaffold.js'
import { useSharedTempFolder } from '../support/temp-folder.js'

describe('scaffold run --coverage', function () {
  this.timeout(60_000)
  const folder = useSharedTempFolder({
    ...boxProject,
    'scaffold.config.js': `export default {
  solidity: '0.8.37',
  networks: process.env.NODE_URL ? { far: { url: process.env.NODE_URL } } : {},
  test: { coverage: { reporters: ['text'], thresholds: { functions: Number(process.env.LEAST) } } },
}
`,
    'deploy.js': `import { deploy } from 'scaffold-evm/test'
await deploy('Box', [7n])
`,
    'use.js': `import { deploy } from 'scaffold-evm/test'
const box = await deploy('Box', [7n])
await box.set(9n)
`,
  })

  function measure(script: string, least: number, url = ''): Promise<CliResult> {
    const network = url === '' ? [] : ['--network', 'far']
    const env = { LEAST: `${least}`, NODE_URL: url }
    return runScaffold(['run', script, '--coverage', ...network], { cwd: folder.path, env })
  }

  it('tells what a script runs of the contracts', async () => {
    const idle = await measure('deploy.js', 0)
    const busy = await measure('use.js', 0)
    const lineOf = ({ stdout }: CliResult): string =>
      /^contracts\/Box\.sol .*$/m.exec(stdout)?.[0] ?? ''
    expect(lineOf(idle)).not.to.equal('')
    expect(lineOf(busy)).not.to.equal('').and.not.to.equal(lineOf(idle))
    expect(idle.exitCode).to.equal(0)
  })

  it('fails when it is less than the config demands', async () => {
    const { exitCode } = await measure('deploy.js', 100)
    expect(exitCode).to.equal(1)
  })

  it('needs a chain in this process', async () => {
    const chain = await createDevchain()
    try {
      const { url } = await chain.listen({ port: 0 })
      const { stderr, exitCode } = await measure('deploy.js', 0, url)
      expect(stderr).to.include('error[TEST_COVERAGE_NETWORK]')
      expect(exitCode).to.equal(1)
    } finally {
      await chain.close()
    }
  })
})
