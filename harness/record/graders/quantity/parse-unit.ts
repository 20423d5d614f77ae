import { convert, getMeasureKind, MeasureKind } from 'convert';

/** A unit that quantities can be compared in. Two units are of one dimension where `dimension` is the same. */
export interface Unit {
  readonly dimension: string;
  /** How much of the dimension's base unit one of it is; 1 for what is never converted (a temperature, a currency). */
  readonly factor: number;
}

/** What has no conversion that holds everywhere and always, under all its names: equal names are equal units. */
const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '°C': ['°c', 'c', 'celsius', 'degrees celsius', 'degree celsius', 'degc', 'centigrade'],
    '°F': ['°f', 'f', 'fahrenheit', 'degrees fahrenheit', 'degree fahrenheit', 'degf'],
    K: ['k', 'kelvin', 'kelvins'],
    USD: ['$', 'usd', 'us$', 'dollar', 'dollars', 'us dollars'],
    EUR: ['€', 'eur', 'euro', 'euros'],
    GBP: ['£', 'gbp', 'pounds sterling'],
    JPY: ['¥', 'jpy', 'yen'],
    '%': ['%', 'percent', 'per cent', 'percentage points'],
  }).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)),
);

/** Common ways of writing that the library does not know. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mph: 'mi/h',
    kph: 'km/h',
    kmh: 'km/h',
    kmph: 'km/h',
    mps: 'm/s',
    knot: 'nmi/h',
    knots: 'nmi/h',
    mpg: 'mi/gal',
    kbps: 'kb/s',
    mbps: 'Mb/s',
    gbps: 'Gb/s',
    sec: 's',
    secs: 's',
    hr: 'h',
    hrs: 'h',
    mins: 'min',
    cc: 'cm3',
    'light year': 'ly',
    'light years': 'ly',
    micron: 'µm',
    microns: 'µm',
    us: 'µs',
    'sq km': 'km2',
    'sq m': 'm2',
    'sq cm': 'cm2',
  }),
);

/** Base units of the library's dimensions, by any unit of each. */
const BASES: ReadonlyMap<MeasureKind, string> = new Map([
  [MeasureKind.Angle, 'rad'],
  [MeasureKind.Area, 'm2'],
  [MeasureKind.Data, 'bit'],
  [MeasureKind.Energy, 'J'],
  [MeasureKind.Force, 'N'],
  [MeasureKind.Frequency, 'Hz'],
  [MeasureKind.Length, 'm'],
  [MeasureKind.Mass, 'g'],
  [MeasureKind.Power, 'W'],
  [MeasureKind.Pressure, 'Pa'],
  [MeasureKind.Time, 's'],
  [MeasureKind.Volume, 'l'],
]);

const LONGEST = 60;

/** The unit that a text names: "km", "metres", "°C", "km/h", "miles per hour", "m^2"; `undefined` for anything else. */
export function parseUnit(text: string): Unit | undefined {
  if (text.length > LONGEST) return undefined;
  const name = text.trim().replace(/\^?\{?([23])\}?$/, '$1');
  const fixed = FIXED.get(name.toLowerCase());
  if (fixed !== undefined) return { dimension: fixed, factor: 1 };
  const written = ALIASES.get(name.toLowerCase()) ?? name;
  return simpleUnit(written) ?? ratio(written);
}

/** "km/h", "kilometres per hour", "grams a day" is none. */
function ratio(text: string): Unit | undefined {
  const parts = text.split(/\s?\/\s?|\sper\s/);
  if (parts.length !== 2) return undefined;
  const [top, bottom] = parts.map((part) => parseUnit(part));
  if (top === undefined || bottom === undefined) return undefined;
  return { dimension: `${top.dimension}/${bottom.dimension}`, factor: top.factor / bottom.factor };
}

/** As written, else in small letters: "Km" and "Metres" are clear, "MB" and "Mb" differ. */
function simpleUnit(name: string): Unit | undefined {
  for (const written of [name, name.toLowerCase()]) {
    const kind = getMeasureKind(written);
    const base = kind === undefined ? undefined : BASES.get(kind);
    if (base !== undefined) return { dimension: MeasureKind[kind!], factor: converted(written, base) };
  }
  return undefined;
}

/** The library types its units as literals; these were looked up. */
function converted(from: string, to: string): number {
  return (convert(1, from as 'm') as { to(unit: string): number }).to(to);
}
