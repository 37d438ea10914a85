import { expect } from 'chai'
import { rewriteImports } from '../../../src/internal/console-code/rewrite-imports.js'

/** Code and what becomes of it, `I` being the importer. */
const rewritten: readonly (readonly [code: string, becomes: string])[] = [
  // Declarations.
  ["import 'y'", "void await I('y', undefined);"],
  ['import "y";', 'void await I("y", undefined);'],
  ["import x from 'y'", "const { default: x } = await I('y', undefined, ['default']);"],
  ["import * as ns from 'y'", "const ns = await I('y', undefined);"],
  ["import { a } from 'y'", "const { a: a } = await I('y', undefined, ['a']);"],
  ["import { a, b as c, } from 'y'", "const { a: a, b: c } = await I('y', undefined, ['a', 'b']);"],
  [
    "import { default as d } from 'y'",
    "const { default: d } = await I('y', undefined, ['default']);",
  ],
  ["import { 'a-b' as c } from 'y'", "const { 'a-b': c } = await I('y', undefined, ['a-b']);"],
  ["import { as as as } from 'y'", "const { as: as } = await I('y', undefined, ['as']);"],
  ["import {} from 'y'", "void await I('y', undefined);"],
  ["import from from 'y'", "const { default: from } = await I('y', undefined, ['default']);"],
  [
    "import d, { a } from 'y'",
    "const { default: d, a: a } = await I('y', undefined, ['default', 'a']);",
  ],
  [
    "import d, * as ns from 'y'",
    "const ns = await I('y', undefined, ['default']), { default: d } = ns;",
  ],
  [
    "import j from 'j.json' with { type: 'json' }; j",
    "const { default: j } = await I('j.json', { with: { type: 'json' } }, ['default']); j",
  ],
  ["import{a}from'y'\n[a]", "const { a: a } = await I('y', undefined, ['a']);\n[a]"],
  ["import /* x */ {\n  a, // 'b'\n} from 'y'", "const { a: a } = await I('y', undefined, ['a']);"],
  [
    "f()\nimport 'y'; import 'z'",
    "f()\nvoid await I('y', undefined); void await I('z', undefined);",
  ],
  // Expressions.
  ["await import('y')", "await I('y')"],
  ["import ('y', o)", "I ('y', o)"],
  ["[...import('y')]", "[...I('y')]"],
  ["const f = () => import(import('y'))", "const f = () => I(I('y'))"],
  [
    `\`a\${await import('y')} import('z') \${\`\${import('u')}\`}\``,
    `\`a\${await I('y')} import('z') \${\`\${I('u')}\`}\``,
  ],
  [`\`\${{ a: \`}\` }} import('x')\`; import('y')`, `\`\${{ a: \`}\` }} import('x')\`; I('y')`],
  ["a / import('y') / 1", "a / I('y') / 1"],
  ["x = /import('y')/.test(1); import('z')", "x = /import('y')/.test(1); I('z')"],
  ["/[/'`]/; import('y')", "/[/'`]/; I('y')"],
  ["return /'/.test(import('y'))", "return /'/.test(I('y'))"],
  ["i++ / import('y') // '", "i++ / I('y') // '"],
  ["if (a) { import('y') }", "if (a) { I('y') }"],
  ["import('y').then(({ a }) => { a })", "I('y').then(({ a }) => { a })"],
]

const untouched: readonly string[] = [
  '1 + 1',
  `'import("y")'`,
  `"it's \\" import('y')"`,
  `\`import('y') \\\${import('y')} \\\` $\``,
  "// import('y')",
  "/* import 'y' */ 1",
  'a.import(1)',
  'a?.import(1)',
  '({ import(x) { return x } })',
  'class A { import(x) {} static #import(x) {} }',
  '({ import: 1, a: x.import })',
  'const { import: y } = x',
  'reimport("y"), $import("y"), imported("y")',
  'import.meta.url',
  // For V8 to complain about.
  'import x\nfoo()',
  'import { a b } from "y"',
  "{ import 'y' }",
]

const incomplete: readonly string[] = [
  'import {',
  'import { a,\n',
  'import { a }',
  'import x',
  'import x from',
  'import * as',
  "import j from 'j' with { type:",
]

describe('rewriteImports', () => {
  for (const [code, becomes] of rewritten) {
    it(`rewrites ${JSON.stringify(code)}`, () => {
      expect(rewriteImports(code, 'I')).to.deep.equal({ kind: 'code', code: becomes })
    })
  }
  for (const code of untouched) {
    it(`leaves ${JSON.stringify(code)} alone`, () => {
      expect(rewriteImports(code, 'I')).to.deep.equal({ kind: 'code', code })
    })
  }
  for (const code of incomplete) {
    it(`waits for the rest of ${JSON.stringify(code)}`, () => {
      expect(rewriteImports(code, 'I')).to.deep.equal({ kind: 'incomplete' })
    })
  }
})
