// Dialogs: one at a time, closed by Esc, by a tap beside them, or by their own button.

import { find } from './dom.js'

for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close()
  })
}

/** Focus goes back to what opened it, or to its place in the chat when that was drawn anew. */
export function open(dialog) {
  const opener = document.activeElement
  const id = opener?.closest('.message')?.dataset.id
  dialog.showModal()
  dialog.addEventListener(
    'close',
    () => {
      if (opener?.isConnected || id === undefined) return
      const message = find(`.message[data-id="${id}"]`)
      const again = message && (find(`.${opener.classList[0]}`, message) ?? find('.more', message))
      ;(again ?? find('.log')).focus({ preventScroll: true })
    },
    { once: true },
  )
}

/** True when the one who was asked said yes; without a `yes` there is nothing to decide. */
export function ask({ title = '', words, yes = '' }) {
  const dialog = find('.asking')
  find('h2', dialog).textContent = title
  find('h2', dialog).hidden = !title
  find('#asking-words').textContent = words
  dialog.setAttribute('aria-labelledby', title ? 'asking-title' : 'asking-words')
  const button = find('[data-yes]', dialog)
  const close = find('[data-close]', dialog)
  button.hidden = !yes
  button.textContent = yes
  close.textContent = yes ? 'Cancel' : 'OK'
  open(dialog)
  close.focus()
  return new Promise((resolve) => {
    let said = false
    button.onclick = () => {
      said = true
      dialog.close()
    }
    dialog.addEventListener('close', () => resolve(said), { once: true })
  })
}
