import type { DeployedContract, DeploymentRecord, StepRecord } from '@scaffold-evm/project'
import { expect } from 'chai'
import fc from 'fast-check'
import { createDeploymentGraph, type DeploymentGraph } from '../../src/graphs/deployment-graph.js'
import { formatGraphMarkdown, formatGraphMermaid } from '../../src/graphs/format-graph-mermaid.js'
import { formatGraphSvg } from '../../src/graphs/format-graph-svg.js'
import { toLayers } from '../../src/internal/graph/layers.js'
import { orderLayers } from '../../src/internal/graph/order.js'
import { placeSlots } from '../../src/internal/graph/positions.js'

function address(digit: string): string {
  return `0x${digit.repeat(40)}`
}

function contract(
  name: string,
  at: string,
  more: Partial<DeployedContract> = {},
): DeployedContract {
  return { contract: `contracts/A.sol:${name}`, address: at, migration: '01_a', ...more }
}

function call(label: string, more: Partial<StepRecord> = {}): StepRecord {
  const hash = `0x${'0'.repeat(64)}` as const
  const sent = { from: address('f'), nonce: 0, digest: hash }
  return { kind: 'call', status: 'confirmed', label, ...sent, ...more }
}

const made = `0x${'9'.repeat(64)}` as const

const record: DeploymentRecord = {
  format: 'scaffold-deployments-1',
  network: 'sepolia',
  chainId: '11155111',
  genesisHash: made,
  contracts: {
    Box: contract('Box', address('5'), {
      proxy: {
        kind: 'transparent',
        contract: 'contracts/A.sol:Box',
        implementation: address('6'),
        version: 1,
        migration: '01_a',
        admin: address('7'),
        libraries: { 'contracts/A.sol:Lib': address('a') },
      },
    }),
    Child: contract('Kid', address('4'), {
      origin: { by: 'call', maker: address('3'), transactionHash: made },
    }),
    Factory: contract('Factory', address('3'), {
      args: [{ owner: address('F'), registry: [address('b').toUpperCase().replace('0X', '0x')] }],
      libraries: { 'contracts/A.sol:Lib': address('a') },
    }),
    Lib: contract('Lib', address('a')),
    Own: contract('Kid', address('8'), { origin: { by: 'call', maker: address('3') } }),
    Registry: contract('Registry', address('b')),
  },
  migrations: {
    '01_a': {
      completed: true,
      steps: {
        'deploy Registry': { ...call('Registry()'), kind: 'deploy', name: 'Registry' },
        'call Registry.add': call('Registry.add([…])', { to: address('b'), uses: ['Factory'] }),
        'call Factory.make': call('Factory.make()', { to: address('3'), transactionHash: made }),
        'hand over': call(`Admin.transferOwnership("${address('b')}")`, { to: address('7') }),
      },
    },
  },
}

function edgesOf({ nodes, edges }: DeploymentGraph): readonly string[] {
  const names = new Map(nodes.map(({ id, name, kind }) => [id, `${kind} ${name}`]))
  return edges.map(({ from, to, kind }) => `${names.get(from)} > ${names.get(to)} (${kind})`)
}

