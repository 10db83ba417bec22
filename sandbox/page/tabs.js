// A row of tabs: people, chats or topics, one of them chosen, with what is unread.

import { el, find } from './dom.js'

const MOST_SHOWN = 99
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** `inside` gives what stands in a tab; what is given to `draw` has id, chosen and unread. */
export function tabs({ root, controls, inside, onChoose }) {
  let signature = ''

  root.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]')
    if (tab) onChoose(Number(tab.dataset.id))
  })
  root.addEventListener('keydown', (event) => {
    if (!(event.key in STEPS) || event.altKey) return
    event.preventDefault()
    const all = [...root.children]
    const place = all.indexOf(document.activeElement) + STEPS[event.key]
    const tab = all[(place + all.length) % all.length]
    tab.focus()
    onChoose(Number(tab.dataset.id))
  })

  function draw(items) {
    const next = JSON.stringify(items)
    if (next === signature) return
    signature = next
    const focused = root.contains(document.activeElement)
    root.replaceChildren(...items.map(tab))
    const chosen = find('[aria-selected=true]', root)
    if (focused) chosen?.focus()
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  function tab(item, place) {
    return el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        'data-id': item.id,
        'aria-selected': String(item.chosen),
        'aria-controls': controls,
        tabindex: item.chosen ? 0 : -1,
      },
      ...inside(item, place),
      item.unread > 0 ? badge(item.unread) : null,
    )
  }

  return { draw }
}

function badge(unread) {
  const shown = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread)
  return el('span', { class: 'unread', 'aria-label': `${shown} new` }, shown)
}
