import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createReporter } from '@scaffold-evm/common'
import { runTruffleTests, type TruffleTestOptions } from '../../src/run-truffle-tests.js'
import type { Files, TempProject } from './temp-project.js'

/** The compiler of this repository, so that nothing is downloaded. */
const solc = fileURLToPath(new URL('../../../../../node_modules/solc', import.meta.url))

/** What came of a run. */
export interface TestOutcome {
  /** What the run gave. */
  readonly failures: number
  /** Full titles. */
  readonly passed: readonly string[]
  readonly failed: readonly string[]
  readonly pending: readonly string[]
  /** By full title of what failed. */
  readonly messages: Readonly<Record<string, string>>
  readonly stacks: Readonly<Record<string, string>>
  /** What Truffle's texts and the run printed, without colours. */
  readonly printed: string
}

interface JsonTest {
  readonly fullTitle: string
  readonly err: { readonly message?: string; readonly stack?: string }
}

interface JsonReport {
  readonly passes: readonly JsonTest[]
  readonly failures: readonly JsonTest[]
  readonly pending: readonly JsonTest[]
}

/** Contracts, a migration of them and a config, for tests that are about something else. */
export const boxProject: Files = {
  'contracts/Lib.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
library Lib {
  event Noted(uint a);
  function note(uint a) external { emit Noted(a); }
}
`,
  'contracts/Box.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
import "./Lib.sol";
contract Named { event Named_(string name, address indexed by); }
contract Box is Named {
  enum Color { Red, Green }
  struct Point { uint x; Color color; }
  uint public value;
  address public owner = msg.sender;
  event Changed(address indexed who, uint256 value);
  event Drawn(uint[] list, Point point, bytes data, bool flag, string indexed hashed, Box box);
  event Anonymous(uint x) anonymous;
  error Refused(uint a, string b);
  function set(uint v) public { value = v; emit Changed(msg.sender, v); }
  function draw() public {
    uint[] memory list = new uint[](2);
    emit Drawn(list, Point(1, Color.Green), hex"0102", true, "hashed", this);
    emit Named_("a\\nb", msg.sender);
    emit Anonymous(9);
    Lib.note(7);
  }
  function refuse() public pure { revert Refused(7, "bad"); }
  receive() external payable {}
}
`,
  'migrations/1_deploy.js': `const Lib = artifacts.require('Lib')
const Box = artifacts.require('Box')
module.exports = async (deployer) => {
  await deployer.deploy(Lib)
  await deployer.link(Lib, Box)
  await deployer.deploy(Box)
}
`,
}

/** Runs a project's tests in this process. `mocha` and `networks` are those sections of its config. */
export async function runTests(
  project: TempProject,
  { networks, ...options }: Partial<TruffleTestOptions> & { readonly networks?: object } = {},
  mocha: Readonly<Record<string, unknown>> = {},
): Promise<TestOutcome> {
  const output = join(project.root, 'report.json')
  const section = { reporter: 'json', reporterOptions: { output }, ...mocha }
  const config = {
    compilers: { solc: { version: solc } },
    mocha: section,
    networks,
  }
  project.write({ 'truffle-config.js': `module.exports = ${JSON.stringify(config)}` })
  const loaded = await project.load()
  const stream = { write: (text: string) => project.printed.push(text.trimEnd()) }
  const reporter = createReporter({ stdout: stream, stderr: stream, env: {} })
  const failures = await runTruffleTests(loaded, {
    cwd: project.root,
    output: reporter,
    ...options,
  })
  const printed = project.printed.join('\n')
  if (section.reporter !== 'json') {
    return { failures, passed: [], failed: [], pending: [], messages: {}, stacks: {}, printed }
  }
  const report: JsonReport = JSON.parse(readFileSync(output, 'utf8'))
  const titles = (tests: readonly JsonTest[]): string[] => tests.map(({ fullTitle }) => fullTitle)
  return {
    failures,
    passed: titles(report.passes),
    failed: titles(report.failures),
    pending: titles(report.pending),
    messages: byTitle(report.failures, ({ err }) => err.message ?? ''),
    stacks: byTitle(report.failures, ({ err }) => err.stack ?? ''),
    printed,
  }
}

function byTitle(
  tests: readonly JsonTest[],
  read: (test: JsonTest) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(tests.map((test) => [test.fullTitle, read(test)]))
}
