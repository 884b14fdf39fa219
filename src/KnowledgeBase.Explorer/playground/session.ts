/** Somebody signed in, in this tab. */
export interface Session {
  token: string;
  name: string;
}

const key = 'knowledgebase:session';

/**
 * Signs in with the code of a link (`#sign-in=…`), which is good once, and takes it out of the address and the history at once.
 * Resolves to what went wrong, or to nothing. The session is kept for this tab alone; it ends with the server at the latest.
 */
export async function signInFromAddress(endpoint: string): Promise<string | undefined> {
  const code = new URLSearchParams(location.hash.slice(1)).get('sign-in');
  if (code === null) {
    return undefined;
  }
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const answer = await fetch(`${endpoint}/sign-in`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }),
    });
    const said = await answer.json();
    if (!answer.ok) {
      return said.message ?? `The sign-in was refused (${answer.status}).`;
    }
    sessionStorage.setItem(key, JSON.stringify({ token: said.token, name: said.name }));
    return undefined;
  } catch {
    return 'The server could not be asked to sign in.';
  }
}

export function currentSession(): Session | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : JSON.parse(kept) as Session;
}

export function signOut(): void {
  sessionStorage.removeItem(key);
  dispatchEvent(new Event(sessionEnded));
}

/** What the window hears when the session is over. */
export const sessionEnded = 'knowledgebase:session-ended';

/** The session's token as a header; nothing when there is no session, or when these headers bring a credential of their own. */
export function sessionHeaders(given: HeadersInit | undefined): Record<string, string> {
  const session = currentSession();
  const headers = new Headers(given);
  return session === undefined || headers.has('Authorization') || headers.has('X-API-Key') ? {} : { Authorization: `Bearer ${session.token}` };
}

/**
 * Sends a request with the session's token, unless it brings a credential of its own (from the headers editor). A session that the
 * server does not know any more is forgotten, and the request sent without it.
 */
export const fetchInSession: typeof fetch = async (input, init) => {
  const ours = Object.entries(sessionHeaders(init?.headers));
  if (ours.length === 0) {
    return fetch(input, init);
  }
  const answer = await fetch(input, { ...init, headers: new Headers([...new Headers(init?.headers), ...ours]) });
  if (answer.status !== 401) {
    return answer;
  }
  signOut();
  return fetch(input, init);
};
