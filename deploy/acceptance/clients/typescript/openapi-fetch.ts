// Types only: what openapi-typescript makes, as openapi-fetch reads it. It has to compile.
import createClient from 'openapi-fetch';
import type { components, paths } from './target/support';

export async function firstTicket(baseUrl: string, token: string, device: string): Promise<string | null> {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}`, 'x-device-id': device } });
  const { data, error } = await client.GET('/api/v1/support/my-tickets', { params: { query: { limit: 1 } } });
  if (error) {
    const refusal: components['schemas']['Refusal'] = error;
    throw new Error(refusal.code);
  }
  return data.data.tickets[0]?.last_response_at ?? null;
}