describe('createDeploymentGraph', () => {
  it('finds what is linked, passed, called, created and behind what', () => {
    expect(edgesOf(createDeploymentGraph(record))).to.have.members([
      'implementation Box > proxy Box (implements)',
      'library Lib > implementation Box (library)',
      'library Lib > contract Factory (library)',
      'contract Registry > contract Factory (argument)',
      'contract Registry > call Registry.add (target)',
      'contract Factory > call Registry.add (argument)',
      'contract Factory > call Factory.make (target)',
      'call Factory.make > contract Child (creates)',
      'contract Factory > contract Own (creates)',
      'proxy Box > call Admin.transferOwnership (target)',
      'contract Registry > call Admin.transferOwnership (argument)',
    ])
  })

  it('says what a plan says of contracts and calls', () => {
    const marks = new Map([
      ['Box', 'upgrade'],
      ['01_a: call Registry.add', 'call'],
    ] as const)
    const { nodes } = createDeploymentGraph(record, marks)
    expect(nodes.filter(({ mark }) => mark !== undefined).map(({ id }) => id)).to.have.members([
      'contract Box',
      `implementation ${address('6')}`,
      'step 01_a: call Registry.add',
    ])
  })

  it('has an implementation of two proxies once', () => {
    const { Box } = record.contracts
    if (Box === undefined) return expect.fail()
    const contracts = { Box, Second: { ...Box, address: address('c') } }
    const { nodes, edges } = createDeploymentGraph({ ...record, contracts })
    expect(nodes.filter(({ kind }) => kind === 'implementation')).to.have.length(1)
    expect(edges.filter(({ kind }) => kind === 'implements')).to.have.length(2)
  })

  it('is empty for an empty record', () => {
    const graph = createDeploymentGraph({ ...record, contracts: {}, migrations: {} })
    expect(graph.nodes).to.deep.equal([])
    expect(formatGraphSvg(graph)).to.include('</svg>')
    expect(formatGraphMermaid(graph)).to.equal('flowchart TD')
  })
})

describe('formatGraphMermaid', () => {
  it('has each node and edge, and takes nothing of names for syntax', () => {
    const odd = createDeploymentGraph({
      ...record,
      contracts: { 'A "b" <c> #d;': contract('A', address('1')) },
    })
    expect(formatGraphMermaid(odd)).to.match(/n0\["A #34;b#34; #60;c#62; #35;d#59;<br\/>A/)
    const text = formatGraphMarkdown(createDeploymentGraph(record))
    expect(text.match(/^ {2}n\d+ (-->|-\.|--|==)/gm)).to.have.length(11)
    expect(text).to.match(/^# Deployment to sepolia\n\n```mermaid\nflowchart TD\n[\s\S]*\n```\n$/)
  })
})

describe('formatGraphSvg', () => {
  it('draws each node and edge', () => {
    const graph = createDeploymentGraph(record)
    const text = formatGraphSvg(graph)
    expect(text.match(/<rect class="box/g)).to.have.length(graph.nodes.length)
    expect(text.match(/marker-end/g)).to.have.length(graph.edges.length)
    expect(text).not.to.match(/NaN|undefined|Infinity/)
    expect(formatGraphSvg(createDeploymentGraph(record))).to.equal(text)
  })

  const graphs = fc
    .array(fc.array(fc.nat(11), { maxLength: 5 }), { minLength: 1, maxLength: 12 })
    .map((needs): DeploymentGraph => {
      const nodes = needs.map((_, at) => ({
        ...{
          id: `n${at}`,
          kind: 'contract',
          name: 'N'.repeat(at * 3 + 1),
          detail: '',
          file: '1_a',
        },
        mark: undefined,
      })) as DeploymentGraph['nodes']
      const edges = needs.flatMap((froms, to) =>
        [...new Set(froms)]
          .filter((from) => from !== to && from < nodes.length)
          .map((from) => ({ from: `n${from}`, to: `n${to}`, kind: 'argument' as const })),
      )
      return { network: 'n', nodes, edges }
    })

  it('puts nothing over another, and what depends on something below it, also where it goes round in circles', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layers = toLayers(graph)
        const ordered = orderLayers(layers)
        const boxes = placeSlots(ordered, graph.nodes, layers.segments)
        for (const layer of ordered) {
          for (const [at, { id }] of layer.slice(1).entries()) {
            const [left, right] = [boxes.get(layer[at]?.id ?? ''), boxes.get(id)]
            if (left === undefined || right === undefined) return false
            if (left.x + left.width / 2 > right.x - right.width / 2) return false
          }
        }
        const isAcyclic = graph.edges.every(
          ({ from, to }) => Number(from.slice(1)) < Number(to.slice(1)),
        )
        const isBelow = graph.edges.every(
          ({ from, to }) => (boxes.get(from)?.y ?? 0) < (boxes.get(to)?.y ?? 0),
        )
        return (!isAcyclic || isBelow) && !/NaN|undefined/.test(formatGraphSvg(graph))
      }),
      { numRuns: 200 },
    )
  })
})
