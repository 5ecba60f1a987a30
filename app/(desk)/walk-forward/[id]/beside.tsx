import { number, percent, ratio, ratioInterval, signedPercent } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { StretchFigures, StudyResult } from '#lib/contracts/studies.ts'

type Line = Pick<StretchFigures, 'bars' | 'totalReturn' | 'sharpe' | 'sharpeCi' | 'maxDrawdown' | 'trades'> & {
  readonly name: string
}

function Stretches({ label, lines }: { label: string; lines: readonly Line[] }) {
  return (
    <table aria-label={label}>
      <thead>
        <tr>
          <th>{label}</th>
          <th className="n">Return</th>
          <th className="n">Sharpe</th>
          <th className="wide">95 %</th>
          <th className="n">Fall</th>
          <th className="n wide">Trades</th>
          <th className="n wide">Bars</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <td>{line.name}</td>
            <td className="n">{signedPercent(line.totalReturn)}</td>
            <td className="n">{ratio(line.sharpe)}</td>
            <td className="s wide">{line.sharpeCi ? ratioInterval(line.sharpeCi[0], line.sharpeCi[1]) : ''}</td>
            <td className="n">{percent(-Math.abs(line.maxDrawdown))}</td>
            <td className="n s wide">{line.trades || ''}</td>
            <td className="n s wide">{number(line.bars)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const better = (a: number | null, b: number | null) => (a ?? Number.NEGATIVE_INFINITY) > (b ?? Number.NEGATIVE_INFINITY)

/** What the joined track stands beside: doing nothing, choosing nothing, and the weather it ran in. */
export function Beside({ result }: { result: StudyResult }) {
  const { baseline, regimes = [], outOfSample } = result
  if (!baseline) return null
  const { hold, unchosen } = baseline
  const say = better(outOfSample.sharpe, hold.sharpe)
    ? better(outOfSample.sharpe, unchosen.sharpe)
      ? 'Walking forward did better than holding and than choosing nothing.'
      : 'It did better than holding, but choosing parameters gained nothing over the strategy’s own.'
    : 'Holding the legs in equal parts did better.'
  return (
    <div className="cols wider">
      <Panel title="Beside the plain ways" say={say}>
        <Stretches
          label="Over the same bars"
          lines={[
            { name: 'walked forward', ...outOfSample },
            { name: 'own parameters, never chosen', ...unchosen },
            { name: 'held in equal parts', ...hold },
          ]}
        />
      </Panel>
      {regimes.length > 0 && (
        <Panel title="By regime" say="The joined track by the volatility told at the close before each bar.">
          <Stretches label="Regime" lines={regimes} />
        </Panel>
      )}
    </div>
  )
}
