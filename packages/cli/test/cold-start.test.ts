import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { bin, runScaffold } from './support/run-scaffold.js'

/** Files that a command line loads, as Node's own debug log tells. */
async function loadedModules(args: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await runScaffold(args, { cwd: tmpdir(), env: { NODE_DEBUG: 'esm' } })
  const found = stderr.matchAll(/file:\/\/\/[^\s'")]+\.[cm]?js/g)
  return [...new Set([...found].map(([url]) => url.replace(/^.*\/packages\//, '')))].sort()
}

/** CPU time of a run in milliseconds: what a busy machine does not change much. */
async function cpuMs(args: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'scaffold-cpu-'))
  try {
    const preload = join(folder, 'preload.cjs')
    const result = join(folder, 'result')
    const { writeFile } = await import('node:fs/promises')
    await writeFile(
      preload,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(result)}, String(process.cpuUsage().user + process.cpuUsage().system)))`,
    )
    await runScaffold(args, { cwd: folder, nodeArgs: ['--require', preload] })
    return Number(await readFile(result, 'utf8')) / 1_000
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function medianCpuMs(args: readonly string[]): Promise<number> {
  const runs: number[] = []
  for (let run = 0; run < 5; run++) runs.push(await cpuMs(args))
  return runs.sort((a, b) => a - b)[2] ?? Number.NaN
}

describe('cold start', () => {
  it('--version loads one file and no ES module', async () => {
    expect(await loadedModules(['--version'])).to.deep.equal([])
    const { stdout } = await runScaffold(['--version'], { cwd: tmpdir() })
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/)
  })

  it('--help loads the command line and nothing of what commands do', async () => {
    const modules = await loadedModules(['--help'])
    expect(modules).to.include('cli/dist/bin.js')
    expect(modules).to.include('common/dist/index.js')
    const others = modules.filter(
      (module) => !/^(cli\/dist\/(bin|chunk-\w+)|common\/dist\/index)\.js$/.test(module),
    )
    expect(others).to.deep.equal([])
    expect(modules.length).to.be.at.most(10)
  })

  it('help on a command is as cheap', async () => {
    const general = await loadedModules(['--help'])
    for (const name of ['test', 'node']) {
      expect(await loadedModules([name, '--help'])).to.deep.equal(general)
    }
  })

  it('--version costs no more than Node itself, --help little', async () => {
    const bare = await medianCpuMs(['--version'])
    const help = await medianCpuMs(['--help'])
    // Measured on an idle machine: 30 and 60 ms. The budget leaves room for a busy one.
    expect(bare).to.be.below(120)
    expect(help - bare).to.be.below(90)
  })

  it('is a file that npm can link before anything is built', async () => {
    expect(await readFile(bin, 'utf8')).to.match(/^#!\/usr\/bin\/env node\n/)
  })
})
