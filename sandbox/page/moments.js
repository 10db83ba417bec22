// Dates and times as people in this world read them.

let formats = formatsFor('Asia/Manila')

export function useZone(zone) {
  if (zone !== formats.zone) formats = formatsFor(zone)
}

export const hour = (at) => formats.hour.format(at)
export const shortDay = (at) => formats.shortDay.format(at)
export const longDay = (at) => formats.longDay.format(at)
export const fullMoment = (at) => `${formats.longDay.format(at)}, ${formats.hour.format(at)}`
/** "2026-08-04": equal for moments of one local day. */
export const dayKey = (at) => formats.key.format(at)

export const monthName = (at) => formats.month.format(at)

export function minuteOfDay(at) {
  const [hours, minutes] = formats.plain.format(at).split(':').map(Number)
  return (hours % 24) * 60 + minutes
}

export const daysBetween = (from, to) =>
  Math.round((Date.parse(dayKey(to)) - Date.parse(dayKey(from))) / 86_400_000)

function formatsFor(zone) {
  const format = (options, language = 'en-US') =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options })
  return {
    zone,
    hour: format({ hour: 'numeric', minute: '2-digit', hour12: true }),
    shortDay: format({ weekday: 'short', month: 'short', day: 'numeric' }),
    longDay: format({ weekday: 'long', month: 'long', day: 'numeric' }),
    month: format({ month: 'long', year: 'numeric' }),
    key: format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA'),
    plain: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, 'en-GB'),
  }
}
