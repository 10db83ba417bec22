// Elements made of values, never of markup: no text of a chat is ever read as HTML.

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (name === 'class') node.className = value
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''))
  return node
}

export const find = (selector, within = document) => within.querySelector(selector)

export function show(node, visible) {
  node.hidden = !visible
}

const PATHS = {
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  file: 'M5 2.5h6l4 4v11H5zM11 2.5v4h4',
  save: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  copy: 'M7 7h9v9H7zM4 12.5V4h8.5',
  away: 'M7 5h8v8M15 5L6 14',
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
