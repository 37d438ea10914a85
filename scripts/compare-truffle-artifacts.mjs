// Compiles projects with Truffle and with scaffold, in the same folder one after the other, and compares the artifacts byte
// by byte: node scripts/compare-truffle-artifacts.mjs <truffle's binary> [<project> ...]
// Without projects it makes some, one for each era of Solidity. Nothing may differ but `updatedAt`, and in syntax trees the
// order of what solc takes from sets of addresses in its own memory.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const scaffold = fileURLToPath(new URL('../packages/cli/bin/scaffold.cjs', import.meta.url))
const [truffle, ...given] = process.argv.slice(2)
if (truffle === undefined) {
  console.error('usage: node scripts/compare-truffle-artifacts.mjs <truffle> [<project> ...]')
  process.exit(2)
}

const scratch = mkdtempSync(join(tmpdir(), 'scaffold-compare-'))
let differences = 0
try {
  const projects = given.length > 0 ? given.map(copyProject) : eras().map(makeProject)
  for (const project of projects) differences += compareProject(project)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
process.exit(differences === 0 ? 0 : 1)

function copyProject(path) {
  const folder = join(scratch, basename(resolve(path)))
  const isMade = (from) =>
    (dirname(from) === resolve(path) && /^build(?:$|\.)/.test(basename(from))) ||
    from.endsWith('/node_modules/.cache')
  cpSync(resolve(path), folder, { recursive: true, filter: (from) => !isMade(from) })
  return { name: basename(folder), folder }
}

function compareProject({ name, folder }) {
  const ours = compile(folder, 'scaffold', process.execPath, [scaffold, 'compile', '--quiet'])
  const theirs = compile(folder, 'truffle', resolve(truffle), ['compile', '--quiet'])
  const files = [...new Set([...ours.artifacts.keys(), ...theirs.artifacts.keys()])].sort()
  const different = files.filter((file) => ours.artifacts.get(file) !== theirs.artifacts.get(file))
  for (const file of different) console.log(`  ${file}: ${firstDifference(file, ours, theirs)}`)
  const ratio = (ours.ms / theirs.ms).toFixed(2)
  console.log(
    `${name}: ${files.length} artifacts, ${different.length} different; ${ours.ms} ms, Truffle ${theirs.ms} ms (${ratio})`,
  )
  return different.length
}

function compile(folder, tool, file, args) {
  const start = performance.now()
  execFileSync(file, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const ms = Math.round(performance.now() - start)
  const build = join(folder, 'build')
  const directory = join(folder, `build.${tool}`, 'contracts')
  renameSync(build, dirname(directory))
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'))
  return { ms, artifacts: new Map(files.map((name) => [name, comparable(join(directory, name))])) }
}

/** The text itself, unless it holds lists whose order means nothing. */
function comparable(path) {
  const text = readFileSync(path, 'utf8').replace(/\n {2}"updatedAt": "[^"]*",/, '')
  if (!/"(?:contractDependencies|externalReferences)"/.test(text)) return text
  const value = JSON.parse(text, (key, member) =>
    (key === 'contractDependencies' || key === 'externalReferences') && Array.isArray(member)
      ? member.map((item) => JSON.stringify(item)).sort()
      : member,
  )
  return JSON.stringify(value, null, 2)
}

function firstDifference(file, ours, theirs) {
  const [a, b] = [ours, theirs].map(({ artifacts }) => artifacts.get(file))
  if (a === undefined || b === undefined)
    return `only ${a === undefined ? 'Truffle' : 'scaffold'} has it`
  let at = 0
  while (a[at] === b[at]) at += 1
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 30), at + 50))
  return `${around(a)} instead of ${around(b)}`
}

/** What is written otherwise from one era of Solidity to the next. */
function eras() {
  return [
    {
      version: '0.4.24',
      pragma: '^0.4.18',
      create: 'function Base() public',
      memory: '',
      isVirtual: false,
    },
    {
      version: '0.5.16',
      pragma: '^0.5.0',
      create: 'constructor() public',
      memory: ' memory',
      isVirtual: false,
    },
    {
      version: '0.6.12',
      pragma: '^0.6.0',
      create: 'constructor() public',
      memory: ' memory',
      isVirtual: true,
    },
    {
      version: '0.8.21',
      pragma: '^0.8.0',
      create: 'constructor()',
      memory: ' memory',
      isVirtual: true,
    },
  ]
}

function makeProject({ version, pragma, create, memory, isVirtual }) {
  const [abstract, virtual, override] = isVirtual
    ? ['abstract ', ' virtual', ' override']
    : ['', '', '']
  const library = 'ALibraryWhoseNameIsLongerThanThirtyEightCharacters'
  const constant = isVirtual ? 'uint immutable seven = 7;' : 'uint constant seven = 7;'
  const files = {
    'truffle-config.js': `module.exports = { compilers: { solc: { version: '${version}', settings: { optimizer: { enabled: true, runs: 100 } } } } }\n`,
    'contracts/Libraries.sol': `/// @title Two libraries
library ${library} { function twice(uint x) public pure returns (uint) { return x * 2; } }
library Short { function next(uint x) public pure returns (uint) { return x + 1; } }`,
    'contracts/Base.sol': `import "./Libraries.sol";
import "pkg/contracts/Dependency.sol";
interface Thing { function thing(uint a) external returns (uint b); }
contract Base is Dependency {
  event Changed(address indexed who, uint value);
  enum Color { Red, Green }
  uint public value;
  ${create} { value = 1; }
  function zeta() public${virtual} returns (uint) { return ${library}.twice(value); }
  function alpha(uint v) public { value = Short.next(v); emit Changed(msg.sender, v); }
  /// @notice Hashes
  /// @param text what
  function middle(string${memory} text) public pure returns (bytes32) { return keccak256(bytes(text)); }
  function alpha(uint v, uint w) public { value = v + w; }
}`,
    'contracts/Child.sol': `import {Base} from "./Base.sol";
${abstract}contract Unfinished { function todo() public${virtual} returns (uint); }
contract Child is Base {
  function own() public view returns (uint) { return value; }
  function zeta() public${override} returns (uint) { return 3; }
}`,
    'contracts/old/Child.sol': 'contract Child { uint other; }',
    'contracts/zzz/Child.sol': 'contract Child { uint another; }',
    'node_modules/pkg/contracts/Dependency.sol': `import "./inner/Inner.sol";
contract Dependency is Inner { uint dep; function fromDependency() public view returns (uint) { return dep + seven; } }`,
    'node_modules/pkg/contracts/inner/Inner.sol': `contract Inner { uint inner; ${constant} }`,
  }
  const folder = join(scratch, `solc-${version}`)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(
      join(folder, name),
      name.endsWith('.sol') ? `pragma solidity ${pragma};\n${text}\n` : text,
    )
  }
  return { name: `solc ${version}`, folder }
}
