// Where a person writes: a line that grows, the command list, and editing what was said.

import { el, find, show } from './dom.js'

const SLASH_WORD = /^\/\w*$/

export function composer({ onSay, onEdit }) {
  const form = find('.composer')
  const field = find('textarea', form)
  const slash = find('.slash', form)
  const strip = find('.editing', form)
  const menu = find('.menu')
  const drafts = new Map()
  let chat = ''
  let state = null
  let edited = null

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  field.addEventListener('input', () => {
    grow()
    if (SLASH_WORD.test(field.value)) openMenu(field.value)
    else closeMenu()
  })
  field.addEventListener('keydown', onKey)
  slash.addEventListener('click', () => (menu.hidden ? openMenu('/') : closeMenu()))
  find('button', strip).addEventListener('click', stopEditing)
  menu.addEventListener('keydown', onMenuKey)
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.menu,.slash,.composer')) closeMenu()
  })

  function onKey(event) {
    if (event.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape') {
      if (!menu.hidden) closeMenu()
      else stopEditing()
    } else if (event.key === 'ArrowUp' && field.value === '') {
      event.preventDefault()
      startEditing(lastOwn(state))
    } else if (event.key === 'ArrowDown' && !menu.hidden) {
      event.preventDefault()
      menu.firstElementChild?.focus()
    }
  }

  function onMenuKey(event) {
    if (event.key === 'Escape') {
      closeMenu()
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

  function openMenu(typed) {
    const commands = state ? state.commands.filter(({ command }) => `/${command}`.startsWith(typed)) : []
    if (!commands.length && typed !== '/') return closeMenu()
    menu.replaceChildren(...(commands.length ? commands.map(item) : [el('p', {}, 'The bot has not set its menu yet.')]))
    show(menu, true)
    slash.setAttribute('aria-expanded', 'true')
  }

  function item({ command, description }) {
    const choose = () => {
      closeMenu()
      if (field.value.startsWith('/')) write('')
      field.focus()
      onSay(`/${command}`)
    }
    return el('button', { type: 'button', onclick: choose }, el('b', {}, `/${command}`), el('span', {}, description))
  }

  function closeMenu() {
    show(menu, false)
    slash.setAttribute('aria-expanded', 'false')
  }

  function submit() {
    const text = field.value.trim()
    if (!text || field.readOnly) return
    closeMenu()
    const message = edited
    edited = null
    drawStrip()
    write('')
    const done = message ? onEdit(message, text) : onSay(text)
    done.then((kept) => {
      if (!kept && field.value === '') write(text)
    })
  }

  function startEditing(message) {
    if (!message || !message.mine || message.kind !== 'text' || field.readOnly) return
    edited = message
    drawStrip()
    write(message.text)
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  function stopEditing() {
    if (!edited) return
    edited = null
    drawStrip()
    write('')
    field.focus()
  }

  function drawStrip() {
    show(strip, edited !== null)
    find('span', strip).textContent = edited ? edited.text.split('\n', 1)[0] : ''
    find('.send', form).setAttribute('aria-label', edited ? 'Save the edit' : 'Send')
  }

  function write(text) {
    field.value = text
    grow()
  }

  function grow() {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
    form.classList.toggle('filled', field.value.trim() !== '')
  }

  function draw(next) {
    const nextChat = `${next.epoch}/${next.who}`
    if (nextChat !== chat) changeChat(nextChat)
    state = next
    field.readOnly = next.busy !== ''
    field.placeholder = next.busy ? 'A week is being played' : 'Message'
    if (edited && !next.messages.some(({ id }) => id === edited.id)) stopEditing()
  }

  function changeChat(nextChat) {
    if (edited) {
      edited = null
      drawStrip()
    } else if (chat) {
      drafts.set(chat, field.value)
    }
    chat = nextChat
    closeMenu()
    write(drafts.get(chat) ?? '')
  }

  return { draw, startEditing, focus: () => field.focus() }
}

const lastOwn = (state) => state?.messages.findLast(({ mine, kind }) => mine && kind === 'text')
