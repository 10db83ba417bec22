// A row of tabs: people, chats or topics, one of them chosen, with what is unread.

import { el, find } from './dom.js'

const MOST_SHOWN = 99
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** `inside` gives what stands in a tab; what is given to `draw` has id, chosen and unread. */
export function tabs({ root, controls, inside, onChoose }) {
  let drawn = new Map()

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

  /** A tab stays the same button, so that news never swallows the press of a finger. */
  function draw(items) {
    const next = new Map(items.map((item, place) => [item.id, drawn.get(item.id) ?? { node: tab(item), place }]))
    for (const item of items) update(next.get(item.id), item)
    const isSame = [...next.keys()].join() === [...drawn.keys()].join()
    drawn = next
    if (isSame) return
    const focused = root.contains(document.activeElement)
    root.replaceChildren(...[...next.values()].map(({ node }) => node))
    if (focused) find('[aria-selected=true]', root)?.focus()
  }

  function tab({ id }) {
    return el('button', { type: 'button', role: 'tab', class: 'tab', 'data-id': id, 'aria-controls': controls })
  }

  function update(one, item) {
    const signature = JSON.stringify(item)
    if (one.signature === signature) return
    one.signature = signature
    one.node.setAttribute('aria-selected', String(item.chosen))
    one.node.tabIndex = item.chosen ? 0 : -1
    one.node.replaceChildren(...inside(item, one.place).filter(Boolean), ...(item.unread > 0 ? [badge(item.unread)] : []))
    if (item.chosen) one.node.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  return { draw }
}

function badge(unread) {
  const shown = unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread)
  return el('span', { class: 'unread', 'aria-label': `${shown} new` }, shown)
}
