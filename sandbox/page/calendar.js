// The month around today, drawn anew when the day changes.

import { el, find } from './dom.js'
import { dayKey, monthName } from './moments.js'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const DAY_MS = 86_400_000

export function calendar() {
  const root = find('.month')
  const side = find('.side')
  const toggle = find('.month-toggle')
  let shown = ''

  toggle.addEventListener('click', () => unfold(toggle.getAttribute('aria-expanded') !== 'true'))
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.clock')) unfold(false)
  })
  side.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') unfold(false)
  })

  /** On a narrow page it is folded away behind the clock. */
  function unfold(open) {
    toggle.setAttribute('aria-expanded', String(open))
    root.classList.toggle('open', open)
  }

  return function draw(at) {
    const today = dayKey(at)
    if (today === shown) return
    shown = today
    root.replaceChildren(month(today, monthName(at)))
  }
}

function month(today, name) {
  const weeks = weeksAround(today)
  return el(
    'table',
    {},
    el('caption', {}, name),
    el('thead', {}, el('tr', {}, ...DAYS.map((day) => el('th', { scope: 'col', abbr: day }, day[0])))),
    el('tbody', {}, ...weeks.map((week) => el('tr', {}, ...week.map((day) => cell(day, today))))),
  )
}

function cell(day, today) {
  const isToday = day?.key === today
  return el('td', { 'aria-current': isToday ? 'date' : null }, day ? el('span', {}, String(day.date)) : null)
}

/** Rows of seven; what belongs to another month stays empty. */
function weeksAround(today) {
  const [year, number] = today.split('-').map(Number)
  const first = Date.UTC(year, number - 1, 1)
  const length = (Date.UTC(year, number, 1) - first) / DAY_MS
  const days = Array.from({ length }, (_, place) => {
    return { date: place + 1, key: `${today.slice(0, 8)}${String(place + 1).padStart(2, '0')}` }
  })
  const cells = [...Array(new Date(first).getUTCDay()).fill(null), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day] ?? null),
  )
}
