// Makes docs/terminal.svg: a project is made and used for real in a temporary folder, and what the terminal showed is drawn.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'packages/cli/dist/bin.js')
// Splitting at a group keeps the codes among the parts.
const colorCode = new RegExp(`(${'\x1b'}\\[[0-9;]*m)`, 'g')

const steps = [['init', 'shop', '--template', 'token'], ['compile'], ['test'], ['migrate']]

const folder = mkdtempSync(join(tmpdir(), 'scaffold-terminal-'))
const shown = []
try {
  for (const args of steps) {
    shown.push(`\x1b[2m$\x1b[22m \x1b[1mnpx scaffold ${args.join(' ')}\x1b[22m`)
    shown.push(...run(args).trimEnd().split('\n'), '')
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
mkdirSync(join(root, 'docs'), { recursive: true })
writeFileSync(join(root, 'docs/terminal.svg'), draw(shown))

function run(args) {
  const cwd = args[0] === 'init' ? folder : join(folder, 'shop')
  const env = { ...process.env, FORCE_COLOR: '1', CI: 'true' }
  delete env.NO_COLOR
  // The shell joins both streams in the order in which they were written.
  const output = execFileSync('sh', ['-c', '"$@" 2>&1', 'sh', process.execPath, bin, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  })
  if (args[0] === 'init') symlinkSync(join(root, 'node_modules'), join(folder, 'shop/node_modules'))
  return output
}

function draw(lines) {
  const lineHeight = 19
  const longest = Math.max(...lines.map((line) => line.replaceAll(colorCode, '').length))
  const width = 40 + Math.ceil(longest * 7.9)
  const height = lines.length * lineHeight + 56
  const rows = lines.map(
    (line, index) =>
      `<text x="20" y="${56 + index * lineHeight}" xml:space="preserve">${spans(line)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>A project is made, compiled, tested and migrated in a terminal</title>
<rect width="100%" height="100%" rx="8" fill="#16181d"/>
<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="#d7dae0">
${rows.join('\n')}
</g>
</svg>
`
}

/** One line of terminal output as SVG spans: the SGR codes that our style module writes. */
function spans(line) {
  const colors = { 31: '#ff6b68', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 36: '#76e3ea' }
  let style = {}
  return line
    .split(colorCode)
    .map((part) => {
      const code = /^\[([0-9;]*)m$/.exec(part.replace('\x1b', ''))?.[1]
      if (code === undefined) return part === '' ? '' : span(part, style)
      style = nextStyle(style, Number(code), colors)
      return ''
    })
    .join('')
}

function nextStyle(style, code, colors) {
  if (code === 0) return {}
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 39) return { ...style, color: undefined }
  return { ...style, color: colors[code] ?? style.color }
}

function span(text, { bold, dim, color }) {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const attributes = [
    color && `fill="${color}"`,
    bold && 'font-weight="bold"',
    dim && 'fill-opacity="0.6"',
  ].filter(Boolean)
  return `<tspan${attributes.map((one) => ` ${one}`).join('')}>${escaped}</tspan>`
}
