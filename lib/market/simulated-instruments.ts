import type { InstrumentKind } from '#lib/contracts/instruments.ts'

export interface SimulatedInstrument {
  readonly symbol: string
  readonly name: string
  /** Sector. */
  readonly group: string
  readonly kind: InstrumentKind
  readonly currency: string
  readonly tick: string
  readonly lot: string
  readonly calendar: string
  /** Level about which the price wanders. */
  readonly price: number
}

/** A relation that was put in: log y = α + β log x + spread, the spread returning with its half-life. */
export interface PlantedPair {
  readonly y: string
  readonly x: string
  readonly beta: number
  /** In bars. */
  readonly halfLife: number
  /** Standard deviation of the spread in basis points. */
  readonly spreadSdBps: number
  /** The relation is lost in the second half of every era and comes back with the next. */
  readonly breaks: boolean
}

const groups: Record<string, [symbol: string, name: string, price: number][]> = {
  Energy: [
    ['ALFA', 'Alfa Petroleum', 84],
    ['BRAV', 'Bravo Oil', 61],
    ['DELT', 'Delta Gas', 37],
    ['FOXT', 'Foxtrot Drilling', 22],
    ['ORIO', 'Orion Pipelines', 48],
    ['HYDR', 'Hydra Power', 118],
  ],
  Banks: [
    ['CHAR', 'Charlie Bank', 142],
    ['GOLF', 'Golf Financial', 97],
    ['INDI', 'India Street Trust', 55],
    ['LIMA', 'Lima Savings', 31],
    ['PAPA', 'Papa Holdings', 203],
    ['VICT', 'Victor Insurance', 76],
  ],
  Technology: [
    ['ECHO', 'Echo Systems', 310],
    ['KILO', 'Kilo Networks', 188],
    ['NOVR', 'November Robotics', 64],
    ['OSCR', 'Oscar Software', 127],
    ['QUEB', 'Quebec Circuits', 415],
    ['XRAY', 'Xray Imaging', 92],
  ],
  Consumer: [
    ['HOTL', 'Hotel Group', 71],
    ['JULI', 'Juliet Foods', 58],
    ['MIKE', 'Mike Beverages', 63],
    ['ROMO', 'Romeo Stores', 156],
    ['TANG', 'Tango Apparel', 44],
    ['WHIS', 'Whiskey Distillers', 109],
  ],
  Metals: [
    ['SIER', 'Sierra Mining', 29],
    ['UNIF', 'Uniform Steel', 52],
    ['YANK', 'Yankee Copper', 41],
    ['ZULU', 'Zulu Gold', 87],
    ['DRAC', 'Draco Silver', 25],
    ['VELA', 'Vela Aluminium', 68],
  ],
  Transport: [
    ['LYRA', 'Lyra Airlines', 33],
    ['CYGN', 'Cygnus Rail', 132],
    ['AQUI', 'Aquila Air Cargo', 74],
    ['CORV', 'Corvus Shipping', 46],
    ['PAVO', 'Pavo Logistics', 104],
    ['PHOE', 'Phoenix Motors', 221],
  ],
}

/** Thirty-six instruments in six sectors, in a fixed order. */
export const simulatedInstruments: readonly SimulatedInstrument[] = Object.entries(groups).flatMap(([group, list]) =>
  list.map(([symbol, name, price]) => ({
    symbol,
    name,
    group,
    kind: 'synthetic' as const,
    currency: 'USD',
    tick: price < 50 ? '0.001' : '0.01',
    lot: '1',
    calendar: '24/7',
    price,
  })),
)

export const plantedPairs: readonly PlantedPair[] = [
  { y: 'ALFA', x: 'BRAV', beta: 0.95, halfLife: 9, spreadSdBps: 42, breaks: false },
  { y: 'CHAR', x: 'GOLF', beta: 1.1, halfLife: 12, spreadSdBps: 46, breaks: false },
  { y: 'ECHO', x: 'KILO', beta: 0.85, halfLife: 8, spreadSdBps: 44, breaks: false },
  { y: 'JULI', x: 'MIKE', beta: 1, halfLife: 10, spreadSdBps: 41, breaks: false },
  { y: 'ZULU', x: 'YANK', beta: 0.8, halfLife: 14, spreadSdBps: 48, breaks: false },
  { y: 'CYGN', x: 'PAVO', beta: 1.05, halfLife: 11, spreadSdBps: 43, breaks: false },
  { y: 'PAPA', x: 'VICT', beta: 0.9, halfLife: 16, spreadSdBps: 50, breaks: false },
  { y: 'UNIF', x: 'VELA', beta: 1.2, halfLife: 13, spreadSdBps: 47, breaks: true },
]
