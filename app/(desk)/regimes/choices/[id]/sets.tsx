import Link from 'next/link'
import { number, ratio } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { AdaptiveRequest } from '#lib/contracts/adaptive.ts'
import { setsSentence, setWords } from '../verdict.ts'
import { backtestHref } from './backtest-href.ts'
import type { AdaptiveStudy } from './documents.ts'

type Chosen = NonNullable<AdaptiveStudy['chosen']>

/** The sets that would be followed from here on, each with what it rests on. In sample, and set so. */
export function Sets({ chosen, asked }: { chosen: Chosen; asked: AdaptiveRequest }) {
  return (
    <Panel title="Sets by regime" tools={<span>in sample, not a result</span>} say={setsSentence(chosen.choices)}>
      <table aria-label="Sets by regime">
        <thead>
          <tr>
            <th>Regime</th>
            <th>Best set</th>
            <th className="n wide">Bars</th>
            <th className="n wide">Trades</th>
            <th className="n">Sharpe</th>
            <th className="n wide">Common</th>
            <th className="n wide">Blocks</th>
            <th>Used</th>
          </tr>
        </thead>
        <tbody>
          {chosen.choices.map((one) => (
            <tr key={one.regime} className="q">
              <td>{one.regime}</td>
              <td className="folds">{setWords(one.params)}</td>
              <td className="n wide">{number(one.bars)}</td>
              <td className="n wide">{number(one.trades)}</td>
              <td className="n">{one.own === null ? '' : ratio(one.own)}</td>
              <td className="n wide">{one.common === null ? '' : ratio(one.common)}</td>
              <td className="n wide">{one.won === null ? '' : `${one.won} of ${one.blocks}`}</td>
              <td className="fill">{one.used ? <b>yes</b> : `no: ${one.refused}`}</td>
            </tr>
          ))}
          <tr className="q">
            <td>common</td>
            <td className="folds">{setWords(chosen.common)}</td>
            <td className="n wide" />
            <td className="n wide" />
            <td className="n" />
            <td className="n wide" />
            <td className="n wide" />
            <td className="fill">everywhere else</td>
          </tr>
        </tbody>
      </table>
      <p className="acts">
        <Link className="act" href={backtestHref(asked, chosen.params)}>
          Backtest these parameters
        </Link>
      </p>
    </Panel>
  )
}
