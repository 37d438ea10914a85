/** Wei as ETH with at most nine digits after the point, rounded up so that a need or a cost is never shown too small. */
export function formatEther(wei: bigint): string {
  const gwei = (wei + 10n ** 9n - 1n) / 10n ** 9n
  const digits = String(gwei).padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')
}
