import { expect } from 'chai'
import { findTruffleCommand } from '../../src/truffle/find-command.js'
import { parseArguments } from '../../src/truffle/parse-arguments.js'
import { flag, number, text } from '../../src/truffle/shared-options.js'
import { splitWords } from '../../src/truffle/split-words.js'

describe('parseArguments', () => {
  const known = [
    flag('compile-all', ''),
    flag('bail', '', 'b'),
    text('grep', '', '', 'g'),
    number('f', '', ''),
  ]
  const off = { 'compile-all': false, compileAll: false, bail: false, b: false }

  const rows: readonly [
    line: string,
    options: object,
    args: readonly string[],
    unknown: readonly string[],
  ][] = [
    ['', off, [], []],
    ['a.js b.js', off, ['a.js', 'b.js'], []],
    ['--compile-all a.js', { ...off, 'compile-all': true, compileAll: true }, ['a.js'], []],
    ['--compileAll', { ...off, 'compile-all': true, compileAll: true }, [], []],
    ['-b -g x', { ...off, bail: true, b: true, grep: 'x', g: 'x' }, [], []],
    ['--grep=a=b', { ...off, grep: 'a=b', g: 'a=b' }, [], []],
    ['--f 2 a', { ...off, f: 2 }, ['a'], []],
    ['--no-bail', off, [], []],
    ['--bail false x', off, ['x'], []],
    [
      '--foo bar --count 3 --on',
      { ...off, foo: 'bar', count: 3, on: true },
      [],
      ['--foo', '--count', '--on'],
    ],
    ['--address 0x12', { ...off, address: '0x12' }, [], ['--address']],
    ['--x=1 --x=2', { ...off, x: [1, 2] }, [], ['--x', '--x']],
    ['-- --bail -1', off, ['--bail', '-1'], []],
    ['call -5', off, ['call', '-5'], []],
  ]
  for (const [line, options, args, unknown] of rows) {
    it(`reads ${line || 'nothing'}`, () => {
      const words = line === '' ? [] : line.split(' ')
      expect(parseArguments(words, known)).to.deep.equal({ options, args, unknown })
    })
  }
})

describe('findTruffleCommand', () => {
  const rows: readonly [word: string, name: string | undefined][] = [
    ['migrate', 'migrate'],
    ['mig', 'migrate'],
    ['deploy', 'deploy'],
    ['com', 'compile'],
    ['co', undefined],
    ['tests', 'test'],
    ['zzz', undefined],
  ]
  for (const [word, name] of rows) {
    it(`takes ${word} for ${name}`, () => expect(findTruffleCommand(word)?.name).to.equal(name))
  }
})

describe('splitWords', () => {
  const rows: readonly [line: string, words: readonly string[]][] = [
    ['test a.js', ['test', 'a.js']],
    [` test  --grep 'a b' "c'd" `, ['test', '--grep', 'a b', "c'd"]],
    ['a\\ b', ['a b']],
    ["''", ['']],
  ]
  for (const [line, words] of rows) {
    it(`splits ${line}`, () => expect(splitWords(line)).to.deep.equal(words))
  }

  it('refuses a quote that is not closed', () => {
    expect(() => splitWords('a "b')).to.throw('not terminated')
  })
})
