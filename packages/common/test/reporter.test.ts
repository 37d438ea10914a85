import { expect } from 'chai'
import { createReporter, createStyle, formatTable, hasColor, Mutex } from '../src/index.js'

function memoryStream(isTTY: boolean) {
  const written: string[] = []
  return { written, isTTY, write: (text: string) => written.push(text) }
}

describe('hasColor', () => {
  const cases: [string, boolean, NodeJS.ProcessEnv, boolean][] = [
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ]
  for (const [name, isTTY, env, expected] of cases) {
    it(`is ${expected} for ${name}`, () => expect(hasColor({ isTTY }, env)).to.equal(expected))
  }
})

describe('createReporter', () => {
  it('sends results to stdout and the rest to stderr', () => {
    const stdout = memoryStream(false)
    const stderr = memoryStream(false)
    const reporter = createReporter({ stdout, stderr, env: {} })
    reporter.line('result')
    reporter.info('about')
    reporter.warn('careful')
    reporter.warn('careful')
    reporter.progress('working')
    expect(stdout.written).to.deep.equal(['result\n'])
    expect(stderr.written).to.deep.equal(['about\n', 'careful\n'])
  })

  it('shows progress in place on a terminal and clears it before the next line', () => {
    const stderr = memoryStream(true)
    const reporter = createReporter({ stdout: memoryStream(true), stderr, env: {} })
    reporter.progress('working')
    reporter.info('done')
    expect(stderr.written).to.deep.equal(['working', '\r\x1b[2K', 'done\n'])
  })

  it('keeps quiet when asked to', () => {
    const stderr = memoryStream(true)
    const reporter = createReporter({ stdout: stderr, stderr, env: {}, quiet: true })
    reporter.info('about')
    reporter.progress('working')
    expect(stderr.written).to.deep.equal([])
  })
})

describe('formatTable', () => {
  it('aligns columns, colours not counted', () => {
    const { red } = createStyle(true)
    const table = formatTable(
      [{ title: 'Name' }, { title: 'Gas', align: 'right' }],
      [
        [red('Token'), '1'],
        ['A', '1000'],
      ],
    )
    expect(table).to.equal(['Name    Gas', `${red('Token')}     1`, 'A      1000'].join('\n'))
  })
})

describe('Mutex', () => {
  it('runs in order and survives failures', async () => {
    const mutex = new Mutex()
    const order: number[] = []
    const first = mutex.run(async () => {
      await Promise.resolve()
      order.push(1)
    })
    const failing = mutex.run(() => Promise.reject('no')).catch(() => order.push(2))
    const last = mutex.run(() => order.push(3))
    await Promise.all([first, failing, last])
    expect(order).to.deep.equal([1, 2, 3])
  })
})
