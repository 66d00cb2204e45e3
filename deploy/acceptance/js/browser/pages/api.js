// REST as a browser does it: from another origin, with the headers that the app sends.
const { api, token, device } = globalThis.session;

export async function call(method, path, body, headers = {}) {
  const response = await fetch(`${api}/api/v1${path}`, {
    method,
    headers: {
      ...(device && { 'x-device-id': device, 'x-device-model': 'Pixel 7', 'x-app-version': '2.1.0', platform: 'Android' }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  return { ...answer, status: response.status, requestId: response.headers.get('x-request-id') };
}

export const element = (id) => document.getElementById(id);

export function show(id, text) {
  element(id).textContent = text;
  element(id).hidden = false;
}

export function make(tag, name, text) {
  return Object.assign(document.createElement(tag), { className: name, textContent: text });
}

export const ago = (time) => `${Math.max(0, Math.round((Date.now() - Date.parse(time)) / 60_000))} min ago`;
