import { describeRevert, type Project, revertData } from '@scaffold-evm/project'

/** What a revert says, by the custom errors of all contracts of a project; undefined when the error is no revert with data. */
export async function explainRevert(
  { artifacts }: Pick<Project, 'artifacts'>,
  error: unknown,
): Promise<string | undefined> {
  const data = revertData(error)
  if (data === undefined || data === '0x') return undefined
  const { Interface } = await import('@scaffold-evm/project/ethers')
  const names = await artifacts.names()
  const compiled = await Promise.all(names.map((name) => artifacts.get(name)))
  return describeRevert(
    data,
    compiled.map(({ abi }) => new Interface(abi)),
  )
}
