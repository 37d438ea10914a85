import type { Files } from './temp-folder.js'

/** A contract with a constructor argument, an event and an error. */
export const boxSource = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
contract Box {
    uint256 public value;
    address private owner;
    event Changed(uint256 value);
    error TooSmall(uint256 value);
    constructor(uint256 start) { value = start; owner = msg.sender; }
    function set(uint256 next) external {
        if (next < value) revert TooSmall(next);
        value = next;
        emit Changed(next);
    }
}
`

/** A small project in JavaScript: nothing has to be transpiled. */
export const boxProject: Files = {
  'package.json': '{ "type": "module" }\n',
  'scaffold.config.js': `export default { solidity: '0.8.37', networks: { dead: { url: 'http://127.0.0.1:9' } } }\n`,
  'contracts/Box.sol': boxSource,
  'migrations/01_box.js': `export default async (m) => { await m.deploy('Box', { args: [7] }) }\n`,
  'test/box.test.js': `import { deployed, expect } from 'scaffold-evm/test'
describe('Box', () => {
  it('was deployed', async () => { expect(await (await deployed('Box')).value()).to.equal(7n) })
  it('grows', async () => {
    const box = await deployed('Box')
    await expect(box.set(8)).to.emit(box, 'Changed').withArgs(8n)
  })
  it('is to be done')
})
`,
}
