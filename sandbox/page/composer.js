// Where a person writes: a line that grows, and above it what is edited, answered or attached.

import { commandMenu } from './commands.js'
import { find, show } from './dom.js'

const EMPTY = { text: '', edited: null, answered: null, file: null }

/** Every chat has a draft of its own. */
export function composer({ onSay, onCommand, onEdit, onFile }) {
  const form = find('.composer')
  const field = find('textarea', form)
  const strip = find('.strip', form)
  const drafts = new Map()
  const menu = commandMenu({ field, onChoose: choose })
  let chat = ''
  let state = null
  let draft = { ...EMPTY }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  field.addEventListener('input', () => {
    grow()
    menu.typed(field.value)
  })
  field.addEventListener('keydown', onKey)
  find('button', strip).addEventListener('click', drop)

  function onKey(event) {
    if (event.isComposing || event.altKey) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape') {
      if (menu.isOpen()) menu.close()
      else drop()
    } else if (event.key === 'ArrowUp' && field.value === '') {
      event.preventDefault()
      startEditing(lastOwn(state))
    } else if (event.key === 'ArrowDown' && menu.isOpen()) {
      event.preventDefault()
      menu.enter()
    }
  }

  function choose(command) {
    if (field.value.startsWith('/')) write('')
    field.focus()
    onCommand(command)
  }

  function submit() {
    const text = field.value.trim()
    if ((!text && !draft.file) || field.readOnly) return
    menu.close()
    const from = chat
    const sent = { ...draft, text }
    begin(EMPTY)
    deliver(sent).then((kept) => kept || giveBack(from, sent))
  }

  function deliver({ text, edited, answered, file }) {
    if (file) return onFile(file, text)
    return edited ? onEdit(edited, text) : onSay(text, answered)
  }

  /** What did not arrive comes back to where it was written, unless something else stands there. */
  function giveBack(from, sent) {
    if (from !== chat) drafts.set(from, drafts.get(from)?.text ? drafts.get(from) : sent)
    else if (field.value === '' && !draft.file) begin(sent)
  }

  function begin(next) {
    draft = { ...next }
    drawStrip()
    write(next.text)
  }

  function startEditing(message) {
    if (!message || !message.mine || message.kind !== 'text' || field.readOnly) return
    begin({ ...EMPTY, text: message.text, edited: message })
    toField()
  }

  function answer(message) {
    if (field.readOnly) return
    begin({ ...EMPTY, text: draft.edited ? '' : field.value, answered: message })
    toField()
  }

  function attach(file) {
    begin({ ...EMPTY, text: draft.edited ? '' : field.value, file })
    toField()
  }

  function toField() {
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  }

  function drop() {
    if (!draft.edited && !draft.answered && !draft.file) return
    begin({ ...EMPTY, text: draft.edited ? '' : field.value })
    field.focus()
  }

  function drawStrip() {
    const { edited, answered, file } = draft
    const message = edited ?? answered
    show(strip, Boolean(message ?? file))
    find('b', strip).textContent = edited ? 'Edit' : answered ? 'Reply' : 'Send'
    find('span', strip).textContent = message ? message.text.split('\n', 1)[0] || message.from : (file?.name ?? '')
    find('button', strip).setAttribute('aria-label', edited ? 'Cancel editing' : answered ? 'Cancel the reply' : 'Send no file')
    find('.send', form).setAttribute('aria-label', edited ? 'Save the edit' : 'Send')
    mark()
  }

  function write(text) {
    field.value = text
    grow()
  }

  function grow() {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
    mark()
  }

  function mark() {
    form.classList.toggle('filled', field.value.trim() !== '' || draft.file !== null)
  }

  function draw(next) {
    const nextChat = `${next.epoch}/${next.who}/${next.chat}/${next.topic}`
    if (nextChat !== chat) changeChat(nextChat)
    state = next
    menu.draw(next)
    field.readOnly = next.busy !== ''
    field.placeholder = next.busy ? 'Being played' : 'Message'
    const isGone = !next.pending && draft.edited && !next.messages.some(({ id }) => id === draft.edited.id)
    if (isGone) drop()
  }

  function changeChat(nextChat) {
    if (chat) drafts.set(chat, { ...draft, text: field.value })
    chat = nextChat
    menu.close()
    begin(drafts.get(chat) ?? EMPTY)
  }

  return { draw, startEditing, answer, attach, focus: () => field.focus() }
}

const lastOwn = (state) => state?.messages.findLast(({ mine, kind }) => mine && kind === 'text')
