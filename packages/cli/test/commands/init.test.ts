import { execFileSync } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { templateNames } from '../../src/definitions/init.js'
import { repository, runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

function typeCheck(cwd: string): void {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '--noEmit'], { cwd, stdio: 'pipe' })
}

describe('scaffold init', () => {
  const folder = useTempFolder()
  const run = (...args: string[]) => runScaffold(args, { cwd: folder.path })

  for (const template of templateNames) {
    it(`writes the template ${template}`, async () => {
      const { exitCode, stdout, stderr } = await run('init', 'My Shop', '--template', template)
      expect(stderr).to.match(/Wrote \d+ files into My Shop/)
      expect(stdout).to.match(/cd My Shop\n.*npm install\n.*npx scaffold test/)
      expect(exitCode).to.equal(0)
      const shop = join(folder.path, 'My Shop')
      expect(await readdir(shop)).to.include.members([
        '.gitignore',
        'README.md',
        'contracts',
        'migrations',
        'test',
      ])
      const manifest = JSON.parse(await readFile(join(shop, 'package.json'), 'utf8'))
      expect(manifest.name).to.equal('my-shop')
      const own = JSON.parse(await readFile(join(repository, 'packages/cli/package.json'), 'utf8'))
      expect(manifest.devDependencies['scaffold-evm']).to.equal(own.version)
    })

    it(`makes a project of ${template} that compiles, tests, migrates and type-checks`, async () => {
      await run('init', '.', '--template', template)
      const test = await run('test')
      expect(test.stdout).to.match(/\d+ passing/)
      expect(test.exitCode, test.stderr).to.equal(0)
      const migrate = await run('migrate')
      expect(migrate.exitCode, migrate.stderr).to.equal(0)
      expect(migrate.stdout).to.match(/0x[0-9a-fA-F]{40}/)
      if (template === 'javascript') return
      typeCheck(folder.path)
    })
  }

  it('never overwrites: it names the files and writes none', async () => {
    await folder.write({ 'scaffold.config.ts': '', 'contracts/Counter.sol': '// mine' })
    const { exitCode, stderr } = await run('init', '.', '-t', 'basic')
    expect(stderr).to.match(/^error\[INIT_CONFLICT\]/)
    expect(stderr).to.contain('  contracts/Counter.sol\n  scaffold.config.ts\n')
    expect(exitCode).to.equal(1)
    expect(await readFile(join(folder.path, 'contracts/Counter.sol'), 'utf8')).to.equal('// mine')
    expect((await readdir(folder.path)).sort()).to.deep.equal([
      'contracts',
      'node_modules',
      'scaffold.config.ts',
    ])
  })

  it('adds to a package.json what it lacks, and leaves a README alone', async () => {
    const present = { name: 'mine', type: 'module', scripts: { test: 'mine' }, dependencies: {} }
    await folder.write({ 'package.json': JSON.stringify(present), 'README.md': 'mine' })
    const { exitCode, stderr } = await run('init', '.', '-t', 'basic')
    expect(exitCode, stderr).to.equal(0)
    expect(stderr).to.contain(
      'Added to package.json what it lacked\nKept what was there: README.md\n',
    )
    expect(await readFile(join(folder.path, 'README.md'), 'utf8')).to.equal('mine')
    const manifest = JSON.parse(await readFile(join(folder.path, 'package.json'), 'utf8'))
    expect(manifest).to.include({ name: 'mine', type: 'module' })
    expect(manifest.scripts).to.include({ test: 'mine', compile: 'scaffold compile' })
    expect(manifest.devDependencies).to.have.keys('scaffold-evm', 'typescript')
  })

  for (const template of templateNames) {
    it(`makes a project of ${template} that works in a CommonJS package of npm init`, async () => {
      const scripts = { test: 'echo "Error: no test specified" && exit 1' }
      await folder.write({ 'package.json': JSON.stringify({ type: 'commonjs', scripts }) })
      await run('init', '.', '-t', template)
      const manifest = JSON.parse(await readFile(join(folder.path, 'package.json'), 'utf8'))
      expect(manifest.type).to.equal('commonjs')
      expect(manifest.scripts.test).to.equal('scaffold test')
      const test = await run('test')
      expect(test.stdout, test.stderr).to.match(/[1-9]\d* passing/)
      const migrate = await run('migrate')
      expect(migrate.stdout, migrate.stderr).to.match(/0x[0-9a-fA-F]{40}/)
      if (template === 'javascript') {
        expect(await readFile(join(folder.path, 'README.md'), 'utf8')).not.to.match(/\.js`/)
      } else typeCheck(folder.path)
    })
  }

  it('takes scaffold from where the folder above has it from', async () => {
    const devDependencies = {
      'scaffold-evm': 'file:packed/scaffold-evm.tgz',
      '@scaffold-evm/common': 'file:packed/common.tgz',
      chai: 'file:packed/chai.tgz',
    }
    await folder.write({ 'package.json': JSON.stringify({ devDependencies }) })
    await run('init', 'shop', '-t', 'basic')
    const manifest = JSON.parse(await readFile(join(folder.path, 'shop/package.json'), 'utf8'))
    expect(manifest.devDependencies).to.deep.include({
      '@scaffold-evm/common': 'file:../packed/common.tgz',
      'scaffold-evm': 'file:../packed/scaffold-evm.tgz',
    })
    expect(manifest.devDependencies).not.to.have.property('chai')
  })

  it('asks nothing without a terminal, and takes the basic template', async () => {
    const { exitCode } = await run('init', 'quiet')
    expect(exitCode).to.equal(0)
    expect(await readdir(join(folder.path, 'quiet/contracts'))).to.deep.equal(['Counter.sol'])
  })

  it('depends on the version it is told to', async () => {
    await run('init', 'pinned', '--scaffold-version', 'file:../scaffold.tgz')
    const manifest = JSON.parse(await readFile(join(folder.path, 'pinned/package.json'), 'utf8'))
    expect(manifest.devDependencies['scaffold-evm']).to.equal('file:../scaffold.tgz')
  })

  it('runs npm install when asked, and says when that fails', async () => {
    await rm(join(folder.path, 'node_modules'))
    // npm would ask its registry for a long time where there is none.
    const { exitCode, stderr } = await runScaffold(
      ['init', 'broken', '--install', '--scaffold-version', 'file:./missing.tgz'],
      { cwd: folder.path, env: { npm_config_offline: 'true' } },
    )
    expect(stderr).to.contain('error[CHILD_FAILED]: npm install failed')
    expect(exitCode).to.equal(1)
  })
})
