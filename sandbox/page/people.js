// Whose phone it is: a tab for each person, with what arrived while one looked elsewhere.

import { el, find } from './dom.js'

export function people({ onChoose }) {
  const root = find('.people')
  const seen = new Map()
  let epoch = 0

  root.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]')
    if (tab) onChoose(Number(tab.dataset.who))
  })
  root.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
    if (!(event.key in steps)) return
    event.preventDefault()
    const tabs = [...root.children]
    const place = tabs.indexOf(document.activeElement) + steps[event.key]
    const tab = tabs[(place + tabs.length) % tabs.length]
    tab.focus()
    onChoose(Number(tab.dataset.who))
  })

  function draw(state) {
    if (state.epoch !== epoch) seen.clear()
    epoch = state.epoch
    const focused = root.contains(document.activeElement)
    const tabs = state.people.map((person, place) => tab(person, { place, chosen: person.id === state.who }))
    root.replaceChildren(...tabs)
    if (focused) find('[aria-selected=true]', root)?.focus()
  }

  function tab(person, { place, chosen }) {
    if (chosen || !seen.has(person.id)) seen.set(person.id, person.received)
    const unread = person.received - seen.get(person.id)
    return el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'person',
        'data-who': person.id,
        'aria-selected': String(chosen),
        'aria-controls': 'phone',
        tabindex: chosen ? 0 : -1,
      },
      el('span', { class: `face face-${place % 4}`, 'aria-hidden': 'true' }, [...person.name][0] ?? '?'),
      el('span', { class: 'person-name', dir: 'auto' }, person.name),
      el('span', { class: 'person-label' }, person.label),
      el('span', { class: 'person-last', 'aria-hidden': 'true', dir: 'auto' }, person.last || 'nothing said yet'),
      unread > 0 ? el('span', { class: 'unread', 'aria-label': `${unread} new` }, String(unread)) : null,
    )
  }

  return { draw }
}
