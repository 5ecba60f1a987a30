import { number, signed } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import { positionsSentence } from '../verdict.ts'
import type { Account } from './documents.ts'

/** Quantities are written as exactly as they are, at most to the eighth decimal. */
const digitsOf = (values: readonly number[]): number =>
  Math.max(0, ...values.map((v) => (Number(v.toFixed(8)).toString().split('.')[1] ?? '').length))

/** What is held at the end: the net of the account, and whose it is. */
export function Positions({ account: { positions } }: { account: Account }) {
  const digits = Math.min(
    8,
    digitsOf(positions.flatMap(({ net, holdings }) => [net, ...holdings.map((h) => h.quantity)])),
  )
  return (
    <Panel title="Positions at the end" say={positionsSentence(positions)}>
      {positions.length > 0 && (
        <table className="plain" aria-label="Positions">
          <thead>
            <tr>
              <th>Symbol</th>
              <th className="n">Net</th>
              <th className="n">Held</th>
              <th>by</th>
            </tr>
          </thead>
          <tbody>
            {positions.map(({ symbol, net, holdings }) =>
              holdings.map(({ sleeve, quantity }, i) => (
                <tr key={`${symbol} ${sleeve}`}>
                  <td>{i === 0 && <b>{symbol}</b>}</td>
                  <td className="n">{i === 0 && number(net, digits)}</td>
                  <td className="n s">{signed(quantity, digits)}</td>
                  <td className="s clip" title={sleeve}>
                    {sleeve}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
