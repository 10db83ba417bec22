// The list of commands above the line one writes in.

import { el, find, show } from './dom.js'

const SLASH_WORD = /^\/\w*$/

export function commandMenu({ field, onChoose }) {
  const menu = find('.menu')
  const slash = find('.slash')
  let commands = []

  slash.addEventListener('click', () => (menu.hidden ? open('/') : close()))
  menu.addEventListener('keydown', onKey)
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.menu,.slash,.composer')) close()
  })

  function onKey(event) {
    if (event.key === 'Escape') {
      close()
      field.focus()
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (!(event.key in steps)) return
    event.preventDefault()
    const items = [...menu.children]
    const next = items[items.indexOf(document.activeElement) + steps[event.key]]
    if (next) next.focus()
    else if (event.key === 'ArrowUp') field.focus()
  }

  function open(typed) {
    const fitting = commands.filter(({ command }) => `/${command}`.startsWith(typed))
    if (!fitting.length && typed !== '/') return close()
    menu.replaceChildren(...(fitting.length ? fitting.map(item) : [el('p', {}, 'The bot has not set its menu yet.')]))
    show(menu, true)
    slash.setAttribute('aria-expanded', 'true')
  }

  function item({ command, description }) {
    const choose = () => {
      close()
      onChoose(`/${command}`)
    }
    return el('button', { type: 'button', onclick: choose }, el('b', {}, `/${command}`), el('span', {}, description))
  }

  function close() {
    show(menu, false)
    slash.setAttribute('aria-expanded', 'false')
  }

  return {
    close,
    typed: (text) => (SLASH_WORD.test(text) ? open(text) : close()),
    isOpen: () => !menu.hidden,
    enter: () => menu.firstElementChild?.focus(),
    draw: (state) => {
      commands = state.commands
    },
  }
}
