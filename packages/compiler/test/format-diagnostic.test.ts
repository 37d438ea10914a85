import { createStyle } from '@scaffold-evm/common'
import { expect } from 'chai'
import { type Diagnostic, diagnosticsFromSolc } from '../src/diagnostics.js'
import { formatDiagnostic, formatDiagnostics } from '../src/format-diagnostic.js'
import type { SolcError } from '../src/standard-json.js'

const plain = createStyle(false)

/** A diagnostic about the text between `«` and `»`. */
function about(marked: string, fields: Partial<SolcError> = {}): Diagnostic {
  const before = marked.slice(0, marked.indexOf('«'))
  const inside = marked.slice(marked.indexOf('«') + 1, marked.indexOf('»'))
  const start = Buffer.byteLength(before)
  const [found] = diagnosticsFromSolc(
    [
      {
        severity: 'error',
        type: 'TypeError',
        message: 'Wrong.',
        sourceLocation: { file: 'contracts/X.sol', start, end: start + Buffer.byteLength(inside) },
        ...fields,
      },
    ],
    { 'contracts/X.sol': { content: marked.replace(/[«»]/g, '') } },
  )
  if (found === undefined) expect.fail('no diagnostic')
  return found
}

const cases: readonly (readonly [string, Diagnostic, readonly string[]])[] = [
  [
    'place, severity, message, number, line and carets',
    about('contract A {\n  uint x = «foo»;\n}', {
      errorCode: '7576',
      message: 'Undeclared identifier.',
    }),
    [
      'contracts/X.sol:2:12: error: Undeclared identifier. [7576]',
      '  |',
      '2 |   uint x = foo;',
      '  |            ^^^',
    ],
  ],
  [
    'tabs as four columns',
    about('\t\tuint\tx = «foo»;'),
    [
      'contracts/X.sol:1:12: error: Wrong.',
      '  |',
      '1 |         uint    x = foo;',
      '  |                     ^^^',
    ],
  ],
  [
    'carets under wide characters',
    about('s = "日本🎉e\u0301"; «日»'),
    [
      'contracts/X.sol:1:14: error: Wrong.',
      '  |',
      '1 | s = "日本🎉e\u0301"; 日',
      `  | ${' '.repeat(15)}^^`,
    ],
  ],
  [
    'the first line of a range over several',
    about(`${'\n'.repeat(9)}  «contract A {  \n  }\n\n}»`),
    [
      'contracts/X.sol:10:3: error: Wrong.',
      '   |',
      '10 |   contract A {',
      '   |   ^^^^^^^^^^^^ to line 13',
    ],
  ],
  [
    'one caret for an empty range, at the end too',
    about('contract A {«»'),
    ['contracts/X.sol:1:13: error: Wrong.', '  |', '1 | contract A {', '  |             ^'],
  ],
  [
    'characters that could change the terminal or the direction of text as marks',
    about('«x» /* \u202e \u001b[31m */'),
    ['contracts/X.sol:1:1: error: Wrong.', '  |', '1 | x /* \ufffd \ufffd[31m */', '  | ^'],
  ],
  [
    'a file without a place',
    about('x«»', {
      severity: 'warning',
      sourceLocation: { file: 'contracts/X.sol', start: -1, end: -1 },
    }),
    ['contracts/X.sol: warning: Wrong.'],
  ],
  [
    'further lines of a message, and the kind when it is not about the source',
    about('«x»', { type: 'InternalCompilerError', message: 'Wrong.\n\nMore.' }),
    [
      'contracts/X.sol:1:1: error: InternalCompilerError: Wrong.',
      '  More.',
      '  |',
      '1 | x',
      '  | ^',
    ],
  ],
  [
    'further places as notes',
    about('uint a;\nuint «a»;', {
      secondarySourceLocations: [
        { file: 'contracts/X.sol', start: 5, end: 6, message: 'Declared here:' },
        { file: '', start: -1, end: -1, message: 'And elsewhere.' },
      ],
    }),
    [
      'contracts/X.sol:2:6: error: Wrong.',
      '  |',
      '2 | uint a;',
      '  |      ^',
      '  note: contracts/X.sol:1:6: Declared here:',
      '    |',
      '  1 | uint a;',
      '    |      ^',
      '  note: And elsewhere.',
    ],
  ],
]

describe('formatDiagnostic', () => {
  for (const [title, diagnostic, lines] of cases) {
    it(`shows ${title}`, () => {
      expect(formatDiagnostic(diagnostic, plain).split('\n')).to.deep.equal(lines)
    })
  }

  it('cuts a long line around the place', () => {
    const long = 'uint aaaaaaaa; '.repeat(30)
    const [, , text = '', underline = ''] = formatDiagnostic(
      about(`${long}«foo»${long}`),
      plain,
    ).split('\n')
    expect(text.length).to.be.lessThan(110)
    expect(text).to.match(/^1 \| ….*….{0}$/)
    expect(text.slice(underline.indexOf('^'), underline.lastIndexOf('^') + 1)).to.equal('foo')
  })

  it('cuts a long place itself', () => {
    const lines = formatDiagnostic(about(`x = «${'y'.repeat(5000)}»;`), plain).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).to.be.lessThan(110)
  })

  it('paints only where the style does', () => {
    const diagnostic = about('«x»')
    const painted = formatDiagnostic(diagnostic, createStyle(true))
    expect(painted).to.include('\u001b[31m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it
    expect(painted.replace(/\u001b\[\d+m/g, '')).to.equal(formatDiagnostic(diagnostic, plain))
  })
})

describe('formatDiagnostics', () => {
  it('puts errors last and counts them', () => {
    const warning = about('«x»', { severity: 'warning', message: 'Odd.' })
    const text = formatDiagnostics([about('«x»'), warning, about('x«y»')], plain)
    expect(text.indexOf('Odd.')).to.be.lessThan(text.indexOf('Wrong.'))
    expect(text.endsWith('\n\n2 errors, 1 warning')).to.equal(true)
  })

  it('says nothing about nothing', () => {
    expect(formatDiagnostics([], plain)).to.equal('')
  })
})
