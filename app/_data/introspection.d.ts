/* eslint-disable */
/* prettier-ignore */

export type introspection_types = {
  ApiKey: {
    kind: 'OBJECT'
    name: 'ApiKey'
    fields: {
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      expiresAt: { name: 'expiresAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      lastUsedAt: { name: 'lastUsedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      name: {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      prefix: {
        name: 'prefix'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      revokedAt: { name: 'revokedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      scopes: {
        name: 'scopes'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Scope'; ofType: null } }
          }
        }
      }
    }
  }
  ApiKeyInput: {
    kind: 'INPUT_OBJECT'
    name: 'ApiKeyInput'
    isOneOf: false
    inputFields: [
      { name: 'expiresInDays'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null }; defaultValue: null },
      {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'scopes'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Scope'; ofType: null } }
          }
        }
        defaultValue: null
      },
    ]
  }
  Backtest: {
    kind: 'OBJECT'
    name: 'Backtest'
    fields: {
      computeMs: { name: 'computeMs'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      equity: { name: 'equity'; type: { kind: 'OBJECT'; name: 'Equity'; ofType: null } }
      finishedAt: { name: 'finishedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      job: { name: 'job'; type: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      manifest: { name: 'manifest'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      metrics: { name: 'metrics'; type: { kind: 'OBJECT'; name: 'Metrics'; ofType: null } }
      notes: {
        name: 'notes'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
          }
        }
      }
      owner: {
        name: 'owner'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
      request: {
        name: 'request'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      state: {
        name: 'state'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'RunState'; ofType: null } }
      }
      strategy: {
        name: 'strategy'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      symbols: {
        name: 'symbols'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
          }
        }
      }
      trades: {
        name: 'trades'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'TradeConnection'; ofType: null } }
      }
      visibility: {
        name: 'visibility'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Visibility'; ofType: null } }
      }
    }
  }
  BacktestConnection: {
    kind: 'OBJECT'
    name: 'BacktestConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'BacktestEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  BacktestCostsInput: {
    kind: 'INPUT_OBJECT'
    name: 'BacktestCostsInput'
    isOneOf: false
    inputFields: [
      { name: 'commissionBps'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'slippageBps'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
    ]
  }
  BacktestEdge: {
    kind: 'OBJECT'
    name: 'BacktestEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Backtest'; ofType: null } }
      }
    }
  }
  BacktestInput: {
    kind: 'INPUT_OBJECT'
    name: 'BacktestInput'
    isOneOf: false
    inputFields: [
      { name: 'adjustment'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'capital'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'costs'; type: { kind: 'INPUT_OBJECT'; name: 'BacktestCostsInput'; ofType: null }; defaultValue: null },
      { name: 'fillModel'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'from'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'params'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null }; defaultValue: null },
      { name: 'riskFree'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'seed'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null }; defaultValue: null },
      { name: 'source'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      {
        name: 'strategy'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'symbols'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
          }
        }
        defaultValue: null
      },
      { name: 'timeframe'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'to'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'venue'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'visibility'; type: { kind: 'ENUM'; name: 'Visibility'; ofType: null }; defaultValue: null },
    ]
  }
  BarEvent: {
    kind: 'OBJECT'
    name: 'BarEvent'
    fields: {
      close: {
        name: 'close'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } }
      }
      high: { name: 'high'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      instrumentId: {
        name: 'instrumentId'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } }
      }
      low: { name: 'low'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      open: { name: 'open'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      seriesId: {
        name: 'seriesId'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      ts: {
        name: 'ts'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      volume: { name: 'volume'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  Bars: {
    kind: 'OBJECT'
    name: 'Bars'
    fields: {
      adjustment: {
        name: 'adjustment'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      close: {
        name: 'close'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      high: {
        name: 'high'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      low: { name: 'low'; type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } } }
      open: {
        name: 'open'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      seriesId: {
        name: 'seriesId'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      source: {
        name: 'source'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      timeframe: {
        name: 'timeframe'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      ts: {
        name: 'ts'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      volume: {
        name: 'volume'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
    }
  }
  Boolean: unknown
  CreatedApiKey: {
    kind: 'OBJECT'
    name: 'CreatedApiKey'
    fields: {
      key: {
        name: 'key'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ApiKey'; ofType: null } }
      }
      secret: {
        name: 'secret'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  Cursor: unknown
  DateTime: unknown
  Equity: {
    kind: 'OBJECT'
    name: 'Equity'
    fields: {
      drawdown: {
        name: 'drawdown'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      equity: {
        name: 'equity'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      exposure: {
        name: 'exposure'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      ts: {
        name: 'ts'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
    }
  }
  Float: unknown
  ID: unknown
  Instrument: {
    kind: 'OBJECT'
    name: 'Instrument'
    fields: {
      calendar: {
        name: 'calendar'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      currency: {
        name: 'currency'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      kind: {
        name: 'kind'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      lot: {
        name: 'lot'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      series: {
        name: 'series'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Series'; ofType: null } }
          }
        }
      }
      simulated: {
        name: 'simulated'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      symbol: {
        name: 'symbol'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      tick: {
        name: 'tick'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      venue: {
        name: 'venue'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  InstrumentConnection: {
    kind: 'OBJECT'
    name: 'InstrumentConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'InstrumentEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  InstrumentEdge: {
    kind: 'OBJECT'
    name: 'InstrumentEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Instrument'; ofType: null } }
      }
    }
  }
  Int: unknown
  JSON: unknown
  Job: {
    kind: 'OBJECT'
    name: 'Job'
    fields: {
      attempt: {
        name: 'attempt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      cancelRequested: {
        name: 'cancelRequested'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      done: {
        name: 'done'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      error: { name: 'error'; type: { kind: 'OBJECT'; name: 'JobError'; ofType: null } }
      finishedAt: { name: 'finishedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      kind: {
        name: 'kind'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      owner: {
        name: 'owner'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
      payload: {
        name: 'payload'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      phase: {
        name: 'phase'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      progress: {
        name: 'progress'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      result: { name: 'result'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      startedAt: { name: 'startedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      state: {
        name: 'state'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'JobState'; ofType: null } }
      }
      total: {
        name: 'total'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  JobConnection: {
    kind: 'OBJECT'
    name: 'JobConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'JobEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  JobEdge: {
    kind: 'OBJECT'
    name: 'JobEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      }
    }
  }
  JobError: {
    kind: 'OBJECT'
    name: 'JobError'
    fields: {
      code: {
        name: 'code'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      hint: { name: 'hint'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      message: {
        name: 'message'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  JobState: { name: 'JobState'; enumValues: 'cancelled' | 'done' | 'failed' | 'queued' | 'running' }
  Metrics: {
    kind: 'OBJECT'
    name: 'Metrics'
    fields: {
      annualReturn: { name: 'annualReturn'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      bars: {
        name: 'bars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      barsPerYear: {
        name: 'barsPerYear'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      calmar: { name: 'calmar'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      costShare: { name: 'costShare'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      expectancyBps: { name: 'expectancyBps'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      exposure: {
        name: 'exposure'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      maxDrawdown: {
        name: 'maxDrawdown'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      maxDrawdownBars: {
        name: 'maxDrawdownBars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      profitFactor: { name: 'profitFactor'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      sharpeAnnual: { name: 'sharpeAnnual'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      sharpeCi: {
        name: 'sharpeCi'
        type: {
          kind: 'LIST'
          name: never
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
        }
      }
      sortinoAnnual: { name: 'sortinoAnnual'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      totalCosts: {
        name: 'totalCosts'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      totalReturn: {
        name: 'totalReturn'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      trades: {
        name: 'trades'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      turnoverAnnual: {
        name: 'turnoverAnnual'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      volatilityAnnual: { name: 'volatilityAnnual'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      winRate: { name: 'winRate'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  Mutation: {
    kind: 'OBJECT'
    name: 'Mutation'
    fields: {
      cancelJob: {
        name: 'cancelJob'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      }
      createApiKey: {
        name: 'createApiKey'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'CreatedApiKey'; ofType: null } }
      }
      createSchedule: {
        name: 'createSchedule'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Schedule'; ofType: null } }
      }
      createSocketTicket: {
        name: 'createSocketTicket'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'SocketTicket'; ofType: null } }
      }
      createToken: {
        name: 'createToken'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Token'; ofType: null } }
      }
      createUser: {
        name: 'createUser'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'UserLink'; ofType: null } }
      }
      deleteSchedule: {
        name: 'deleteSchedule'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      revokeApiKey: {
        name: 'revokeApiKey'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ApiKey'; ofType: null } }
      }
      revokeSession: {
        name: 'revokeSession'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      runBacktest: {
        name: 'runBacktest'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Backtest'; ofType: null } }
      }
      setPassword: {
        name: 'setPassword'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      setUserRole: {
        name: 'setUserRole'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
      startScan: {
        name: 'startScan'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      }
      unwatchPair: {
        name: 'unwatchPair'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Pair'; ofType: null } }
      }
      watchPair: {
        name: 'watchPair'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Pair'; ofType: null } }
      }
    }
  }
  Node: {
    kind: 'INTERFACE'
    name: 'Node'
    fields: {
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
    }
    possibleTypes: 'ApiKey' | 'Backtest' | 'Instrument' | 'Job' | 'Pair' | 'Scan' | 'Schedule' | 'Signal' | 'User'
  }
  Overview: {
    kind: 'OBJECT'
    name: 'Overview'
    fields: {
      backtests: {
        name: 'backtests'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } }
      }
      expectedBarMs: { name: 'expectedBarMs'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      instruments: {
        name: 'instruments'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      jobsRunning: {
        name: 'jobsRunning'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      lastBarAgeMs: { name: 'lastBarAgeMs'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      lastBarAt: { name: 'lastBarAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      pairsInPosition: {
        name: 'pairsInPosition'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      pairsWatched: {
        name: 'pairsWatched'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      processes: {
        name: 'processes'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'RoleProcess'; ofType: null } }
          }
        }
      }
      signalsToday: {
        name: 'signalsToday'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      venues: {
        name: 'venues'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
          }
        }
      }
    }
  }
  PageInfo: {
    kind: 'OBJECT'
    name: 'PageInfo'
    fields: {
      endCursor: { name: 'endCursor'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      hasNextPage: {
        name: 'hasNextPage'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      hasPreviousPage: {
        name: 'hasPreviousPage'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      startCursor: { name: 'startCursor'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
    }
  }
  Pair: {
    kind: 'OBJECT'
    name: 'Pair'
    fields: {
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      formedAt: {
        name: 'formedAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      owner: {
        name: 'owner'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
      params: {
        name: 'params'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      series: {
        name: 'series'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PairSeries'; ofType: null } }
      }
      signals: {
        name: 'signals'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'SignalConnection'; ofType: null } }
      }
      simulated: {
        name: 'simulated'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      state: { name: 'state'; type: { kind: 'OBJECT'; name: 'PairState'; ofType: null } }
      statistics: { name: 'statistics'; type: { kind: 'OBJECT'; name: 'ScanRow'; ofType: null } }
      strategy: {
        name: 'strategy'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      timeframe: {
        name: 'timeframe'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      venue: {
        name: 'venue'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      visibility: {
        name: 'visibility'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Visibility'; ofType: null } }
      }
      watching: {
        name: 'watching'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      x: {
        name: 'x'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      y: {
        name: 'y'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  PairConnection: {
    kind: 'OBJECT'
    name: 'PairConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PairEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  PairEdge: {
    kind: 'OBJECT'
    name: 'PairEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Pair'; ofType: null } }
      }
    }
  }
  PairOrder: {
    kind: 'INPUT_OBJECT'
    name: 'PairOrder'
    isOneOf: false
    inputFields: [
      { name: 'direction'; type: { kind: 'ENUM'; name: 'SortOrder'; ofType: null }; defaultValue: 'desc' },
      {
        name: 'field'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'PairOrderField'; ofType: null } }
        defaultValue: null
      },
    ]
  }
  PairOrderField: { name: 'PairOrderField'; enumValues: 'absZ' | 'createdAt' | 'halfLife' | 'q' | 'y' | 'z' }
  PairSeries: {
    kind: 'OBJECT'
    name: 'PairSeries'
    fields: {
      entry: {
        name: 'entry'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      exit: {
        name: 'exit'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      formedAt: {
        name: 'formedAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      mean: {
        name: 'mean'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      sd: { name: 'sd'; type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } } }
      spread: {
        name: 'spread'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      stop: {
        name: 'stop'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      ts: {
        name: 'ts'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      x: {
        name: 'x'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      y: {
        name: 'y'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      z: { name: 'z'; type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } } }
    }
  }
  PairState: {
    kind: 'OBJECT'
    name: 'PairState'
    fields: {
      barTs: {
        name: 'barTs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      beta: { name: 'beta'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      enteredAt: { name: 'enteredAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      mean: { name: 'mean'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      recent: {
        name: 'recent'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
          }
        }
      }
      sd: { name: 'sd'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      side: {
        name: 'side'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Side'; ofType: null } }
      }
      spread: { name: 'spread'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      updatedAt: {
        name: 'updatedAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      z: { name: 'z'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  PairStateEvent: {
    kind: 'OBJECT'
    name: 'PairStateEvent'
    fields: {
      barTs: {
        name: 'barTs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      beta: { name: 'beta'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } }
      }
      mean: { name: 'mean'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      pairId: {
        name: 'pairId'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } }
      }
      sd: { name: 'sd'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      side: {
        name: 'side'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Side'; ofType: null } }
      }
      spread: { name: 'spread'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      z: { name: 'z'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  Query: {
    kind: 'OBJECT'
    name: 'Query'
    fields: {
      apiKeys: {
        name: 'apiKeys'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ApiKey'; ofType: null } }
          }
        }
      }
      backtest: { name: 'backtest'; type: { kind: 'OBJECT'; name: 'Backtest'; ofType: null } }
      backtests: {
        name: 'backtests'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'BacktestConnection'; ofType: null } }
      }
      bars: {
        name: 'bars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Bars'; ofType: null } }
      }
      instrument: { name: 'instrument'; type: { kind: 'OBJECT'; name: 'Instrument'; ofType: null } }
      instruments: {
        name: 'instruments'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'InstrumentConnection'; ofType: null } }
      }
      job: { name: 'job'; type: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      jobs: {
        name: 'jobs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'JobConnection'; ofType: null } }
      }
      node: { name: 'node'; type: { kind: 'INTERFACE'; name: 'Node'; ofType: null } }
      overview: {
        name: 'overview'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Overview'; ofType: null } }
      }
      pair: { name: 'pair'; type: { kind: 'OBJECT'; name: 'Pair'; ofType: null } }
      pairs: {
        name: 'pairs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PairConnection'; ofType: null } }
      }
      rateLimit: {
        name: 'rateLimit'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'RateLimit'; ofType: null } }
      }
      scan: { name: 'scan'; type: { kind: 'OBJECT'; name: 'Scan'; ofType: null } }
      scans: {
        name: 'scans'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ScanConnection'; ofType: null } }
      }
      schedules: {
        name: 'schedules'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Schedule'; ofType: null } }
          }
        }
      }
      sessions: {
        name: 'sessions'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Session'; ofType: null } }
          }
        }
      }
      signals: {
        name: 'signals'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'SignalConnection'; ofType: null } }
      }
      strategies: {
        name: 'strategies'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'StrategyForm'; ofType: null } }
          }
        }
      }
      users: {
        name: 'users'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'UserConnection'; ofType: null } }
      }
      viewer: { name: 'viewer'; type: { kind: 'OBJECT'; name: 'Viewer'; ofType: null } }
    }
  }
  RateLimit: {
    kind: 'OBJECT'
    name: 'RateLimit'
    fields: {
      cost: {
        name: 'cost'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      limit: {
        name: 'limit'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      remaining: {
        name: 'remaining'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      resetAt: {
        name: 'resetAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      used: {
        name: 'used'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  Role: { name: 'Role'; enumValues: 'admin' | 'researcher' | 'trader' | 'viewer' }
  RoleProcess: {
    kind: 'OBJECT'
    name: 'RoleProcess'
    fields: {
      beatAt: {
        name: 'beatAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      detail: {
        name: 'detail'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      pid: {
        name: 'pid'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      role: {
        name: 'role'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      stale: {
        name: 'stale'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      startedAt: {
        name: 'startedAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
    }
  }
  RunState: { name: 'RunState'; enumValues: 'cancelled' | 'done' | 'failed' | 'queued' | 'running' }
  Scan: {
    kind: 'OBJECT'
    name: 'Scan'
    fields: {
      bars: {
        name: 'bars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      belowFive: {
        name: 'belowFive'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      computeMs: {
        name: 'computeMs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      expectedByChance: {
        name: 'expectedByChance'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      expectedFalse: {
        name: 'expectedFalse'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      finishedAt: { name: 'finishedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      firstTs: { name: 'firstTs'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      histogram: {
        name: 'histogram'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
          }
        }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      job: { name: 'job'; type: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      kept: {
        name: 'kept'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      lastTs: { name: 'lastTs'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      owner: {
        name: 'owner'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
      pairs: {
        name: 'pairs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      request: {
        name: 'request'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      rows: {
        name: 'rows'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ScanRowConnection'; ofType: null } }
      }
      state: {
        name: 'state'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'RunState'; ofType: null } }
      }
      symbols: {
        name: 'symbols'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      tested: {
        name: 'tested'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      visibility: {
        name: 'visibility'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Visibility'; ofType: null } }
      }
    }
  }
  ScanConnection: {
    kind: 'OBJECT'
    name: 'ScanConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ScanEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  ScanEdge: {
    kind: 'OBJECT'
    name: 'ScanEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Scan'; ofType: null } }
      }
    }
  }
  ScanInput: {
    kind: 'INPUT_OBJECT'
    name: 'ScanInput'
    isOneOf: false
    inputFields: [
      { name: 'adjustment'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'directions'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'from'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'lags'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null }; defaultValue: null },
      { name: 'limits'; type: { kind: 'INPUT_OBJECT'; name: 'ScanLimitsInput'; ofType: null }; defaultValue: null },
      {
        name: 'pairs'
        type: {
          kind: 'LIST'
          name: never
          ofType: {
            kind: 'NON_NULL'
            name: never
            ofType: {
              kind: 'LIST'
              name: never
              ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
            }
          }
        }
        defaultValue: null
      },
      { name: 'source'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      {
        name: 'symbols'
        type: {
          kind: 'LIST'
          name: never
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        }
        defaultValue: null
      },
      { name: 'timeframe'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'to'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'venue'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'visibility'; type: { kind: 'ENUM'; name: 'Visibility'; ofType: null }; defaultValue: null },
      { name: 'watchKept'; type: { kind: 'SCALAR'; name: 'Boolean'; ofType: null }; defaultValue: null },
    ]
  }
  ScanLimitsInput: {
    kind: 'INPUT_OBJECT'
    name: 'ScanLimitsInput'
    isOneOf: false
    inputFields: [
      { name: 'halfLifeMax'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'halfLifeMin'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'overlapMin'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null }; defaultValue: null },
      { name: 'qMax'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
      { name: 'spreadSdMinBps'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null }; defaultValue: null },
    ]
  }
  ScanRow: {
    kind: 'OBJECT'
    name: 'ScanRow'
    fields: {
      alpha: { name: 'alpha'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      beta: { name: 'beta'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      correlation: { name: 'correlation'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      crit: {
        name: 'crit'
        type: {
          kind: 'LIST'
          name: never
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
        }
      }
      halfLife: { name: 'halfLife'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      halfLifeCi: {
        name: 'halfLifeCi'
        type: { kind: 'LIST'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      halfLifeExact: { name: 'halfLifeExact'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      kept: {
        name: 'kept'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      lags: { name: 'lags'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      n: { name: 'n'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } } }
      p: { name: 'p'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      pHolm: { name: 'pHolm'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      pair: { name: 'pair'; type: { kind: 'OBJECT'; name: 'Pair'; ofType: null } }
      q: { name: 'q'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      rank: {
        name: 'rank'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      rejected: { name: 'rejected'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      reversedP: { name: 'reversedP'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      reversedStat: { name: 'reversedStat'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      spark: {
        name: 'spark'
        type: {
          kind: 'LIST'
          name: never
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
        }
      }
      spreadSdBps: { name: 'spreadSdBps'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      stat: { name: 'stat'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      x: {
        name: 'x'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      y: {
        name: 'y'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      z: { name: 'z'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  ScanRowConnection: {
    kind: 'OBJECT'
    name: 'ScanRowConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ScanRowEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  ScanRowEdge: {
    kind: 'OBJECT'
    name: 'ScanRowEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'ScanRow'; ofType: null } }
      }
    }
  }
  Schedule: {
    kind: 'OBJECT'
    name: 'Schedule'
    fields: {
      cron: {
        name: 'cron'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      enabled: {
        name: 'enabled'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      jobKind: {
        name: 'jobKind'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      lastRunAt: { name: 'lastRunAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      name: {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      payload: {
        name: 'payload'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      timeZone: {
        name: 'timeZone'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  ScheduleInput: {
    kind: 'INPUT_OBJECT'
    name: 'ScheduleInput'
    isOneOf: false
    inputFields: [
      {
        name: 'cron'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      { name: 'enabled'; type: { kind: 'SCALAR'; name: 'Boolean'; ofType: null }; defaultValue: null },
      {
        name: 'jobKind'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'payload'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
        defaultValue: null
      },
      { name: 'timeZone'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'visibility'; type: { kind: 'ENUM'; name: 'Visibility'; ofType: null }; defaultValue: null },
    ]
  }
  Scope: { name: 'Scope'; enumValues: 'admin' | 'read' | 'research' | 'trade' }
  Series: {
    kind: 'OBJECT'
    name: 'Series'
    fields: {
      adjustment: {
        name: 'adjustment'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      count: {
        name: 'count'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      first: { name: 'first'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } } }
      last: { name: 'last'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      source: {
        name: 'source'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      timeframe: {
        name: 'timeframe'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  Session: {
    kind: 'OBJECT'
    name: 'Session'
    fields: {
      address: {
        name: 'address'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      current: {
        name: 'current'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      lastSeenAt: {
        name: 'lastSeenAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      userAgent: {
        name: 'userAgent'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  Side: { name: 'Side'; enumValues: 'flat' | 'long' | 'short' }
  Signal: {
    kind: 'OBJECT'
    name: 'Signal'
    fields: {
      barTs: {
        name: 'barTs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      beta: { name: 'beta'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      closedAt: {
        name: 'closedAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      kind: {
        name: 'kind'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'SignalKind'; ofType: null } }
      }
      pairId: {
        name: 'pairId'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } }
      }
      reason: {
        name: 'reason'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      side: {
        name: 'side'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Side'; ofType: null } }
      }
      simulated: {
        name: 'simulated'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } }
      }
      spread: { name: 'spread'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      strategy: {
        name: 'strategy'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      strength: {
        name: 'strength'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      x: {
        name: 'x'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      xClose: {
        name: 'xClose'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      y: {
        name: 'y'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      yClose: {
        name: 'yClose'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      z: { name: 'z'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
    }
  }
  SignalConnection: {
    kind: 'OBJECT'
    name: 'SignalConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'SignalEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  SignalEdge: {
    kind: 'OBJECT'
    name: 'SignalEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Signal'; ofType: null } }
      }
    }
  }
  SignalEvent: {
    kind: 'OBJECT'
    name: 'SignalEvent'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } }
      }
      signal: {
        name: 'signal'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Signal'; ofType: null } }
      }
    }
  }
  SignalKind: { name: 'SignalKind'; enumValues: 'ENTER' | 'EXIT' | 'REBALANCE' | 'STOP' }
  SocketTicket: {
    kind: 'OBJECT'
    name: 'SocketTicket'
    fields: {
      expiresAt: {
        name: 'expiresAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      ticket: {
        name: 'ticket'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  SortOrder: { name: 'SortOrder'; enumValues: 'asc' | 'desc' }
  StrategyForm: {
    kind: 'OBJECT'
    name: 'StrategyForm'
    fields: {
      legsMax: {
        name: 'legsMax'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      legsMin: {
        name: 'legsMin'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      name: {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      schema: {
        name: 'schema'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } }
      }
      title: {
        name: 'title'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  String: unknown
  Subscription: {
    kind: 'OBJECT'
    name: 'Subscription'
    fields: {
      bars: {
        name: 'bars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'BarEvent'; ofType: null } }
      }
      jobProgress: {
        name: 'jobProgress'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Job'; ofType: null } }
      }
      pairState: {
        name: 'pairState'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PairStateEvent'; ofType: null } }
      }
      signals: {
        name: 'signals'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'SignalEvent'; ofType: null } }
      }
    }
  }
  Token: {
    kind: 'OBJECT'
    name: 'Token'
    fields: {
      expiresAt: {
        name: 'expiresAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      token: {
        name: 'token'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  Trade: {
    kind: 'OBJECT'
    name: 'Trade'
    fields: {
      bars: {
        name: 'bars'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
      costs: {
        name: 'costs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      entryAt: {
        name: 'entryAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      entryReading: { name: 'entryReading'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      entryReason: {
        name: 'entryReason'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      entryTs: {
        name: 'entryTs'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      exitAt: { name: 'exitAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      exitKind: { name: 'exitKind'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      exitReason: { name: 'exitReason'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      exitTs: { name: 'exitTs'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      legs: {
        name: 'legs'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'TradeLeg'; ofType: null } }
          }
        }
      }
      n: { name: 'n'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } } }
      netBps: {
        name: 'netBps'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      pnl: {
        name: 'pnl'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      side: {
        name: 'side'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Side'; ofType: null } }
      }
    }
  }
  TradeConnection: {
    kind: 'OBJECT'
    name: 'TradeConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'TradeEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  TradeEdge: {
    kind: 'OBJECT'
    name: 'TradeEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Trade'; ofType: null } }
      }
    }
  }
  TradeLeg: {
    kind: 'OBJECT'
    name: 'TradeLeg'
    fields: {
      entryPrice: {
        name: 'entryPrice'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      exitPrice: { name: 'exitPrice'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      quantity: {
        name: 'quantity'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Float'; ofType: null } }
      }
      symbol: {
        name: 'symbol'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
    }
  }
  User: {
    kind: 'OBJECT'
    name: 'User'
    fields: {
      createdAt: {
        name: 'createdAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      disabledAt: { name: 'disabledAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      id: { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } } }
      name: {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      role: {
        name: 'role'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Role'; ofType: null } }
      }
    }
  }
  UserConnection: {
    kind: 'OBJECT'
    name: 'UserConnection'
    fields: {
      edges: {
        name: 'edges'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'UserEdge'; ofType: null } }
          }
        }
      }
      pageInfo: {
        name: 'pageInfo'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } }
      }
      totalCount: {
        name: 'totalCount'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } }
      }
    }
  }
  UserEdge: {
    kind: 'OBJECT'
    name: 'UserEdge'
    fields: {
      cursor: {
        name: 'cursor'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      node: {
        name: 'node'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
    }
  }
  UserInput: {
    kind: 'INPUT_OBJECT'
    name: 'UserInput'
    isOneOf: false
    inputFields: [
      {
        name: 'name'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'role'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Role'; ofType: null } }
        defaultValue: null
      },
    ]
  }
  UserLink: {
    kind: 'OBJECT'
    name: 'UserLink'
    fields: {
      expiresAt: {
        name: 'expiresAt'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } }
      }
      path: {
        name: 'path'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
      }
      user: {
        name: 'user'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
    }
  }
  Viewer: {
    kind: 'OBJECT'
    name: 'Viewer'
    fields: {
      role: {
        name: 'role'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Role'; ofType: null } }
      }
      scopes: {
        name: 'scopes'
        type: {
          kind: 'NON_NULL'
          name: never
          ofType: {
            kind: 'LIST'
            name: never
            ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'Scope'; ofType: null } }
          }
        }
      }
      sessionId: { name: 'sessionId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } }
      user: {
        name: 'user'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'User'; ofType: null } }
      }
    }
  }
  Visibility: { name: 'Visibility'; enumValues: 'private' | 'shared' }
  WatchPairInput: {
    kind: 'INPUT_OBJECT'
    name: 'WatchPairInput'
    isOneOf: false
    inputFields: [
      { name: 'adjustment'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'params'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null }; defaultValue: null },
      { name: 'scanId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null }; defaultValue: null },
      { name: 'source'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'timeframe'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'venue'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'visibility'; type: { kind: 'ENUM'; name: 'Visibility'; ofType: null }; defaultValue: null },
      {
        name: 'x'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
      {
        name: 'y'
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } }
        defaultValue: null
      },
    ]
  }
}

/** An IntrospectionQuery representation of your schema.
 *
 * @remarks
 * This is an introspection of your schema saved as a file by GraphQLSP.
 * It will automatically be used by `gql.tada` to infer the types of your GraphQL documents.
 * If you need to reuse this data or update your `scalars`, update `tadaOutputLocation` to
 * instead save to a .ts instead of a .d.ts file.
 */
export type introspection = {
  name: never
  query: 'Query'
  mutation: 'Mutation'
  subscription: 'Subscription'
  types: introspection_types
}

import * as gqlTada from 'gql.tada'

declare module 'gql.tada' {
  interface setupSchema {
    introspection: introspection
  }
}
