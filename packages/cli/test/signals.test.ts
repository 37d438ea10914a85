import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { expect } from 'chai'
import { boxProject } from './support/projects.js'
import { bin, runScaffold } from './support/run-scaffold.js'
import { useCompiledFolder } from './support/temp-folder.js'

describe('signals and pipes', () => {
  const folder = useCompiledFolder(boxProject)

  it('ends quietly when nobody reads its output', async () => {
    const child = spawn(process.execPath, [bin, 'inspect', 'Box', 'metadata'], { cwd: folder.path })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (text) => {
      stderr += String(text)
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect(stderr).to.equal('')
    expect(code).to.equal(0)
  })

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`cleans up and exits with ${code} on ${signal}`, async () => {
      await folder.write({
        'scripts/wait.js': `console.log('waiting'); await new Promise((done) => setTimeout(done, 60_000))\n`,
      })
      const startedAt = Date.now()
      const { exitCode, stderr } = await runScaffold(['run', 'scripts/wait.js'], {
        cwd: folder.path,
        onStdout: (text, kill) => {
          if (text.includes('waiting')) kill(signal)
        },
      })
      expect(exitCode).to.equal(code)
      expect(stderr).to.contain('Interrupted')
      expect(Date.now() - startedAt).to.be.below(8_000)
    })
  }

  it('leaves no half-done compilation behind', async () => {
    const child = spawn(process.execPath, [bin, 'compile', '--force'], {
      cwd: folder.path,
      stdio: 'ignore',
    })
    setTimeout(() => child.kill('SIGINT'), 350)
    await new Promise((resolve) => child.once('close', resolve))
    const { stdout, exitCode } = await runScaffold(['compile'], { cwd: folder.path })
    expect(stdout).to.match(/^(Compiled 1 contract|Nothing to compile)/)
    expect(exitCode).to.equal(0)
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.tmp'))).to.deep.equal([])
  })

  it('does not take process.exit(0) in a test for success', async () => {
    await folder.write({ 'test/exit.test.js': `it('ends', () => process.exit(0))\n` })
    const args = ['test', 'test/exit.test.js']
    const { exitCode, stderr } = await runScaffold(args, { cwd: folder.path })
    expect(stderr).to.match(/error\[TEST_EXITED\]: .*exit\.test\.js called process\.exit/)
    expect(exitCode).to.equal(1)
  })

  it('tells what was left open and ends all the same', async () => {
    await folder.write({ 'leak.config.js': `setInterval(() => {}, 1_000)\nexport default {}\n` })
    const args = ['networks', '--config', 'leak.config.js']
    const { exitCode, stderr } = await runScaffold(args, { cwd: folder.path })
    expect(stderr).to.match(/left open and kept the process alive: Timeout/)
    expect(exitCode).to.equal(0)
  })
})
