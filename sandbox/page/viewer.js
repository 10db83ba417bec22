// A photo opens large; Esc or Close leads back to its message.

import { open } from './dialogs.js'
import { find } from './dom.js'

export function showPhoto(message) {
  const dialog = find('.viewer')
  const { href, name, width, height } = message.file
  const image = find('img', dialog)
  const words = message.text || `Photo from ${message.mine ? 'you' : message.from}`
  Object.assign(image, { src: href, alt: words, width, height })
  find('p', dialog).textContent = message.text
  Object.assign(find('.viewer-save', dialog), { href, download: name })
  open(dialog)
}
