import { describe, expect, it } from 'vitest'
import { compute } from './compute.ts'
import { indicators } from './index.ts'
import reference from './testing/reference.json' with { type: 'json' }

/** Reference output -> plugin, output, parameters. */
const map: Record<string, [string, string, Record<string, number>?]> = {
  sma_20: ['sma', 'sma'],
  ema_20: ['ema', 'ema'],
  rma_14: ['rma', 'rma'],
  wma_20: ['wma', 'wma'],
  dema_20: ['dema', 'dema'],
  tema_20: ['tema', 'tema'],
  hma_16: ['hma', 'hma'],
  kama_10_2_30: ['kama', 'kama'],
  efficiency_ratio_10: ['kama', 'efficiency'],
  rsi_14: ['rsi', 'rsi'],
  stoch_rsi_14: ['stoch-rsi', 'stochRsi'],
  cmo_14: ['cmo', 'cmo'],
  macd: ['macd', 'macd'],
  macd_signal: ['macd', 'signal'],
  macd_hist: ['macd', 'histogram'],
  ppo_12_26: ['ppo', 'ppo'],
  bb_upper: ['bollinger', 'upper'],
  bb_lower: ['bollinger', 'lower'],
  bb_pctb: ['bollinger', 'percentB'],
  bb_width: ['bollinger', 'width'],
  zscore_20: ['zscore', 'z'],
  true_range: ['true-range', 'trueRange'],
  atr_14: ['atr', 'atr'],
  natr_14: ['atr', 'percent'],
  plus_di_14: ['dmi', 'plusDi'],
  minus_di_14: ['dmi', 'minusDi'],
  adx_14: ['dmi', 'adx'],
  stoch_fast_k: ['stochastic', 'fastK'],
  stoch_slow_k: ['stochastic', 'slowK'],
  stoch_slow_d: ['stochastic', 'slowD'],
  willr_14: ['williams-r', 'williamsR'],
  cci_20: ['cci', 'cci'],
  obv: ['obv', 'obv'],
  mfi_14: ['mfi', 'mfi'],
  vwap_20: ['vwap', 'vwap'],
  vwap_cum: ['anchored-vwap', 'vwap'],
  ad_line: ['ad-line', 'line'],
  cmf_20: ['cmf', 'cmf'],
  adosc_3_10: ['ad-oscillator', 'oscillator'],
  force_13: ['force-index', 'force'],
  eom_14: ['ease-of-movement', 'ease'],
  ichimoku_tenkan: ['ichimoku', 'tenkan'],
  ichimoku_kijun: ['ichimoku', 'kijun'],
  ichimoku_senkou_a: ['ichimoku', 'senkouA'],
  ichimoku_senkou_b: ['ichimoku', 'senkouB'],
  keltner_upper: ['keltner', 'upper'],
  keltner_mid: ['keltner', 'middle'],
  keltner_lower: ['keltner', 'lower'],
  donchian_upper: ['donchian', 'upper'],
  donchian_lower: ['donchian', 'lower'],
  donchian_mid: ['donchian', 'middle'],
  psar: ['psar', 'psar'],
  aroon_up_25: ['aroon', 'up'],
  aroon_down_25: ['aroon', 'down'],
  aroon_osc_25: ['aroon', 'oscillator'],
  trix_15: ['trix', 'trix'],
  roc_10: ['roc', 'roc'],
  mom_10: ['momentum', 'momentum'],
  ultimate_7_14_28: ['ultimate', 'ultimate'],
  vortex_plus_14: ['vortex', 'plus'],
  vortex_minus_14: ['vortex', 'minus'],
  dpo_20: ['dpo', 'dpo'],
  linreg_14: ['linear-regression', 'value'],
  linreg_slope_14: ['linear-regression', 'slope'],
  supertrend_10_3: ['supertrend', 'supertrend'],
  supertrend_dir: ['supertrend', 'direction'],
  hv_20: ['realised-volatility', 'volatility'],
  parkinson_20: ['parkinson', 'volatility'],
  garman_klass_20: ['garman-klass', 'volatility'],
  rogers_satchell_20: ['rogers-satchell', 'volatility'],
  yang_zhang_20: ['yang-zhang', 'volatility'],
  amihud_20: ['amihud', 'amihud'],
}

const column = (values: number[]) => Float64Array.from(values)
const { bars } = reference
const columns = {
  open: column(bars.open),
  high: column(bars.high),
  low: column(bars.low),
  close: column(bars.close),
  volume: column(bars.volume),
}

describe('indicators against the reference', () => {
  for (const [name, want] of Object.entries(reference.values)) {
    it(name, () => {
      const [plugin, output, params = {}] = map[name]
      const indicator = indicators.get(plugin)
      const got = compute(indicator, indicator.params.parse(params), columns)[indicator.outputs.indexOf(output)]
      expect(got.findIndex((value) => !Number.isNaN(value))).toBe(want.first)
      const scale = want.values.reduce((sum, value) => sum + Math.abs(value), 0) / want.values.length
      for (const [k, at] of want.at.entries())
        expect(Math.abs(got[at] - want.values[k]), `bar ${at}`).toBeLessThan(
          1e-9 * scale + 1e-9 * Math.abs(want.values[k]),
        )
    })
  }
})
