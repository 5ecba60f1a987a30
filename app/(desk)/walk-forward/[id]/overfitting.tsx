import { logitsSentence } from '#app/_charts/logits.ts'
import { Logits } from '#app/_charts/logits.tsx'
import { number, percent, pValue, ratio, ratioInterval } from '#app/_ui/format.ts'
import { Panel } from '#app/_ui/panel.tsx'
import type { StudyResult } from '#lib/contracts/studies.ts'

/** Three ways to ask whether the winner is luck, each with what it means. */
export function Overfitting({ result }: { result: StudyResult }) {
  const { pbo, deflatedSharpe: deflated, spa } = result
  const rows: (readonly [string, string])[] = [
    ...(deflated
      ? [
          [
            ratio(deflated.probability),
            `deflated Sharpe: probability that the in-sample ratio of ${ratio(result.inSample.sharpe)} beats the ${ratio(deflated.thresholdAnnual)} that ${number(deflated.trials)} trials without skill would reach (worth ${number(deflated.effectiveTrials, 1)} independent ones)`,
          ] as const,
        ]
      : []),
    ...(spa
      ? [
          [
            pValue(spa.consistent),
            `superior ability (Hansen): p that no trial beats cash, between ${pValue(spa.lower)} and ${pValue(spa.upper)}`,
          ] as const,
        ]
      : []),
    ...(result.crossValidation
      ? [
          [
            ratio(result.crossValidation.combinatorial.quantiles[2]),
            `combinatorial purged cross-validation: median Sharpe of ${number(result.crossValidation.combinatorial.paths)} paths from ${number(result.crossValidation.combinatorial.splits)} splits, ${ratioInterval(Math.min(...result.crossValidation.combinatorial.sharpes), Math.max(...result.crossValidation.combinatorial.sharpes))}; ${percent(result.crossValidation.combinatorial.below, 0)} below zero; purged ${number(result.crossValidation.kFold.groups)}-fold ${ratio(result.crossValidation.kFold.sharpes[0])}`,
          ] as const,
        ]
      : []),
    ...(result.efficiency === null
      ? []
      : [[ratio(result.efficiency), 'efficiency: mean Sharpe out of sample over in sample'] as const]),
    ...(result.outOfSample.probabilisticSharpe === null
      ? []
      : [
          [
            ratio(result.outOfSample.probabilisticSharpe),
            `probability that the joined track’s true ratio is above zero${result.outOfSample.minimumTrackRecord === null ? '' : `; ${number(result.outOfSample.minimumTrackRecord)} bars would say so with 95 %`}`,
          ] as const,
        ]),
  ]
  return (
    <Panel
      title="Overfitting"
      say={
        pbo ? logitsSentence(pbo.probability, pbo.splits) : 'Too few trials or bars to split them against each other.'
      }
    >
      <div className="cols wider">
        <div>{pbo && <Logits histogram={pbo.histogram} probability={pbo.probability} splits={pbo.splits} />}</div>
        <dl className="figures">
          {rows.map(([value, meaning]) => (
            <div key={meaning}>
              <dt>{value}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  )
}
